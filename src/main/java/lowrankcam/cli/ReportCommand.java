package lowrankcam.cli;

import java.util.List;
import lowrankcam.explain.ExplainRequest;
import lowrankcam.image.Caution;
import lowrankcam.inception.LoadedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `report`: as `explain`, with what a page to look at wants where nothing else is said: `--page`, `-m fast`, all classes.
@Command(
        name = "report",
        description = {
            "Writes a page of each image: the image under its maps, LowRank-CAM mode by mode, and what made them.",
            "As explain --page -m fast -c all, but of a head with more than 5 classes the predicted one only. Takes every option of",
            "explain."
        },
        footer = {
            "",
            "Examples:",
            "  lowrank-cam report hand.png",
            "  lowrank-cam report hand.png -m all -o results",
            "  lowrank-cam report *.png -m lowrankcam,gradcam -c abnormal",
            "",
            "Writes OUTPUT/<image name>/index.html beside the files that explain writes. The page is one file that asks for",
            "nothing: it opens without network, and can be sent as it is. It holds the image.",
            "",
            Caution.TEXT
        },
        defaultValueProvider = ReportCommand.Defaults.class,
        mixinStandardHelpOptions = true)
final class ReportCommand extends ExplainCommand {

    /// Classes up to which all of them are shown.
    private static final int MOST_CLASSES = 5;

    @Override
    boolean alwaysWithPage() {
        return true;
    }

    @Override
    ExplainRequest completed(ExplainRequest request, LoadedModel model) {
        return ofAllClasses(request, model);
    }

    /// The same of all classes, if none were named and they are few.
    static ExplainRequest ofAllClasses(ExplainRequest request, LoadedModel model) {
        boolean all = request.classes().isEmpty() && model.labels().size() <= MOST_CLASSES;
        return all
                ? new ExplainRequest(request.methods(), List.of("all"), request.contrast(), request.score(), request.layers())
                : request;
    }

    /// What differs from `explain` where nothing is said.
    static final class Defaults implements IDefaultValueProvider {

        @Override
        public String defaultValue(ArgSpec argument) {
            return argument instanceof OptionSpec option && option.longestName().equals("--method") ? "fast" : null;
        }
    }
}

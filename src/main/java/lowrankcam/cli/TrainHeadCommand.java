package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import lowrankcam.dataset.BodyPart;
import lowrankcam.dataset.MuraDataset;
import lowrankcam.format.UsageException;
import lowrankcam.inception.LoadedModel;
import lowrankcam.inception.ModelLoader;
import lowrankcam.training.FeatureCache;
import lowrankcam.training.HeadTraining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `train-head`: a linear classifier on frozen features.
@Command(
        name = "train-head",
        description = {
            "Fits a head (normal, abnormal) on the pooled features of a data set in MURA layout.",
            "Memory beyond the network's: 8 kB for each image."
        },
        footer = {
            "",
            "Example:",
            "  lowrank-cam phantoms --patients 400 -o phantoms",
            "  lowrank-cam train-head phantoms -o head.safetensors",
            "  lowrank-cam explain hand.png --head head.safetensors",
            "  lowrank-cam phantoms --patients 400 --seed 2 -o unseen",
            "  lowrank-cam train-head phantoms --study hand,wrist --test unseen --features features -o hands.safetensors",
            "",
            "Images that cannot be read are left out and named; the head is written, and the exit code is 1."
        },
        mixinStandardHelpOptions = true)
final class TrainHeadCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;

    @Parameters(
            arity = "1..*",
            paramLabel = "DATASET",
            description = "Folder MURA-v1.1, or the folder that holds it; of several, all training splits are fitted together.")
    private List<Path> datasets;

    @Option(
            names = "--study",
            paramLabel = "PART",
            split = ",",
            converter = BodyPartConverter.class,
            description = "Only these body parts (default: all).")
    private List<BodyPart> studies = List.of();

    @Option(
            names = "--patients",
            paramLabel = "N",
            description = "Only the first N patients of each data set, by name (default: all).")
    private int patients = Integer.MAX_VALUE;

    @Option(
            names = "--lambda",
            paramLabel = "L|auto",
            defaultValue = "auto",
            completionCandidates = Known.Automatic.class,
            description = {
                "Strength of the L2 penalty; auto: that of the smallest loss on held-out patients, of some",
                "from 10 to 30000 (default: ${DEFAULT-VALUE})."
            })
    private String lambda;

    @Option(
            names = "--test",
            paramLabel = "DATASET",
            split = ",",
            description = "Also score the head on all images of other data sets.")
    private List<Path> tests = List.of();

    @Option(
            names = "--features",
            paramLabel = "DIR",
            description = "Keep the features of images there, and take those that are there already (default: nowhere).")
    private Path features;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", required = true, description = "The head, safetensors; its folder exists.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        OptionalDouble penalty = penalty();
        if (patients < 1) {
            throw new UsageException("--patients: expected 1 or more, found " + patients);
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        OutputFile.check(output);
        HeadTraining.Request request =
                new HeadTraining.Request(
                        open(datasets, err), patients, open(tests, err), Set.copyOf(studies), penalty);
        try (LoadedModel ready = modelOptions.open(err, ModelLoader.HeadUse.NONE)) {
            ProgressLine progress = new ProgressLine(err, "features", modelOptions.quiet());
            FeatureCache cache = features == null ? FeatureCache.none() : FeatureCache.in(features, ready);
            HeadTraining training =
                    new HeadTraining(ready.model(), ready.preprocessing(), ready.workers(), cache, progress::report);
            HeadTraining.Result result = training.train(request);
            progress.close();
            result.head().write(output);
            out.print(TrainingText.of(result));
            out.println(result.steps() + " Newton steps; head in " + output);
            result.unreadable().forEach(e -> err.println("lowrank-cam: left out: " + e.getMessage()));
            int left = result.unreadable().size();
            if (left > 0) {
                err.println("lowrank-cam: " + left + (left == 1 ? " image" : " images") + " left out; the head is of the others");
                return ExitCode.FAILED;
            }
        }
        return ExitCode.DONE;
    }

    private OptionalDouble penalty() {
        if (lambda.equals("auto")) {
            return OptionalDouble.empty();
        }
        try {
            double number = Double.parseDouble(lambda);
            if (number > 0 && !Double.isInfinite(number)) {
                return OptionalDouble.of(number);
            }
        } catch (NumberFormatException _) {
            // As any other that is not right.
        }
        throw new UsageException("--lambda: expected a number above 0 or auto, found " + lambda);
    }

    private static List<MuraDataset> open(List<Path> folders, PrintWriter err) throws IOException {
        List<MuraDataset> sets = new ArrayList<>();
        for (Path folder : folders) {
            MuraDataset data = MuraDataset.open(folder);
            if (!data.missing().isEmpty()) {
                err.println("lowrank-cam: " + data.missing().size() + " listed images are missing, first "
                        + data.missing().getFirst());
            }
            sets.add(data);
        }
        return sets;
    }
}

package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lowrankcam.format.Json;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import lowrankcam.inception.InceptionModel;
import lowrankcam.model.Prediction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// `predict`: scores only.
@Command(
        name = "predict",
        description = "Prints the scores of images.",
        footer = {"", "Example: lowrank-cam predict *.png --json"},
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "PNG or JPEG files.")
    private List<Path> images;

    @Option(names = "--json", description = "One JSON object for each image.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int failed = 0;
        try (ModelOptions.Ready ready = modelOptions.open(err)) {
            InceptionModel model = ready.loaded().model();
            for (Path image : images) {
                try {
                    Picture picture = PictureReader.read(image);
                    Prediction prediction =
                            model.forward(
                                            ready.preprocessing().apply(picture, model.kernels().resample()),
                                            model.lastLayer())
                                    .prediction();
                    ObjectNode node = Json.object();
                    node.put("image", image.toString());
                    node.put("kernels", model.kernels().description());
                    node.put("weightsSha256", ready.loaded().weightsSha256());
                    Manifest.predictions(node, ready.loaded(), prediction);
                    out.print(json ? Json.text(node) : text(node));
                } catch (IOException e) {
                    if (images.size() == 1) {
                        throw e;
                    }
                    err.println("lowrank-cam: " + Main.message(e));
                    failed++;
                }
            }
        }
        return failed == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String text(ObjectNode node) {
        StringBuilder text = new StringBuilder(node.path("image").asString());
        text.append("  (kernels ").append(node.path("kernels").asString()).append(")\n");
        node.path("classes").forEach(
                score -> text.append(String.format(
                        Locale.ROOT, "  %-24s probability %.6f  logit %+.6f%n", score.path("label").asString(),
                        score.path("probability").asDouble(), score.path("logit").asDouble())));
        return text.toString();
    }
}

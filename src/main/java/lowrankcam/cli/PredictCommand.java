package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.Csv;
import lowrankcam.format.Json;
import lowrankcam.format.Sha256;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.LoadedModel;
import lowrankcam.model.Prediction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `predict`: scores only.
@Command(
        name = "predict",
        description = "Prints the scores of images.",
        footer = {
            "",
            "Examples: lowrank-cam predict *.png --json",
            "          lowrank-cam predict radiographs --csv scores.csv"
        },
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;
    @Mixin private ImageArguments arguments;
    private List<Path> images;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = {
                "Also write a table, one line for each image and class, of many classes the 20 most probable.",
                "Images that failed are not in it."
            })
    private Path csv;

    @Option(
            names = "--json",
            description = "One JSON object for each image: scores, and the origin of program, weights, head and image.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        images = arguments.expand(err);
        if (csv != null) {
            OutputFile.check(csv);
        }
        StringBuilder table = new StringBuilder(csvHead());
        int code;
        try (LoadedModel ready = modelOptions.open(err)) {
            InceptionModel model = ready.model();
            code = ImageBatch.run(images, err, image -> {
                Preprocessing.Seen seen = ready.read(image);
                ImageContent.tell(image, seen.picture(), ready.preprocessing().alpha(), err);
                Prediction prediction = model.forward(seen.tensor(), model.lastLayer()).prediction();
                ObjectNode node = Manifest.of(ready, image, Sha256.of(image), seen.picture(), prediction);
                out.print(json ? Json.text(node) : text(node));
                out.flush();
                table.append(csvRows(node));
            });
        }
        if (csv != null) {
            AtomicFile.write(csv, table.toString());
        }
        return code;
    }

    private static String csvHead() {
        return "image,sha256,class,label,logit,probability,predicted,flags\n";
    }

    /// A row for each class of one image.
    private static String csvRows(ObjectNode node) {
        StringBuilder rows = new StringBuilder();
        JsonNode image = node.path("image");
        List<String> flags = Explainer.imageFlags(node);
        for (JsonNode score : node.path("classes")) {
            boolean predicted = score.path("index").asInt() == node.path("predictedClass").asInt();
            rows.append(String.join(
                    ",", Csv.field(image.path("path").asString()), image.path("sha256").asString(),
                    String.valueOf(score.path("index").asInt()), Csv.field(score.path("label").asString()),
                    String.valueOf(score.path("logit").asDouble()),
                    String.valueOf(score.path("probability").asDouble()), predicted ? "1" : "0",
                    String.join(" ", flags)));
            rows.append('\n');
        }
        return rows.toString();
    }

    private static String text(ObjectNode node) {
        StringBuilder text = new StringBuilder(node.path("image").path("path").asString());
        text.append("  (kernels ").append(node.path("kernels").asString()).append(")\n");
        node.path("classes").forEach(
                score -> text.append(String.format(
                        Locale.ROOT, "  %-24s probability %.6f  logit %+.6f%n", score.path("label").asString(),
                        score.path("probability").asDouble(), score.path("logit").asDouble())));
        return text.toString();
    }
}

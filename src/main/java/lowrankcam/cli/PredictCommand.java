package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lowrankcam.explain.ClassScore;
import lowrankcam.explain.ExplainListener;
import lowrankcam.explain.ImageFacts;
import lowrankcam.explain.Manifest;
import lowrankcam.explain.ScoreFlags;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.Csv;
import lowrankcam.format.Json;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.LoadedModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.Prediction;
import lowrankcam.model.TrainingFeatures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
        StringBuilder table = new StringBuilder("image,sha256,class,label,logit,probability,predicted,flags\n");
        ExplainListener listener = new ConsoleListener(err, modelOptions.quiet(), 1);
        int code;
        try (LoadedModel loaded = modelOptions.open(err)) {
            InceptionModel model = loaded.model();
            code = ImageBatch.run(images, err, image -> {
                ImageFacts.Read read = ImageFacts.read(loaded, image, listener);
                ForwardTrace trace = model.forward(read.tensor(), model.lastLayer());
                Prediction prediction = trace.prediction();
                TrainingFeatures.Distance distance = model.head().distance(trace.pooled());
                String flags = String.join(" ", ScoreFlags.of(read.facts(), distance));
                List<ClassScore> scores = ClassScore.best(prediction, loaded.labels(), ClassScore.SHOWN);
                out.print(json
                        ? Json.text(Manifest.of(loaded, read.facts(), prediction, distance))
                        : text(image, loaded.kernels().description(), scores) + ScoreFlags.line(distance));
                out.flush();
                scores.forEach(score -> table.append(csvRow(read.facts(), score, score.index() == prediction.best(), flags)));
            });
        }
        if (csv != null) {
            AtomicFile.write(csv, table.toString());
        }
        return code;
    }

    private static String csvRow(ImageFacts image, ClassScore score, boolean predicted, String flags) {
        return String.join(
                ",", Csv.field(image.path().toString()), image.sha256(), String.valueOf(score.index()),
                Csv.field(score.label()), String.valueOf(score.logit()), String.valueOf(score.probability()),
                predicted ? "1" : "0", flags) + "\n";
    }

    private static String text(Path image, String kernels, List<ClassScore> scores) {
        StringBuilder text = new StringBuilder(image.toString()).append("  (kernels ").append(kernels).append(")\n");
        scores.forEach(score -> text.append(String.format(
                Locale.ROOT, "  %-24s probability %.6f  logit %+.6f%n", score.label(), score.probability(),
                score.logit())));
        return text.toString();
    }
}

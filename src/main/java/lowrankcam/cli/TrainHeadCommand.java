package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import lowrankcam.dataset.BodyPart;
import lowrankcam.dataset.MuraDataset;
import lowrankcam.format.UsageException;
import lowrankcam.inception.LoadedModel;
import lowrankcam.inception.ModelLoader;
import lowrankcam.metric.BinaryScores;
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
            "Memory beyond the network's: 8 kB for each image, and at most 0.15 GB for the fit."
        },
        footer = {
            "",
            "Example:",
            "  lowrank-cam phantoms --patients 400 -o phantoms",
            "  lowrank-cam train-head phantoms -o head.safetensors",
            "  lowrank-cam explain hand.png --head head.safetensors",
            "",
            "Images that cannot be read are left out and named; the head is written, and the exit code is 1."
        },
        mixinStandardHelpOptions = true)
final class TrainHeadCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;

    @Parameters(paramLabel = "DATASET", description = "Folder MURA-v1.1, or the folder that holds it.")
    private Path dataset;

    @Option(
            names = "--study",
            paramLabel = "PART",
            converter = BodyPartConverter.class,
            description = "Only this body part (default: all).")
    private BodyPart study;

    @Option(names = "--lambda", paramLabel = "L", description = "Strength of the L2 penalty (default: 50).")
    private double lambda = 50;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", required = true, description = "The head, safetensors; its folder exists.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        if (!(lambda > 0) || Double.isInfinite(lambda)) {
            throw new UsageException("--lambda: expected a number above 0, found " + lambda);
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        OutputFile.check(output);
        MuraDataset data = MuraDataset.open(dataset);
        if (!data.missing().isEmpty()) {
            err.println("lowrank-cam: " + data.missing().size() + " listed images are missing, first "
                    + data.missing().getFirst());
        }
        try (LoadedModel ready = modelOptions.open(err, ModelLoader.HeadUse.NONE)) {
            ProgressLine progress = new ProgressLine(err, "features", modelOptions.quiet());
            HeadTraining training =
                    new HeadTraining(ready.model(), ready.preprocessing(), progress::report);
            HeadTraining.Result result = training.train(data, Optional.ofNullable(study), lambda);
            progress.close();
            result.head().write(output);
            out.printf(Locale.ROOT, "%-20s %7s %9s %9s %9s%n", "", "n", "accuracy", "AUC", "kappa");
            result.scores().forEach((name, scores) -> out.print(row(name, scores)));
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

    private static String row(String name, BinaryScores scores) {
        return String.format(
                Locale.ROOT, "%-20s %7d %9.4f %9.4f %9.4f%n", name, scores.count(), scores.accuracy(), scores.auc(),
                scores.kappa());
    }
}

package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.dataset.ImageSet;
import lowrankcam.evaluation.RankPlan;
import lowrankcam.inception.LayerNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tune-rank`: the paper's Figure 2 on any data set.
@Command(
        name = "tune-rank",
        description = {
            "Measures insertion and deletion of LowRank-CAM against its rank and finds the rank that does best.",
            "A run that was interrupted continues where it was when the same command is given again."
        },
        footer = {
            "",
            "Examples:",
            "  lowrank-cam tune-rank phantoms --samples 10 -o ranks",
            "  lowrank-cam tune-rank MURA-v1.1 --study wrist --samples 10 --ranks 5:45:5",
            "",
            "Writes ranks.csv, images.csv, ranks.json, ranks.md, figure2.svg, figure2.png and report.html."
        },
        mixinStandardHelpOptions = true)
final class TuneRankCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;
    @Mixin private DatasetOptions datasetOptions;
    @Mixin private MetricOptions metricOptions;
    @Mixin private RunOptions runOptions;

    @Option(
            names = "--ranks",
            paramLabel = "RANKS",
            description = "FIRST:LAST:STEP or a list such as 1,5,10 (default: ${DEFAULT-VALUE}, as in the paper).")
    private String ranks = "5:45:5";

    @Option(names = "--samples", paramLabel = "N", description = "Images, a sample (default: ${DEFAULT-VALUE}, as in the paper).")
    private int samples = 10;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            converter = Choices.Presets.class,
            completionCandidates = Choices.Presets.class,
            description = "${COMPLETION-CANDIDATES} (default: default).")
    private LowRankOptions.Preset preset = LowRankOptions.Preset.DEFAULT;

    @Option(
            names = "--rule",
            paramLabel = "sum|insertion|deletion",
            converter = Choices.RankTargets.class,
            completionCandidates = Choices.RankTargets.class,
            description = "What the chosen rank maximises; sum is insertion + 1 - deletion (default: sum).")
    private RankPlan.Rule rule = RankPlan.Rule.SUM;

    @Option(
            names = {"-l", "--layer"},
            paramLabel = "NAME",
            completionCandidates = Known.Layers.class,
            description = "Target layer (default: ${DEFAULT-VALUE}).")
    private String layer = "Mixed_7c";

    @Option(
            names = {"-o", "--output-dir"},
            paramLabel = "DIR",
            description = "Folder of the run (default: ${DEFAULT-VALUE}).")
    private Path output = Path.of("ranks");

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        RankPlan plan =
                new RankPlan(
                        LayerNames.resolve(layer), preset, RankPlan.parseRanks(ranks),
                        metricOptions.settings(), runOptions.bootstrap(datasetOptions.seed()), rule);
        ImageSet images = datasetOptions.open("--samples", samples, err);
        return runOptions.run("tune-rank", output, plan, images, modelOptions, spec.commandLine());
    }
}

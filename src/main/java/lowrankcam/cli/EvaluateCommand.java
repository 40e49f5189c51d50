package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import lowrankcam.dataset.ImageSet;
import lowrankcam.evaluation.EvaluationPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `evaluate`: the paper's Table 1 on any data set.
@Command(
        name = "evaluate",
        description = {
            "Compares methods on a data set: average drop and increase, coherency, complexity, ADCC, and more.",
            "A run that was interrupted continues where it was when the same command is given again."
        },
        footer = {
            "",
            "Examples:",
            "  lowrank-cam evaluate phantoms --limit 16 -o table",
            "  lowrank-cam evaluate MURA-v1.1 --study elbow -m table1 --metrics all -o elbow",
            "  lowrank-cam evaluate MURA-v1.1 -m table1 --shard 2/4 -o part2",
            "",
            "Writes table.csv, differences.csv, images.csv, times.csv, table.json, table.md and report.html."
        },
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;
    @Mixin private DatasetOptions datasetOptions;
    @Mixin private EvaluationOptions evaluationOptions;
    @Mixin private MetricOptions metricOptions;
    @Mixin private RunOptions runOptions;

    @Option(
            names = {"-o", "--output-dir"},
            paramLabel = "DIR",
            description = "Folder of the run (default: ${DEFAULT-VALUE}).")
    private Path output = Path.of("evaluation");

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        EvaluationPlan plan =
                evaluationOptions.plan(metricOptions.settings(), runOptions.bootstrap(datasetOptions.seed()));
        ImageSet images = datasetOptions.open("--limit", evaluationOptions.limit(), err);
        return runOptions.run("evaluate", output, plan, images, modelOptions, spec.commandLine());
    }
}

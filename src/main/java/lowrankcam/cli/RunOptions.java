package lowrankcam.cli;

import java.io.IOException;
import java.nio.file.Path;
import lowrankcam.dataset.ImageSet;
import lowrankcam.evaluation.Bootstrap;
import lowrankcam.evaluation.DatasetRun;
import lowrankcam.evaluation.RunModel;
import lowrankcam.evaluation.RunPlan;
import lowrankcam.evaluation.Shard;
import lowrankcam.explain.Program;
import lowrankcam.inception.LoadedModel;
import lowrankcam.report.RunFiles;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Options of commands that run an experiment.
final class RunOptions {

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = "Only every N-th image, from the I-th on; see: lowrank-cam merge (default: 1/1).")
    private String shard = "1/1";

    @Option(names = "--resamples", paramLabel = "N", description = "Bootstrap resamples (default: ${DEFAULT-VALUE}).")
    private int resamples = 10_000;

    Bootstrap bootstrap(long seed) {
        return new Bootstrap(resamples, seed, 0.95);
    }

    /// Runs or continues an experiment and writes its files.
    ///
    /// @param name   for progress
    /// @return exit code
    int run(String name, Path output, RunPlan plan, ImageSet images, ModelOptions modelOptions, CommandLine command)
            throws IOException {
        RunProgress progress = new RunProgress(command.getErr(), modelOptions.quiet());
        try (LoadedModel ready = modelOptions.open(command.getErr())) {
            new DatasetRun(Program.id(), new RunModel(ready), images, Shard.parse(shard), plan)
                    .run(name, output, new RunFiles(), progress);
        }
        command.getOut().println(output.resolve("report.html"));
        return progress.code();
    }
}

package lowrankcam.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lowrankcam.evaluation.Merge;
import lowrankcam.report.RunFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `merge`: shards of a run become one.
@Command(
        name = "merge",
        description = {
            "Puts the shards of one evaluate or tune-rank run together.",
            "The files are those of a run in one piece, times aside byte for byte. No model and no images are needed."
        },
        footer = {
            "",
            "Example:",
            "  lowrank-cam evaluate phantoms --shard 1/2 -o a     on one machine",
            "  lowrank-cam evaluate phantoms --shard 2/2 -o b     on another",
            "  lowrank-cam merge a b -o table"
        },
        mixinStandardHelpOptions = true)
final class MergeCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders of shards.")
    private List<Path> shards;

    @Option(
            names = {"-o", "--output-dir"},
            paramLabel = "DIR",
            required = true,
            description = "A new or empty folder.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        Merge.merge(shards, output, new RunFiles()::write);
        spec.commandLine().getOut().println(output.resolve("report.html"));
        return ExitCode.DONE;
    }
}

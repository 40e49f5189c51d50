package lowrankcam.spark;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import lowrankcam.cli.Main;
import lowrankcam.evaluation.RunData;
import lowrankcam.format.FormatException;
import org.apache.spark.api.java.function.Function;

/// Runs one shard in the worker's process, as the command line does, with its own folder and journal.
///
/// A task that is run again, because its worker was lost, continues where the journal ends. Two tasks for one shard at the
/// same time cannot be: the second finds the folder locked and fails, so speculative execution is of no use here.
///
/// @param arguments of the job
record ShardTask(ShardArguments arguments) implements Function<Integer, ShardOutcome> {

    private static final int FAILED = 1;

    /// @return what became of the shard; errors that would come again on another worker are told, not thrown
    /// @throws IOException if the shard is not complete and another attempt may help
    @Override
    public ShardOutcome call(Integer shard) throws IOException {
        StringWriter err = new StringWriter();
        int code =
                Main.run(
                        arguments.commandLine(shard).toArray(String[]::new), new PrintWriter(Writer.nullWriter()),
                        new PrintWriter(err, true));
        boolean complete = code <= FAILED && isComplete(Path.of(arguments.folder(shard)));
        if (code == FAILED && !complete) {
            throw new IOException("shard " + shard + ": " + err.toString().strip());
        }
        return new ShardOutcome(shard, code, complete, err.toString().strip());
    }

    private static boolean isComplete(Path folder) throws IOException {
        try {
            return RunData.read(folder).missing() == 0;
        } catch (FormatException _) {
            return false;
        }
    }
}

package lowrankcam.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import lowrankcam.format.WriteTarget;

/// A file that is written when long work is done: whether it can be is asked before, of what a link leads to.
final class OutputFile {

    private OutputFile() {}

    /// @throws FileSystemException if it is a folder, or its own folder is missing or must not be written to
    static void check(Path file) throws IOException {
        WriteTarget target = WriteTarget.of(file);
        Path folder = target.file().getParent();
        String reason = "";
        if (Files.isDirectory(file)) {
            reason = "found a folder";
        } else if (target.way() == WriteTarget.Way.APPEND) {
            reason = Files.isWritable(target.file()) ? "" : "permission denied";
        } else if (!Files.exists(folder)) {
            reason = "found no folder " + folder;
        } else if (!Files.isDirectory(folder)) {
            reason = "found a file where a folder is needed";
        } else if (!Files.isWritable(folder)) {
            reason = "permission denied";
        }
        if (!reason.isEmpty()) {
            throw new FileSystemException(file.toString(), null, reason);
        }
    }
}

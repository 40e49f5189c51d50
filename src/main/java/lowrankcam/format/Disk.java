package lowrankcam.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The steps by which what is on disk changes: every rename, deletion and fsync of this program goes through here.
///
/// So a test can end the program before each of them, and see what is left.
public final class Disk {

    private static volatile Watcher watcher = (_, _) -> {};

    private Disk() {}

    /// What is about to be done.
    enum Step {
        FOLDER,
        OPEN,
        FORCE,
        RENAME,
        DELETE
    }

    /// Told before each step; throws if it is not to be taken.
    @FunctionalInterface
    interface Watcher {
        /// @param path what is made, opened, written out, replaced or deleted
        void before(Step step, Path path) throws IOException;
    }

    /// For tests: who is told from now on.
    static void watch(Watcher next) {
        watcher = next;
    }

    /// Makes one folder that is not there yet.
    static void createFolder(Path folder) throws IOException {
        watcher.before(Step.FOLDER, folder);
        Files.createDirectory(folder);
    }

    /// Opens a file for writing.
    static OutputStream write(Path file, OpenOption... options) throws IOException {
        watcher.before(Step.OPEN, file);
        return Files.newOutputStream(file, options);
    }

    /// Opens a file for writing and locking.
    static FileChannel open(Path file, OpenOption... options) throws IOException {
        watcher.before(Step.OPEN, file);
        return FileChannel.open(file, options);
    }

    /// Returns when a file that was written is on disk.
    static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            force(channel, file);
        }
    }

    /// Returns when what was written through a channel is on disk.
    public static void force(FileChannel channel, Path file) throws IOException {
        watcher.before(Step.FORCE, file);
        channel.force(true);
    }

    /// Gives a file or folder its place, in one step where both lie on one disk; a file that is there is replaced.
    public static void rename(Path from, Path to) throws IOException {
        watcher.before(Step.RENAME, to);
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Deletes a file, a link or an empty folder; nothing happens if it is not there.
    public static void delete(Path path) throws IOException {
        watcher.before(Step.DELETE, path);
        Files.deleteIfExists(path);
    }
}

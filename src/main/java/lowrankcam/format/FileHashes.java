package lowrankcam.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// SHA-256 of files, each computed once; on request ahead of need, in a thread of its own.
public final class FileHashes {

    private final Map<Path, FutureTask<String>> tasks = new ConcurrentHashMap<>();

    /// Starts hashing these files, one after the other, and returns at once.
    public void start(Collection<Path> files) {
        List<FutureTask<String>> mine = files.stream().map(this::task).toList();
        Thread.ofPlatform().daemon().name("sha-256").start(() -> mine.forEach(FutureTask::run));
    }

    /// The hash of a file in lower-case hexadecimal; waits for it if it is being computed.
    ///
    /// @throws IOException if the file cannot be read
    public String of(Path file) throws IOException {
        FutureTask<String> task = task(file);
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("hashing " + file, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while hashing " + file, e);
        }
    }

    private FutureTask<String> task(Path file) {
        return tasks.computeIfAbsent(file, _ -> new FutureTask<>(() -> Sha256.of(file)));
    }
}

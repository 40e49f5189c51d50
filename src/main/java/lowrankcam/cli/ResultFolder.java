package lowrankcam.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.FileWords;

/// Results of one image: collected in a hidden neighbour, moved into place when all are written, manifest last.
///
/// If anything fails before that, an earlier result stays as it was. Other files in the folder are never touched.
/// If the process is asked to end (Ctrl-C, SIGTERM), the parts that are finished by then are moved into place, with
/// a manifest that says so.
final class ResultFolder implements AutoCloseable {

    private static final String MANIFEST = "manifest.json";

    private final Path target;
    private final Path partial;
    private final List<String> names = new ArrayList<>();
    private State state = State.OPEN;
    private Thread hook;

    private enum State {
        OPEN,
        CLOSED,
        INTERRUPTED
    }

    /// Writes the files of one part.
    interface Part {
        /// @param files where to write
        void write(PartFiles files) throws IOException;
    }

    /// Where to write the files of one part.
    final class PartFiles {
        private final List<String> written = new ArrayList<>();

        /// Where to write the file of that name.
        Path file(String name) {
            written.add(name);
            return partial.resolve(name);
        }
    }

    ResultFolder(Path target) throws IOException {
        this.target = target;
        Path parent = target.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        this.partial = hidden(parent, target);
    }

    private static Path hidden(Path parent, Path target) throws IOException {
        try {
            return Files.createTempDirectory(parent, "." + target.getFileName() + "-");
        } catch (FileSystemException e) {
            throw FileWords.about(target, e);
        }
    }

    /// Writes a part. It counts as finished when this returns: an interruption waits until then, or finds none of it.
    synchronized void add(Part part) throws IOException {
        waitIfInterrupted();
        PartFiles files = new PartFiles();
        try {
            part.write(files);
        } catch (FileSystemException e) {
            throw FileWords.about(target, e);
        }
        names.addAll(files.written);
    }

    /// From now on, if the process is asked to end, publishes what is finished.
    ///
    /// @param manifest of what is finished, made when it is needed, while no part is being written
    /// @param tell     told in one line what was kept
    void keepOnInterrupt(Supplier<String> manifest, Consumer<String> tell) {
        hook = new Thread(() -> {
            try {
                if (interrupt(manifest)) {
                    tell.accept("interrupted; finished maps are in " + target);
                }
            } catch (IOException e) {
                tell.accept("interrupted; " + Main.message(e));
            }
        }, "keep-finished-maps");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Publishes what is finished, if anything is, and closes the folder.
    ///
    /// @return whether there was anything
    synchronized boolean interrupt(Supplier<String> manifest) throws IOException {
        boolean some = state == State.OPEN && !names.isEmpty();
        if (state == State.OPEN) {
            state = State.INTERRUPTED;
            if (some) {
                move(manifest.get());
            }
            removePartial();
        }
        return some;
    }

    /// Moves everything into place.
    synchronized void publish(String manifest) throws IOException {
        waitIfInterrupted();
        move(manifest);
        state = State.CLOSED;
    }

    private void move(String manifest) throws IOException {
        AtomicFile.write(partial.resolve(MANIFEST), manifest);
        Files.createDirectories(target);
        Files.deleteIfExists(target.resolve(MANIFEST));
        names.add(MANIFEST);
        for (String name : names) {
            try {
                Files.move(
                        partial.resolve(name), target.resolve(name), StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (FileSystemException e) {
                throw FileWords.about(target.resolve(name), e);
            }
        }
    }

    /// After an interruption the process is about to end; until then nobody may write or complain.
    private void waitIfInterrupted() {
        while (state == State.INTERRUPTED) {
            try {
                wait();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException _) {
                // The process is ending: the hook runs, and finds nothing to do.
                hook = null;
            }
        }
        if (state != State.INTERRUPTED) {
            state = State.CLOSED;
            removePartial();
        }
    }

    private void removePartial() throws IOException {
        try (Stream<Path> left = Files.list(partial)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(partial);
    }
}

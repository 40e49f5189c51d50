package lowrankcam.explain;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.Draft;
import lowrankcam.format.FileWords;
import lowrankcam.format.FolderTarget;
import lowrankcam.format.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Results of one image: collected in a draft, moved into place when all are written, manifest last.
///
/// If anything fails before that, an earlier result stays as it was. With it go those files of the earlier result that the new
/// one does not have: which they are, its manifest says. Other files in the folder are never touched.
/// If the process is asked to end (Ctrl-C, SIGTERM), the parts that are finished by then are moved into place, with
/// a manifest that says so.
public final class ResultFolder implements AutoCloseable {

    /// What is said of the result, written last.
    public static final String MANIFEST = "manifest.json";

    private final Path target;
    private final Draft draft;
    private final List<String> names = new ArrayList<>();
    private State state = State.OPEN;
    private Thread hook;

    private enum State {
        OPEN,
        CLOSED,
        INTERRUPTED
    }

    /// Writes the files of one part.
    public interface Part {
        /// @param files where to write
        void write(PartFiles files) throws IOException;
    }

    /// Where to write the files of one part.
    public final class PartFiles {
        private final List<String> written = new ArrayList<>();

        /// Where to write the file of that name.
        public Path file(String name) {
            written.add(name);
            return draft.file(name);
        }
    }

    /// @param target folder of the results
    /// @param place  folder of the draft, on the same disk: that of all results, or the target itself
    public ResultFolder(Path target, Path place) throws IOException {
        this.target = target;
        FolderTarget.unfinished(target);
        Files.createDirectories(place);
        try {
            this.draft = Draft.in(place);
        } catch (FileSystemException e) {
            throw FileWords.about(target, e);
        }
    }

    /// Writes a part. It counts as finished when this returns: an interruption waits until then, or finds none of it.
    public synchronized void add(Part part) throws IOException {
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
    void keepOnInterrupt(Supplier<ObjectNode> manifest, Consumer<String> tell) {
        hook = new Thread(() -> {
            try {
                if (interrupt(manifest)) {
                    tell.accept("interrupted; finished maps are in " + target);
                }
            } catch (IOException e) {
                tell.accept("interrupted; " + FileWords.line(e));
            }
        }, "keep-finished-maps");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Publishes what is finished, if anything is, and closes the folder.
    ///
    /// @return whether there was anything
    synchronized boolean interrupt(Supplier<ObjectNode> manifest) throws IOException {
        boolean some = state == State.OPEN && !names.isEmpty();
        if (state == State.OPEN) {
            state = State.INTERRUPTED;
            try (draft) {
                if (some) {
                    move(manifest.get());
                }
            }
        }
        return some;
    }

    /// Moves everything into place.
    ///
    /// @param manifest gets `files`, names of all files of the result but its own, if it does not list them itself
    public synchronized void publish(ObjectNode manifest) throws IOException {
        waitIfInterrupted();
        move(manifest);
        state = State.CLOSED;
    }

    private void move(ObjectNode manifest) throws IOException {
        if (!manifest.has("files")) {
            ArrayNode files = manifest.putArray("files");
            names.forEach(files::add);
        }
        AtomicFile.write(draft.file(MANIFEST), Json.text(manifest));
        names.add(MANIFEST);
        try {
            Files.createDirectories(target);
            FolderTarget.exchange(draft.place(), target, names, ListedFiles.in(target.resolve(MANIFEST)));
        } catch (FileSystemException e) {
            throw FileWords.about(target, e);
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
            draft.close();
        }
    }
}

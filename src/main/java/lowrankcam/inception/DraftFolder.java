package lowrankcam.inception;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lowrankcam.format.Draft;
import lowrankcam.format.FolderTarget;
import lowrankcam.format.Sha256;

/// Files that become a model folder: collected in a draft, moved into place when all are there, `model.json` last.
final class DraftFolder implements AutoCloseable {

    private final Path target;
    private final Draft draft;
    private final Path made;

    /// @param target a folder that is not there or is empty
    DraftFolder(Path target) throws IOException {
        this.target = target.toAbsolutePath().normalize();
        this.draft = FolderTarget.draft(this.target);
        this.made = Files.createDirectory(draft.file("model"));
    }

    /// Where to write the file of that name.
    Path file(String name) {
        return made.resolve(name);
    }

    /// SHA-256 of the files so far, by their names.
    Map<String, String> hashes() throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.list(made)) {
            for (Path file : files.toList()) {
                hashes.put(file.getFileName().toString(), Sha256.of(file));
            }
        }
        return hashes;
    }

    /// Moves the folder into place.
    void publish() throws IOException {
        FolderTarget.place(made, target, ModelFolder.FILE);
    }

    @Override
    public void close() throws IOException {
        draft.close();
    }
}

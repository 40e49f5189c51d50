package lowrankcam.inception;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lowrankcam.format.FileTree;
import lowrankcam.format.Sha256;

/// Files that become a folder in one step: collected in a hidden neighbour, moved into place when all are there.
final class DraftFolder implements AutoCloseable {

    private final Path target;
    private final Path neighbour;
    private final Path draft;

    /// @param target a folder that is not there or is empty
    DraftFolder(Path target) throws IOException {
        this.target = target.toAbsolutePath().normalize();
        this.neighbour = Files.createTempDirectory(this.target.getParent(), "." + this.target.getFileName() + "-");
        // Its own permissions are for one user only; those of a folder within are the usual ones.
        this.draft = Files.createDirectory(neighbour.resolve("model"));
    }

    /// Where to write the file of that name.
    Path file(String name) {
        return draft.resolve(name);
    }

    /// SHA-256 of the files so far, by their names.
    Map<String, String> hashes() throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.list(draft)) {
            for (Path file : files.toList()) {
                hashes.put(file.getFileName().toString(), Sha256.of(file));
            }
        }
        return hashes;
    }

    /// Moves the folder into place.
    void publish() throws IOException {
        Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        FileTree.delete(neighbour);
    }
}

package lowrankcam.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lowrankcam.format.AtomicFile;

/// Results of one image: collected in a hidden neighbour, moved into place when all are written, manifest last.
///
/// If anything fails before that, an earlier result stays as it was. Other files in the folder are never touched.
final class ResultFolder implements AutoCloseable {

    private static final String MANIFEST = "manifest.json";

    private final Path target;
    private final Path partial;
    private final List<String> names = new ArrayList<>();

    ResultFolder(Path target) throws IOException {
        this.target = target;
        Path parent = target.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        this.partial = Files.createTempDirectory(parent, "." + target.getFileName() + "-");
    }

    /// Where to write the file of that name.
    Path file(String name) {
        names.add(name);
        return partial.resolve(name);
    }

    /// Moves everything into place.
    void publish(String manifest) throws IOException {
        AtomicFile.write(partial.resolve(MANIFEST), manifest);
        Files.createDirectories(target);
        Files.deleteIfExists(target.resolve(MANIFEST));
        names.add(MANIFEST);
        for (String name : names) {
            Files.move(
                    partial.resolve(name), target.resolve(name), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> left = Files.list(partial)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(partial);
    }
}

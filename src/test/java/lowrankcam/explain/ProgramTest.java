package lowrankcam.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Without the launcher the program finds its weights from the place of its jar.
class ProgramTest {

    @TempDir private Path folder;

    @Test
    void weightsAreAboveTargetOrBesideTheJar() throws IOException {
        Path jar = folder.resolve("target/lowrank-cam.jar");
        Files.createDirectories(folder.resolve("weights"));
        assertEquals(folder, Program.folder(jar));
        assertEquals(folder, Program.folder(folder.resolve("lowrank-cam.jar")));
        Files.delete(folder.resolve("weights"));
        assertEquals(Path.of("."), Program.folder(jar));
    }

    @Test
    void theseClassesAreFoundToo() {
        assertEquals(lowrankcam.golden.Goldens.ROOT.toAbsolutePath().normalize(), Program.folder().normalize());
    }
}

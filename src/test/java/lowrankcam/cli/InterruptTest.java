package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lowrankcam.format.Json;
import lowrankcam.format.Npy;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A run in a process of its own, asked to end while it is at work.
class InterruptTest {

    @TempDir private Path folder;

    /// Files of that name anywhere below the folder, hidden ones too.
    private List<Path> found(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.getFileName().toString().equals(name)).toList();
        } catch (UncheckedIOException e) {
            return List.of(); // a hidden file was renamed meanwhile
        }
    }

    /// RISE with ten million masks would take days: when the signal comes it is surely not finished, and CAM surely is.
    @Test
    void finishedMapsAreKeptWholeAndTheManifestSaysWhatIsMissing() throws Exception {
        Process process =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules", "jdk.incubator.vector", "-Djava.awt.headless=true",
                        "-Dlowrankcam.home=" + Goldens.ROOT, "-cp", System.getProperty("java.class.path"),
                        Main.class.getName(), "explain", Goldens.file("inputs/hand_299.png").toString(), "-m",
                        "rise:masks=10000000,cam", "-o", folder.resolve("out").toString(), "-j", "1")
                        .redirectError(folder.resolve("err").toFile()).redirectOutput(folder.resolve("out.txt").toFile())
                        .start();
        try {
            while (process.isAlive() && found("cam-class-1-overlay.png").isEmpty()
                    && found("cam-class-0-overlay.png").isEmpty()) {
                Thread.sleep(20);
            }
            assertTrue(process.isAlive(), Files.readString(folder.resolve("err")));
            process.destroy();
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        Path results = folder.resolve("out/hand_299");
        JsonNode manifest = Json.read(results.resolve("manifest.json"));
        assertTrue(manifest.path("interrupted").asBoolean());
        assertEquals(1, manifest.path("maps").size());
        assertEquals(1, manifest.path("unfinished").size());
        assertTrue(manifest.path("unfinished").get(0).asString().startsWith("rise-class-"));
        String[] files = manifest.path("maps").get(0).path("files").asString().split(", ");
        assertEquals(List.of(8, 8), Npy.read(results.resolve(files[0])).shape());
        for (String file : files) {
            assertTrue(Files.size(results.resolve(file)) > 100, file);
        }
        try (Stream<Path> left = Files.list(folder.resolve("out"))) {
            assertEquals(List.of(results), left.toList(), "nothing half written is left beside the results");
        }
        String err = Files.readString(folder.resolve("err"));
        assertTrue(err.contains("interrupted; finished maps are in"), err);
        assertFalse(err.contains("Exception"), err);
    }
}

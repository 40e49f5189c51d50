package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.golden.Goldens;
import lowrankcam.weights.SafetensorsFile;
import lowrankcam.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `convert` through the real entry point: what is refused, with which exit code, and that it leaves nothing behind.
class ConvertMistakesTest {

    private static final Path IMAGE = Goldens.file("inputs/hand_299.png");
    private static final Path BODY = Goldens.ROOT.resolve("weights/default/body/model.json");
    private static final Path TWO_LAYERS = Goldens.file("head-two-layer.safetensors");

    @TempDir private Path folder;

    @Test
    void anExistingTargetIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("taken.safetensors"), "mine");
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("note"), "mine");
        for (Ran ran : List.of(
                run("convert", "-o", file), run("convert", "-o", full), run("convert", "-o", full, "--force"))) {
            assertEquals(3, ran.code(), ran.err());
            assertEquals(1, ran.err().lines().filter(line -> !line.startsWith("see: ")).count(), ran.err());
            assertTrue(ran.err().contains("target: expected no such"), ran.err());
            assertEquals("", ran.out());
        }
        assertEquals("mine", Files.readString(file));
        assertEquals(1, CliRuns.files(full).size());
        assertEquals(0, run("convert", "-o", file, "--force").code());
        assertEquals(0, run("predict", IMAGE, "-w", file).code());
        assertEquals(0, run("convert", "-o", Files.createDirectory(folder.resolve("empty"))).code());
    }

    @Test
    void mistakesHaveTheirExitCodesAndLeaveNothing() throws IOException {
        Path target = folder.resolve("target.safetensors");
        assertMistake(3, "nothing of that name", "convert", folder.resolve("none.safetensors"), "-o", target);
        assertMistake(3, "classifier head", "convert", BODY, "-o", target);
        assertMistake(3, "classifier head", "convert", BODY, "-o", folder.resolve("target"));
        assertMistake(1, "there is no folder", "convert", "-o", folder.resolve("none/target.safetensors"));
        assertMistake(1, "there is no folder", "convert", "-o", folder.resolve("none/target"));
        assertMistake(2, "--names: expected one of torchvision, keras; found 'tf'", "convert", "--names", "tf", "-o", target);
        assertMistake(2, "dialect", "convert", "--dialect", "tf", "-o", target);
        assertMistake(2, "--resize", "convert", "--resize", "tile", "-o", target);
        assertMistake(2, "exclude each other", "convert", "--no-head", "--head", TWO_LAYERS, "-o", target);
        assertMistake(2, "'" + folder.resolve("x.pth") + "'", "convert", "-o", folder.resolve("x.pth"));
        assertEquals(2, run("convert").code());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    /// Found only while values are being written.
    @Test
    void aSourceThatTurnsOutBadLeavesNothing() throws IOException {
        Path good = folder.resolve("good.safetensors");
        assertEquals(0, run("convert", "--no-head", "-o", good).code());
        Path bad = folder.resolve("bad.safetensors");
        SafetensorsWriter writer = new SafetensorsWriter();
        try (SafetensorsFile source = SafetensorsFile.open(good)) {
            for (String name : source.tensors().keySet()) {
                float[] values = source.read(name);
                if (name.equals("Mixed_7c.branch_pool.bn.running_var")) {
                    Arrays.fill(values, -1f);
                }
                writer.tensor(name, source.tensors().get(name).shape(), values);
            }
            writer.write(bad);
        }
        Files.delete(good);
        for (String target : List.of("target.safetensors", "target")) {
            assertMistake(
                    3, "running_var' value 0: expected a variance", "convert", bad, "--no-head", "-o",
                    folder.resolve(target));
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(bad), left.toList());
        }
    }

    private static void assertMistake(int code, String message, Object... args) {
        Ran ran = run(args);
        assertEquals(code, ran.code(), ran.err());
        assertEquals(1, ran.err().lines().filter(line -> !line.startsWith("see: ")).count(), ran.err());
        assertTrue(ran.err().contains(message), ran.err());
        assertEquals("", ran.out());
    }

    /// A file that says something wrong about itself is refused, not run in some other way.
    @Test
    void metadataThatCannotBeRightAreNamed() throws IOException {
        Path file = folder.resolve("changed.safetensors");
        assertEquals(0, run("convert", "-o", file).code());
        for (String[] change : new String[][] {
            {"keras", "karas", "dialect"}, {"zero-one", "zero-two", "range"},
            {"{\\\"architecture", "[\\\"architecture", "JSON: expected an object"},
            {"inception_v3", "inception_v4", "'architecture': expected inception_v3, found inception_v4"}
        }) {
            replace(file, change[0], change[1]);
            assertMistake(3, change[2], "predict", IMAGE, "-w", file);
            replace(file, change[1], change[0]);
        }
        assertEquals(0, run("predict", IMAGE, "-w", file).code());
    }

    /// Replaces the first such text near the beginning of a file by one of the same length.
    private static void replace(Path file, String before, String after) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] start = new byte[4096];
            open.readFully(start);
            int at = new String(start, StandardCharsets.ISO_8859_1).indexOf(before);
            assertTrue(at > 0 && before.length() == after.length(), before);
            open.seek(at);
            open.write(after.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void helpShowsExamples() {
        Ran ran = run("convert", "--help");
        assertEquals(0, ran.code());
        assertTrue(ran.out().contains("lowrank-cam convert -o default.safetensors"), ran.out());
        assertTrue(run("--help").out().contains("convert"));
        assertTrue(run("completion").out().contains("convert"));
    }
}

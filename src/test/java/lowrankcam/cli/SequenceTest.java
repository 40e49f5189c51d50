package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.cam.sequence.FlickerMeter;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.Npy;
import lowrankcam.golden.Goldens;
import lowrankcam.image.Heatmap;
import lowrankcam.kernel.Resample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `explain --sequence` with the real network.
class SequenceTest {

    private static final Path HAND = Goldens.file("inputs/hand_299.png");
    private static final Path CHEST = Goldens.file("inputs/chest_299.png");

    @TempDir private Path folder;

    private static float[] shown(Path npy) throws FormatException {
        float[] values = Npy.read(npy).values();
        double[] raw = new double[values.length];
        for (int p = 0; p < raw.length; p++) {
            raw[p] = values[p];
        }
        return Heatmap.of(raw, 8, 8, 299, 299, Resample.scalar()).values();
    }

    /// Each frame has a folder of its own.
    @Test
    void theFramesOfADicomFileAreASequence() throws IOException {
        Path film = Goldens.file("dicom/coded-rle-frames.dcm");
        Ran ran = run("explain", film, "--frame", "all", "-c", "abnormal", "-q", "-o", folder);
        assertEquals(0, ran.code(), ran.err());
        JsonNode sequence = Json.read(folder.resolve("sequence.json"));
        assertEquals(film + ", frame 2", sequence.path("frames").get(1).asString());
        for (int n = 1; n <= 3; n++) {
            Path manifest = folder.resolve("coded-rle-frames-frame-" + n + "/manifest.json");
            assertEquals(n, Json.read(manifest).path("image").path("dicom").path("frame").asInt());
        }
        assertEquals(3, run("explain", Goldens.file("dicom/made-u8.dcm"), "--frame", "all").code());
        assertEquals(2, run("explain", HAND, CHEST, "--frame", "all").code());
        assertEquals(2, run("predict", film, "--frame", "all").code());
    }

    /// Four frames of a hand that moves, then another picture.
    @Test
    void aMovingHandAndACut() throws IOException {
        List<Object> args = new ArrayList<>(List.of("explain", "--sequence", "-c", "abnormal", "-q", "-o", folder));
        for (int t = 0; t < 4; t++) {
            args.add(CliRuns.moved(HAND, 3 * t, folder.resolve("frame" + t + ".png")));
        }
        args.add(CHEST);
        Ran ran = run(args.toArray());
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().contains("5 frames, 1 cuts"), ran.out());
        JsonNode map = Json.read(folder.resolve("sequence.json")).path("maps").get(0);
        List<String> starts = new ArrayList<>();
        map.path("steps").forEach(step -> starts.add(step.path("start").asString()));
        assertEquals(List.of("first", "continued", "continued", "continued", "cut"), starts);
        assertEquals(3, map.path("pairs").asInt());
        assertTrue(
                map.path("tracked").path("meanDifference").asDouble()
                        < map.path("independent").path("meanDifference").asDouble());
        // The reported difference of the frame-by-frame maps is that of the maps that were written.
        double sum = 0;
        for (int t = 1; t < 4; t++) {
            String name = "/lowrankcam-class-1-independent.npy";
            sum += FlickerMeter.Pair.of(
                    shown(folder.resolve("frame" + (t - 1) + name)), shown(folder.resolve("frame" + t + name))).difference();
        }
        // 1e-5: the files hold floats, the measure is taken of doubles.
        assertEquals(sum / 3, map.path("independent").path("meanDifference").asDouble(), 1e-5);
        // The first frame and the first after a cut are what they are alone.
        for (String frame : List.of("frame0", "chest_299")) {
            Path results = folder.resolve(frame);
            assertArrayEquals(
                    Files.readAllBytes(results.resolve("lowrankcam-class-1-independent.npy")),
                    Files.readAllBytes(results.resolve("lowrankcam-class-1.npy")), frame);
        }
        JsonNode frame = Json.read(folder.resolve("frame2/manifest.json"));
        assertEquals(3, frame.path("frame").asInt());
        assertEquals(10, frame.path("maps").get(0).path("sequence").path("tracks").size());
        assertEquals("tracked", frame.path("maps").get(0).path("variant").path("frames").asString());
    }

    @Test
    void theSameFrameAgainGivesTheSameBytes() throws IOException {
        List<Object> args = new ArrayList<>(List.of("explain", "--sequence", "--modes", "-r", 3, "-q", "-o", folder));
        for (int t = 0; t < 3; t++) {
            args.add(CliRuns.moved(HAND, 0, folder.resolve("same" + t + ".png")));
        }
        Ran ran = run(args.toArray());
        assertEquals(0, ran.code(), ran.err());
        JsonNode map = Json.read(folder.resolve("sequence.json")).path("maps").get(0);
        assertEquals(0, map.path("tracked").path("meanDifference").asDouble());
        assertEquals(0, map.path("tracked").path("switchesPerModeFrame").asDouble());
        assertEquals(0, map.path("independent").path("switchesPerModeFrame").asDouble());
        for (String ending : List.of(".npy", "-heatmap.png", "-overlay.png", "-mode-2.npy", "-mode-2.png")) {
            byte[] first = Files.readAllBytes(folder.resolve("same0/lowrankcam-class-1" + ending));
            for (String other : List.of("same1", "same2")) {
                assertArrayEquals(first, Files.readAllBytes(folder.resolve(other + "/lowrankcam-class-1" + ending)));
            }
        }
    }

    /// What an earlier frame showed is no evidence in one that has nothing to show: the brighter the hand, the
    /// lower the logit of `normal`, and from two thirds of its brightness on the map of a single frame is zero.
    @Test
    void aFrameWithoutAMapOfItsOwnIsNotPainted() throws IOException {
        List<Object> args =
                new ArrayList<>(List.of(
                        "explain", "--sequence", "--head", Goldens.file("head-humerus.safetensors"), "-r", 3, "-c", "normal", "--strict",
                        "-q", "-o", folder));
        for (int percent : new int[] {50, 60, 70, 80}) {
            args.add(CliRuns.dimmed(HAND, percent, folder.resolve("at" + percent + ".png")));
        }
        Ran ran = run(args.toArray());
        assertEquals(1, ran.code(), ran.out() + ran.err());
        assertTrue(ran.err().contains("at80.png") && !ran.err().contains("at50.png"), ran.err());
        JsonNode bright = Json.read(folder.resolve("at80/manifest.json")).path("maps").get(0);
        assertEquals("continued", bright.path("sequence").path("start").asString());
        assertTrue(bright.path("rawMax").asDouble() > 0, "something is left of the earlier frames");
        assertTrue(bright.path("flat").asBoolean());
        assertEquals("in this frame alone all values are zero", bright.path("flatReason").asString());
        assertFalse(Json.read(folder.resolve("at50/manifest.json")).path("maps").get(0).path("flat").asBoolean());
    }

    @Test
    void whatIsNoSequenceIsRefusedInOneLine() throws IOException {
        Path other = Goldens.file("inputs/hand.jpg");
        Path bad = Files.writeString(folder.resolve("bad.png"), "no image");
        Path out = folder.resolve("out");
        Ran[] usage = {
            run("explain", "--sequence", HAND, CHEST, "-m", "cam", "-o", out),
            run("explain", "--sequence", HAND, CHEST, "-m", "lowrankcam,eigencam", "-o", out),
            run("explain", "--sequence", HAND, "-o", out),
            run("explain", "--sequence", HAND, CHEST, "--smoothing", "0", "-o", out),
            run("explain", HAND, "--smoothing", "0.5", "-o", out),
        };
        Ran[] input = {
            run("explain", "--sequence", HAND, other, "-o", out), run("explain", "--sequence", HAND, bad, "-o", out),
        };
        for (Ran ran : usage) {
            assertEquals(2, ran.code(), ran.err());
            assertEquals(1, ran.err().lines().count(), ran.err());
        }
        for (Ran ran : input) {
            assertEquals(3, ran.code(), ran.err());
            assertEquals(1, ran.err().lines().count(), ran.err());
        }
        assertTrue(input[0].err().contains("299x299") && input[0].err().contains("750x881"), input[0].err());
        assertFalse(Files.exists(out));
    }
}

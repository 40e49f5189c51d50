package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.registry.Methods;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.format.Json;
import lowrankcam.format.Npy;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Methods, variants, targets and layers on the command line, with the real network.
class ExplainMethodsTest {

    private static final String SMALL = Goldens.file("inputs/hand_299.png").toString();

    @TempDir private Path folder;

    private JsonNode manifest() throws IOException {
        return Json.read(folder.resolve("hand_299/manifest.json"));
    }

    /// T27 on the real network: passes shared out among threads change no byte.
    @Test
    void threadsChangeNoByteOfMapsMadeByManyPasses() throws IOException {
        String methods = "scorecam:max-n:n=4,scorecam++:top-n-std:n=3,gscorecam:k=4,groupcam:groups=3,rise:masks=5,"
                + "occlusion:window=150:stride=150,reciprocam,ablationcam";
        for (int threads : new int[] {1, 3}) {
            Ran ran = run("explain", SMALL, "-m", methods, "-c", "0", "-j", threads, "-o",
                    folder.resolve("j" + threads), "-q");
            assertEquals(0, ran.code(), ran.err());
        }
        int compared = 0;
        try (Stream<Path> files = Files.list(folder.resolve("j1/hand_299"))) {
            for (Path file : files.filter(f -> !f.endsWith("manifest.json")).toList()) {
                Path other = folder.resolve("j3/hand_299").resolve(file.getFileName());
                assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other), file.toString());
                compared++;
            }
        }
        assertEquals(8 * 4, compared);
        JsonNode rise = Npy.read(folder.resolve("j1/hand_299/rise-class-0.npy")).shape().equals(List.of(299, 299))
                ? manifestOf("j1") : null;
        assertTrue(rise != null, "RISE's map has the input's resolution");
        long[] passes = new long[8];
        for (int i = 0; i < 8; i++) {
            passes[i] = rise.path("maps").get(i).path("networkPasses").asLong();
        }
        // First those that mask no input, then 4 and 3 channels, one blank input for gScoreCAM's four, which are all dead
        // in this image, 3 groups and a baseline, 5 masks, 4 windows; each and 1.
        assertArrayEquals(new long[] {1, 1, 5, 4, 2, 5, 6, 5}, passes);
    }

    private JsonNode manifestOf(String run) throws IOException {
        return Json.read(folder.resolve(run + "/hand_299/manifest.json"));
    }

    /// The golden linear head's class b: no positive weight is left, and that is said, not painted.
    @Test
    void aFlatMapIsNamedWithItsReasonAndFailsAStrictRun() throws IOException {
        Path head = Goldens.file("head-linear.safetensors");
        Ran ran = run("explain", SMALL, "-m", "lowrankcam", "-c", "b", "--head", head, "-o", folder, "-q", "--strict");
        assertEquals(1, ran.code());
        assertTrue(
                ran.err().contains("lowrankcam (default) at Mixed_7c for 'b' is flat: all values are zero"), ran.err());
        JsonNode map = manifest().path("maps").get(0);
        assertTrue(map.path("flat").asBoolean());
        assertTrue(map.path("flatReason").asString().contains("; try -m lowrankcam:paper-literal"), map.toString());
        assertEquals("nothing-positive", map.path("flags").get(map.path("flags").size() - 1).asString());
    }

    @Test
    void methodsAreListedForPeopleAndMachines() throws IOException {
        Ran text = run("methods");
        for (MethodInfo info : Methods.all()) {
            assertTrue(text.out().contains(info.name()), info.name());
            info.variants().forEach(v -> assertTrue(text.out().contains(":" + v.id()), v.id()));
        }
        assertTrue(text.out().contains("seconds to minutes an image"), "the cost of masking the input is said");
        assertFalse(run("methods", "cam", "gradcam").out().contains("minutes"), "and only where it is due");
        Path file = Files.writeString(folder.resolve("methods.json"), run("methods", "--json", "gradcam++", "fimf").out());
        JsonNode json = Json.read(file);
        assertEquals(2, json.path("methods").size());
        assertEquals("exact", json.path("methods").get(0).path("defaultVariant").asString());
        assertEquals("pytorch-grad-cam", json.path("methods").get(0).path("variants").get(2).path("id").asString());
        assertEquals(2, run("methods", "nonsense").code());
        assertFalse(run("explain", "--help").out().isEmpty());
    }

    @Test
    void wrongVariantsAndParametersExitWithTwoBeforeAnythingIsLoaded() {
        for (String method : List.of("gradcam++:nonsense", "gscorecam:k=0", "gradcam:k=1", "rise:seed=x")) {
            Ran ran = run("explain", SMALL, "-m", method, "-o", folder, "-q");
            assertEquals(2, ran.code(), method);
            assertEquals(1, ran.err().lines().count(), ran.err());
            assertTrue(ran.err().contains("expected"), ran.err());
        }
    }
}

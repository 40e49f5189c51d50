package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.format.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The demonstration through the real entry point, with few phantoms.
class ShortcutCommandTest {

    @TempDir private Path folder;

    @Test
    void aHeadLearnsTheMarkerAndItsMapsShowIt() throws IOException {
        Path made = folder.resolve("made");
        Ran ran = run("shortcut", made, "--training", "16", "--test", "4", "-q");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().endsWith("open " + made.resolve("index.html") + System.lineSeparator()), ran.out());
        JsonNode json = Json.read(made.resolve("shortcut.json"));
        List<String> rows = new ArrayList<>();
        json.get("accuracies").forEach(row -> rows.add(row.get("markers").asString()));
        assertEquals(List.of("on all", "on the abnormal, as learnt", "on the normal", "on none"), rows);
        assertEquals(2, json.get("images").asInt());
        for (JsonNode method : json.get("methods")) {
            if (method.get("method").asString().equals("cam")) {
                assertTrue(method.get("shortcutMarker").asDouble() > method.get("controlMarker").asDouble(), method.toString());
            }
            if (method.get("method").asString().equals("eigencam")) {
                // It does not ask the head.
                assertEquals(method.get("controlMarker").asDouble(), method.get("shortcutMarker").asDouble(), 0);
            }
        }
        String page = Files.readString(made.resolve("index.html"));
        assertTrue(page.contains("data:image/png;base64,") && page.contains("on the abnormal, as learnt"));
        Ran again = run("shortcut", made, "-q");
        assertEquals(3, again.code());
        assertTrue(again.err().contains("output folder: expected no such folder or an empty one"), again.err());
    }

    @Test
    void tooFewPhantomsAreRefused() {
        Ran ran = run("shortcut", folder.resolve("x"), "--training", "3");
        assertEquals(2, ran.code());
        assertTrue(ran.err().startsWith("lowrank-cam: --training: expected 8 to 10000, found 3"), ran.err());
    }

    @Test
    void optionsOfStabilityWantIt() {
        Ran alone = run("explain", "hand.png", "--stability-noise", "3");
        assertEquals(2, alone.code());
        assertTrue(alone.err().startsWith("lowrank-cam: --stability-noise: expected --stability with it"), alone.err());
        Ran far = run("explain", "hand.png", "--stability", "--stability-quality", "0");
        assertEquals(2, far.code());
        assertTrue(far.err().startsWith("lowrank-cam: --stability-quality: expected 1 to 100, found 0"), far.err());
    }
}

package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `audit` as a user runs it; what its stages compare is tested beside them.
class AuditCommandTest {

    @TempDir private Path folder;

    @Test
    void chosenStagesAreRunInTheirOrder() {
        Ran ran = run("audit", "--only", "resize,files", "--golden", Goldens.ROOT.resolve("golden"));
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().indexOf("files: ") < ran.out().indexOf("resize: "), ran.out());
        assertTrue(ran.out().contains("239 comparisons, 0 off, 1 left out\nok"), ran.out());
        Ran all = run("audit", "--only", "resize,files", "--all", "--golden", Goldens.ROOT.resolve("golden"));
        assertEquals(239, all.out().lines().filter(line -> line.endsWith("  ok")).count(), all.out());
        assertTrue(all.out().contains("left out: worked-example.json"), all.out());
    }

    @Test
    void jsonHasEveryComparison() throws IOException {
        Ran ran = run("audit", "--only", "resize", "--json", "--golden", Goldens.ROOT.resolve("golden"));
        Path file = Files.writeString(folder.resolve("audit.json"), ran.out());
        JsonNode json = Json.read(file);
        assertEquals(false, json.path("failed").asBoolean(true));
        JsonNode stage = json.path("stages").get(0);
        assertEquals("resize", stage.path("stage").asString());
        assertEquals(8, stage.path("comparisons").size());
        for (JsonNode one : stage.path("comparisons")) {
            assertTrue(one.path("agrees").asBoolean(false) && one.path("difference").asDouble() < 1.0004, one.toString());
            assertTrue(one.path("difference").asDouble() > 0, "Pillow rounds: " + one);
        }
    }

    /// The first that is off is named, all are counted, and the exit code is 1.
    @Test
    void aGoldenThatDiffersFailsTheAudit() throws IOException {
        Files.writeString(
                folder.resolve("manifest.json"),
                "[{\"file\": \"a.png\", \"sha256\": \"00\"}, {\"file\": \"b.png\", \"sha256\": \"00\"}]");
        Ran ran = run("audit", "--only", "files", "--golden", folder);
        assertEquals(1, ran.code());
        assertTrue(ran.out().contains("first that is off: files: manifest.json, a.png"), ran.out());
        assertTrue(ran.out().endsWith("2 comparisons, 2 off, 1 left out\nFAILED\n"), ran.out());
    }

    @Test
    void wrongUsageAndMissingGoldensAreTold() {
        Ran usage = run("audit", "--only", "layer");
        assertEquals(2, usage.code());
        assertTrue(usage.err().contains("--only: expected one of files, dicom, resize, layers,"), usage.err());
        Ran none = run("audit", "--golden", folder.resolve("none"));
        assertEquals(3, none.code());
        assertTrue(none.err().contains("manifest.json"), none.err());
        assertEquals(1, none.err().lines().filter(line -> line.startsWith("lowrank-cam:")).count());
    }
}

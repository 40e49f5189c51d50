package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.dataset.BodyPart;
import lowrankcam.format.FormatException;
import lowrankcam.phantom.PhantomOptions;
import lowrankcam.phantom.Phantoms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `table audit` and `mura check` through the real entry point.
class DataCommandsTest {

    @TempDir private Path folder;

    /// What the paper's own table says against itself.
    @Test
    void thePapersTableHasOneContradiction() throws FormatException {
        Ran ran = run("table", "audit", "--json");
        assertEquals(1, ran.code(), ran.err());
        JsonNode report = ran.json();
        assertEquals(13, report.path("rows").size());
        List<JsonNode> failures =
                StreamSupport.stream(report.path("findings").spliterator(), false)
                        .filter(f -> f.path("severity").asString().equals("failure")).toList();
        assertEquals(1, failures.size(), ran.out());
        assertEquals("equal-maps", failures.getFirst().path("rule").asString());
        assertEquals("[\"Grad-CAM\",\"XGrad-CAM\"]", failures.getFirst().path("methods").toString());
        assertTrue(ran.out().contains("16 images"), ran.out());
        assertTrue(ran.out().contains("4.73 follows"), ran.out());
        for (JsonNode row : report.path("rows")) {
            assertEquals(row.path("ADCC").asDouble(), row.path("recomputed").asDouble(), 0.005, row.toString());
        }
    }

    @Test
    void thePapersTableAsText() {
        Ran ran = run("table", "audit");
        assertEquals(1, ran.code());
        assertTrue(ran.out().contains("doi 10.1609/aaai.v40i48.42288"), ran.out());
        assertFalse(ran.out().contains("unchecked") || ran.out().contains("partial"), ran.out());
        assertTrue(ran.out().endsWith("FAILED" + System.lineSeparator()), ran.out());
    }

    @Test
    void aTableOfTheUsersIsAudited() throws IOException {
        Path good = Files.writeString(folder.resolve("good.csv"), "method,AD,AIn,CH,CX,ADCC\nA,6.51,50,82.57,43.13,74.27\n");
        Ran ran = run("table", "audit", good);
        assertEquals(0, ran.code(), ran.out());
        assertTrue(ran.out().endsWith("ok" + System.lineSeparator()), ran.out());
        assertEquals(1, run("table", "audit", good, "-n", "3").code());
        assertEquals(1, run("table", "audit", good, "--max-n", "1").code());
        assertEquals(0, run("table", "audit", good, "--speed-up", "A over B 2").code());
    }

    @Test
    void mistakesHaveTheirExitCodes() throws IOException {
        assertEquals(3, run("table", "audit", folder.resolve("none.csv")).code());
        Path bad = Files.writeString(folder.resolve("bad.csv"), "method,AD\nA,six\n");
        Ran ran = run("table", "audit", bad);
        assertEquals(3, ran.code());
        assertTrue(ran.err().contains("bad.csv: line 2, column 3: expected a number for AD, found 'six'"), ran.err());
        assertEquals(2, run("table", "audit", "-n", "0").code());
        assertEquals(2, run("table", "audit", "-n", "4", "--max-n", "8").code());
        assertEquals(2, run("table", "audit", "--speed-up", "fast").code());
        assertEquals(2, run("table").code());
        assertEquals(2, run("mura").code());
        assertEquals(2, run("mura", "check").code());
        assertEquals(3, run("mura", "check", folder.resolve("none")).code());
    }

    @Test
    void phantomsPassMuraCheckUntilOneIsDamaged() throws IOException {
        Phantoms.write(folder, PhantomOptions.of(4, 1).withPart(BodyPart.HAND), (_, _) -> {});
        Ran clean = run("mura", "check", folder, "--json");
        assertEquals(0, clean.code(), clean.out());
        JsonNode report = clean.json();
        assertEquals(4, report.path("patients").asInt());
        assertEquals(4, report.path("studies").asInt());
        assertFalse(report.path("failed").asBoolean());
        int images = 0;
        for (JsonNode count : report.path("counts")) {
            assertEquals("hand", count.path("part").asString());
            images += count.path("images").asInt();
        }
        assertEquals(report.path("images").asInt(), images);
        assertTrue(report.path("width").path("min").asInt() <= report.path("width").path("median").asInt());
        String listed = Files.readAllLines(folder.resolve("MURA-v1.1/train_image_paths.csv")).getFirst();
        Files.delete(folder.resolve(listed));
        Ran damaged = run("mura", "check", folder);
        assertEquals(1, damaged.code());
        assertTrue(damaged.out().contains("missing: 1"), damaged.out());
        assertTrue(damaged.out().contains(listed), damaged.out());
        assertTrue(damaged.out().endsWith("FAILED" + System.lineSeparator()), damaged.out());
    }

    @Test
    void helpShowsExamples() {
        for (List<String> command : List.of(List.of("table", "audit"), List.of("mura", "check"))) {
            Ran ran = run(command.get(0), command.get(1), "--help");
            assertEquals(0, ran.code());
            assertTrue(ran.out().contains("lowrank-cam " + String.join(" ", command)), ran.out());
        }
        assertTrue(run("--help").out().contains("mura"));
    }
}

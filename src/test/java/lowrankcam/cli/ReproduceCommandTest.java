package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.dataset.BodyPart;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.Json;
import lowrankcam.reproduction.ReproductionPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command's arguments; its work is tested with a small network.
class ReproduceCommandTest {

    @TempDir private Path folder;

    @Test
    void numbersThatCannotBeAreWrongUsage() {
        CliRuns.Ran ran = CliRuns.run("reproduce", "--images", 4, "--slow-images", 5, "-o", folder.resolve("x"));
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("--slow-images: expected at most --images (4), found 5"), ran.err());
        assertEquals(2, CliRuns.run("reproduce", "--findings", 0, "-o", folder.resolve("x")).code());
        assertEquals(2, CliRuns.run("reproduce", "--ranks", "5:1:2", "-o", folder.resolve("x")).code());
        assertFalse(Files.exists(folder.resolve("x")), "nothing is written before the arguments are right");
    }

    @Test
    void aFolderBelongsToOnePlan() throws IOException {
        ReproductionPlan plan = new ReproductionPlan(List.of(BodyPart.HUMERUS), 9, 2, 2, 2, "5,10", List.of(10), 4, 1, 200);
        AtomicFile.write(folder.resolve("settings.json"), Json.text(plan.settings("default")));
        CliRuns.Ran ran = CliRuns.run("reproduce", "--images", 8, "-o", folder);
        assertEquals(3, ran.code());
        assertTrue(
                ran.err().contains("'images': expected 9 as before (or another folder), found 8"), ran.err());
    }

    @Test
    void aPageNeedsRuns() {
        CliRuns.Ran ran = CliRuns.run("reproduce", "--page-only", "-o", folder.resolve("nothing"));
        assertEquals(3, ran.code());
        assertTrue(ran.err().contains("nothing"), ran.err());
    }
}

package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lowrankcam.evaluation.MethodColumn;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.Json;
import lowrankcam.reproduction.PlaceClaims;
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
        ReproductionPlan plan = new ReproductionPlan(9, 2, 2, 2, "5,10", List.of(10), 4, 1, 200);
        AtomicFile.write(folder.resolve("settings.json"), Json.text(plan.settings("default")));
        CliRuns.Ran ran = CliRuns.run("reproduce", "--images", 8, "-o", folder);
        assertEquals(3, ran.code());
        assertTrue(
                ran.err().contains("'images': expected 9 as before (or another folder), found 8"), ran.err());
    }

    /// The findings' table is compared with the paper's rank, or with the first that is run.
    @Test
    void theReferenceIsAColumnOfTheRun() {
        for (List<Integer> ranks : List.of(List.of(1, 10, 20), List.of(1, 3, 5))) {
            List<String> names =
                    MethodColumns.parse(PlaceClaims.methods(ranks), 10, "default").stream().map(MethodColumn::name).toList();
            assertTrue(names.contains(PlaceClaims.reference(ranks)), PlaceClaims.reference(ranks));
        }
    }

    @Test
    void aPageNeedsRuns() {
        CliRuns.Ran ran = CliRuns.run("reproduce", "--page-only", "-o", folder.resolve("nothing"));
        assertEquals(3, ran.code());
        assertTrue(ran.err().contains("nothing"), ran.err());
    }

    /// The names that the command line gives to columns are those that the claims look for.
    @Test
    void everyPresetAndRankIsFoundByItsName() {
        List<Integer> ranks = List.of(1, 3, 5, 10, 20, 40);
        List<MethodColumn> columns = MethodColumns.parse(PlaceClaims.methods(ranks), 10, "default");
        Set<PlaceClaims.Preset> found = new HashSet<>();
        columns.forEach(column -> PlaceClaims.Preset.of(column.name()).ifPresent(found::add));
        Set<PlaceClaims.Preset> wanted = new HashSet<>();
        PlaceClaims.PRESETS.forEach(name -> ranks.forEach(r -> wanted.add(new PlaceClaims.Preset(name, r))));
        assertEquals(wanted, found);
        assertEquals(wanted.size() + 8, columns.size());
        assertEquals("lowrankcam-default", MethodColumns.reference(columns, "lowrankcam-default"));
    }
}

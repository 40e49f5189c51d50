package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `report`, and `explain --page`.
class PageCommandTest {

    private static final Path SMALL = Goldens.file("inputs/hand_299.png");

    @TempDir private Path folder;

    /// Both classes without being asked; then a result without a page takes the page of the earlier one with it.
    @Test
    void reportWritesAPageThatBelongsToTheResult() throws IOException {
        Ran ran = run("report", SMALL, "-m", "cam", "-o", folder, "-q");
        assertEquals(0, ran.code(), ran.err());
        Path page = folder.resolve("hand_299/index.html");
        assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
        JsonNode manifest = Json.read(folder.resolve("hand_299/manifest.json"));
        List<String> files = new ArrayList<>();
        manifest.get("files").forEach(file -> files.add(file.asString()));
        assertTrue(files.containsAll(List.of("index.html", "cam-class-0.npy", "cam-class-1.npy")), files.toString());

        assertEquals(0, run("explain", SMALL, "-m", "cam", "-o", folder, "-q").code());
        assertFalse(Files.exists(page));
    }

    @Test
    void aFilmHasNoPage() {
        Ran ran = run("explain", "--sequence", "--page", SMALL, Goldens.file("inputs/chest_299.png"), "-o", folder);
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("--page: expected without --sequence"), ran.err());
        assertFalse(Files.exists(folder.resolve("hand_299")));
    }

    @Test
    void theDefaultsOfReportStandInItsHelp() {
        Ran ran = run("report", "--help");
        assertEquals(0, ran.code());
        assertTrue(ran.out().replaceAll("\\s+", " ").contains("run the network once (default: fast)"), ran.out());
    }
}

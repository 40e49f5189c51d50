package lowrankcam.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.evaluation.Merge;
import lowrankcam.evaluation.RunData;
import lowrankcam.evaluation.RunFolder;
import lowrankcam.evaluation.Shard;
import lowrankcam.evaluation.SmallRun;
import lowrankcam.format.FormatException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/// Runs that the version before wrote, with a method's options as one text in `settings.json`.
class EarlierRunTest {

    private static final Path STORED = Path.of("src/test/resources/runs/schema-1");

    @TempDir private Path folder;

    private Path copy(String experiment) throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        for (String name : List.of("settings.json", "dataset.csv", "journal.log")) {
            Files.copy(STORED.resolve(experiment).resolve(name), run.resolve(name));
        }
        return run;
    }

    @ParameterizedTest
    @CsvSource({"evaluate, table.csv, 4, lowrankcam", "tune-rank, ranks.csv, 3, 5"})
    void theyAreShownAndMerged(String experiment, String table, int rows, String column) throws IOException {
        Path run = copy(experiment);
        RunData data = RunData.read(run);
        assertEquals(0, data.missing());
        new RunFiles().write(run, data);
        List<String> lines = Files.readAllLines(run.resolve(table));
        assertEquals(rows + 1, lines.size());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith(column + ",")), lines.toString());

        Path merged = folder.resolve("merged");
        Merge.merge(List.of(run), merged, new RunFiles()::write);
        assertEquals(Files.readString(run.resolve(table)), Files.readString(merged.resolve(table)));
    }

    @ParameterizedTest
    @CsvSource({"evaluate", "tune-rank"})
    void theyAreNotContinued(String experiment) throws IOException {
        Path run = copy(experiment);
        RunData data = RunData.read(run);
        String before = Files.readString(run.resolve("journal.log"));
        Path images = folder.resolve("images");
        SmallRun.writeImages(images, 3);
        ObjectNode settings = SmallRun.settings(SmallRun.images(images), Shard.WHOLE, "weights");
        FormatException e =
                assertThrows(FormatException.class, () -> RunFolder.open(run, settings, data.images()).close());
        assertTrue(e.getMessage().contains("begun by an earlier version"), e.getMessage());
        assertEquals(before, Files.readString(run.resolve("journal.log")));
    }
}

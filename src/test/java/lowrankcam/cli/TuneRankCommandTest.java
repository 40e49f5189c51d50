package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static lowrankcam.cli.ExperimentRuns.assertRefused;
import static lowrankcam.cli.ExperimentRuns.assertSame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.evaluation.SmallRun;
import lowrankcam.format.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `tune-rank` through the real entry point, with the default network on tiny pictures, two ranks and two steps.
class TuneRankCommandTest {

    @TempDir private static Path shared;
    private static Path data;
    private static Path whole;
    private static Ran first;

    @TempDir private Path folder;

    @BeforeAll
    static void runOnce() throws IOException {
        data = shared.resolve("data");
        SmallRun.writeImages(data, 4);
        whole = shared.resolve("whole");
        first = tune(whole);
    }

    private static Ran tune(Path output, Object... more) {
        List<Object> args =
                new ArrayList<>(List.of("tune-rank", data, "-o", output, "--samples", 2, "--resamples", 50));
        List<Object> given = List.of(more);
        args.addAll(given.contains("--ranks") ? List.of() : List.of("--ranks", "1:3:2"));
        args.addAll(given.contains("--steps") ? List.of() : List.of("--steps", 2));
        args.addAll(given);
        return run(args.toArray());
    }

    @Test
    void aRunWritesItsFilesAndTheChosenRank() throws IOException {
        assertEquals(0, first.code(), first.err());
        assertEquals(whole.resolve("report.html") + System.lineSeparator(), first.out());
        for (String name : List.of(
                "settings.json", "dataset.csv", "images.csv", "ranks.csv", "ranks.json", "ranks.md", "figure2.svg",
                "figure2.png", "report.html")) {
            assertTrue(Files.size(whole.resolve(name)) > 0, name);
        }
        assertEquals(1 + 2, Files.readAllLines(whole.resolve("ranks.csv")).size());
        JsonNode ranks = Json.read(whole.resolve("ranks.json"));
        assertTrue(List.of(1, 3).contains(ranks.path("chosen").asInt()), ranks.toString());
    }

    @Test
    void anInterruptedRunContinues() throws IOException {
        Path run = folder.resolve("run");
        ExperimentRuns.interrupted(whole, run, 1);
        Ran ran = tune(run);
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.err().contains("1 of 4 records are there"), ran.err());
        ExperimentRuns.assertContinued(whole, run, 1);
        assertSame(whole, run);
    }

    @Test
    void shardsMergeToTheSingleRun() throws IOException {
        for (int i = 1; i <= 2; i++) {
            assertEquals(0, tune(folder.resolve("shard" + i), "--shard", i + "/2", "-q").code());
        }
        Path merged = folder.resolve("merged");
        Ran ran = run("merge", folder.resolve("shard1"), folder.resolve("shard2"), "-o", merged);
        assertEquals(0, ran.code(), ran.err());
        assertSame(whole, merged);
        Path mixed = folder.resolve("mixed");
        assertEquals(0, run("evaluate", data, "-m", "cam", "-q", "--resamples", 50, "-o", mixed, "--limit", 1).code());
        assertRefused(3, run("merge", folder.resolve("shard1"), mixed, "-o", folder.resolve("no")), "setting");
    }

    @Test
    void aChangedSettingIsRefusedWithItsReason() {
        assertRefused(3, tune(whole, "--steps", 3), "settings.json", "'metrics.steps'", "2 as before", "found 3");
        assertRefused(3, tune(whole, "--ranks", "1,2"), "settings.json", "found");
        assertRefused(3, tune(whole, "--preset", "linear"), "'methods[0].variant': expected default as before", "found linear");
    }

    @Test
    void badInputAndWrongUsage() throws IOException {
        Path output = folder.resolve("o");
        assertRefused(3, run("tune-rank", folder.resolve("none"), "-o", output), "none", "a folder or a CSV file");
        for (Ran ran : List.of(
                tune(output, "--ranks", "5:1:2"), tune(output, "--ranks", "0"), tune(output, "--ranks", "one"),
                tune(output, "--preset", "nonsense"), tune(output, "--rule", "nonsense"),
                tune(output, "--samples", 0), tune(output, "-l", "nonsense"), run("tune-rank"))) {
            assertEquals(2, ran.code(), ran.err());
            assertEquals("", ran.out());
        }
        assertFalse(Files.exists(output));
    }
}

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

/// `evaluate` and `merge` through the real entry point, with the default network on tiny pictures.
class EvaluateCommandTest {

    private static final int IMAGES = 3;
    private static final int RECORDS = IMAGES * 2;

    @TempDir private static Path shared;
    private static Path data;
    private static Path whole;
    private static Ran first;

    @TempDir private Path folder;

    @BeforeAll
    static void runOnce() throws IOException {
        data = shared.resolve("data");
        SmallRun.writeImages(data, IMAGES);
        whole = shared.resolve("whole");
        first = evaluate(whole);
    }

    private static Ran evaluate(Path output, Object... more) {
        List<Object> args = new ArrayList<>(List.of("evaluate", data, "-o", output, "--resamples", 50));
        if (!List.of(more).contains("-m")) {
            args.addAll(List.of("-m", "cam,lowrankcam"));
        }
        args.addAll(List.of(more));
        return run(args.toArray());
    }

    @Test
    void aRunWritesItsFilesAndSaysWhere() throws IOException {
        assertEquals(0, first.code(), first.err());
        assertEquals(whole.resolve("report.html") + System.lineSeparator(), first.out());
        for (String name : List.of(
                "settings.json", "dataset.csv", "images.csv", "times.csv", "table.csv", "differences.csv", "table.json",
                "table.md", "report.html", "machines.json", "pictures/00001-cam.png")) {
            assertTrue(Files.size(whole.resolve(name)) > 0, name);
        }
        assertEquals(1 + RECORDS, Files.readAllLines(whole.resolve("images.csv")).size());
        JsonNode settings = Json.read(whole.resolve("settings.json"));
        assertEquals("1/1", settings.path("shard").asString());
        assertEquals("direct", settings.path("model").path("numerics").asString());
        String page = Files.readString(whole.resolve("report.html"));
        assertTrue(page.contains(lowrankcam.image.Caution.TEXT), "the page says what maps are not");
        assertTrue(page.contains("lowrankcam") && page.contains("data:image/png;base64,"), "maps on the page");
    }

    /// All digits of the CSV and the rounded ones of the Markdown, intervals and all.
    @Test
    void theAuditAcceptsTheTablesOfARun() {
        for (String name : List.of("table.csv", "table.md")) {
            Ran audit = run("table", "audit", whole.resolve(name), "-n", IMAGES);
            assertEquals(0, audit.code(), audit.err() + audit.out());
            assertEquals(2, audit.out().lines().filter(line -> line.endsWith("  ok")).count(), audit.out());
            assertEquals(
                    1, audit.out().lines().skip(1).limit(3).mapToInt(line -> line.lastIndexOf("  ")).distinct().count(),
                    "columns are aligned: " + audit.out());
        }
    }

    @Test
    void aFinishedRunIsLeftAsItIs() throws IOException {
        byte[] journal = Files.readAllBytes(whole.resolve("journal.log"));
        Ran again = evaluate(whole, "-q");
        assertEquals(0, again.code(), again.err());
        assertEquals("", again.err());
        assertEquals(first.out(), again.out());
        assertEquals(-1, java.util.Arrays.mismatch(journal, Files.readAllBytes(whole.resolve("journal.log"))));
    }

    @Test
    void anInterruptedRunContinues() throws IOException {
        Path run = folder.resolve("run");
        ExperimentRuns.interrupted(whole, run, 2);
        Ran ran = evaluate(run);
        assertEquals(0, ran.code(), ran.err());
        assertTrue(
                ran.err().contains("continuing in " + run + ": 2 of " + RECORDS + " records are there"), ran.err());
        ExperimentRuns.assertContinued(whole, run, 2);
        assertSame(whole, run);
    }

    @Test
    void aChangedSettingModelOrImageIsRefusedWithItsReason() throws IOException {
        assertRefused(3, evaluate(whole, "--steps", 7), "settings.json", "'metrics.steps'", "50 as before", "found 7");
        assertRefused(3, evaluate(whole, "-m", "cam,eigencam"), "settings.json", "lowrankcam", "eigencam");
        assertRefused(3, evaluate(whole, "--numerics", "fast"), "'model.numerics'", "direct", "fast");
        Path head = Path.of(System.getProperty("lowrankcam.home", "."), "golden/head-linear.safetensors");
        assertRefused(3, evaluate(whole, "--head", head), "settings.json", "'model.headSha256'");
        Path other = folder.resolve("data");
        SmallRun.writeImages(other, IMAGES);
        Path image = other.resolve("MURA-v1.1/valid/XR_HAND/patient00002/study1_negative/image1.png");
        Files.copy(
                image.resolveSibling("../../patient00003/study1_negative/image1.png"), image,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Ran ran = run("evaluate", other, "-o", whole, "--resamples", 50, "-m", "cam,lowrankcam");
        assertRefused(3, ran, "dataset.csv", "SHA-256 of image", "patient00002");
    }

    @Test
    void shardsMergeToTheSingleRun() throws IOException {
        Path a = folder.resolve("a");
        Path b = folder.resolve("b");
        assertEquals(0, evaluate(a, "--shard", "1/2", "-q").code());
        Path merged = folder.resolve("merged");
        assertRefused(3, run("merge", a, "-o", merged), "2 missing", "all of " + RECORDS);
        assertFalse(Files.exists(merged.resolve("settings.json")), "nothing is written before all is known");
        assertEquals(0, evaluate(b, "--shard", "2/2", "-q").code());
        Ran ran = run("merge", b, a, "-o", merged);
        assertEquals(0, ran.code(), ran.err());
        assertEquals(merged.resolve("report.html") + System.lineSeparator(), ran.out());
        assertEquals("", ran.err());
        assertSame(whole, merged);
        assertRefused(1, run("merge", a, b, "-o", merged), "not empty");
    }

    @Test
    void mergeRefusesShardsOfOtherRunsAndWhatIsNoRun() throws IOException {
        Path other = folder.resolve("other");
        ExperimentRuns.interrupted(whole, other, 2);
        Path settings = other.resolve("settings.json");
        Files.writeString(settings, Files.readString(settings).replace("\"steps\" : \"50\"", "\"steps\" : \"51\""));
        Path target = folder.resolve("target");
        assertRefused(3, run("merge", whole, other, "-o", target), "'metrics.steps'", "50 as in", "51");
        assertRefused(3, run("merge", folder.resolve("none"), "-o", target), "none", "settings.json");
        Files.writeString(settings, "{");
        assertRefused(3, run("merge", other, "-o", target), "settings.json");
        assertFalse(Files.exists(target));
    }

    @Test
    void badInputIsOneLineAndExitCodeThree() throws IOException {
        Path output = folder.resolve("o");
        assertRefused(3, run("evaluate", folder.resolve("none"), "-o", output), "none", "a folder or a CSV file");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertRefused(3, run("evaluate", empty, "-o", output), "empty");
        Path csv = Files.writeString(folder.resolve("list.csv"), "path,label\n\"a.png,normal\n");
        assertRefused(3, run("evaluate", csv, "-o", output), "list.csv");
        assertRefused(3, run("evaluate", data, "-w", folder.resolve("no.safetensors"), "-o", output), "no.safetensors");
        assertFalse(Files.exists(output));
    }

    /// The image is named, the rest is done, and the exit code says so.
    @Test
    void anImageThatCannotBeReadIsNamedAndTheExitCodeIsOne() throws IOException {
        Path broken = folder.resolve("data");
        SmallRun.writeImages(broken, 2);
        Files.write(
                broken.resolve("MURA-v1.1/valid/XR_HAND/patient00001/study1_positive/image1.png"), new byte[] {1, 2});
        Path output = folder.resolve("run");
        Ran ran = run("evaluate", broken, "-m", "cam,eigencam", "-o", output, "--resamples", 50, "-q");
        assertEquals(1, ran.code(), ran.err());
        List<String> lines = ran.err().lines().toList();
        assertEquals(2, lines.size(), ran.err());
        assertTrue(lines.get(0).matches("lowrank-cam: .*patient00001/study1_positive/image1.png: .*"), ran.err());
        assertEquals("lowrank-cam: 2 records have no values; see images.csv", lines.get(1));
        String table = Files.readString(output.resolve("table.md"));
        assertTrue(table.contains("\nFailed for cam, eigencam: 1 image has no values: "), table);
        assertTrue(Files.exists(output.resolve("report.html")));
    }

    @Test
    void wrongUsageExitsWithTwo() {
        Path output = folder.resolve("o");
        for (Ran ran : List.of(
                evaluate(output, "-m", "nonsense"), evaluate(output, "--metrics", "nonsense"),
                evaluate(output, "-l", "nonsense"), evaluate(output, "--steps", 0), evaluate(output, "--shard", "3/2"),
                evaluate(output, "--shard", "half"), evaluate(output, "--split", "test"),
                evaluate(output, "--study", "tail"), evaluate(output, "--class-rule", "best"),
                evaluate(output, "--class-rule", "class:unicorn"), evaluate(output, "--score", "nonsense"),
                evaluate(output, "--label", "unicorn"), evaluate(output, "--reference", "eigencam"),
                evaluate(output, "--resamples", "many"), evaluate(output, "--limit", 0))) {
            assertEquals(2, ran.code(), ran.err() + ran.out());
            assertTrue(ran.err().startsWith("lowrank-cam: ") || ran.err().contains("Usage:"), ran.err());
            assertEquals("", ran.out());
        }
        assertEquals(2, run("evaluate").code());
        assertEquals(2, run("merge").code());
        assertEquals(2, run("merge", whole).code());
        assertFalse(Files.exists(output));
    }

    @Test
    void helpShowsExamples() {
        for (String command : List.of("evaluate", "tune-rank", "merge")) {
            Ran ran = run(command, "--help");
            assertEquals(0, ran.code());
            assertTrue(ran.out().contains("Example") && ran.out().contains("  lowrank-cam " + command), ran.out());
        }
    }
}

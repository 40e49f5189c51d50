package lowrankcam.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lowrankcam.dataset.ImageSet;
import lowrankcam.format.FormatException;
import lowrankcam.report.RunFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// A run that is killed, continued, split and merged ends in the same bytes.
class ResumeTest {

    private static final int IMAGES = 36;
    private static final int RECORDS = IMAGES * 5;
    private static final int KILLS = 10;
    /// No life makes more records than this, however late its kill comes: something is always left to do.
    private static final int LONGEST_LIFE = 16;

    @TempDir private static Path shared;
    private static Path dataset;
    private static Path whole;

    @TempDir private Path folder;

    @BeforeAll
    static void runOnce() throws IOException {
        dataset = shared.resolve("data");
        SmallRun.writeImages(dataset, IMAGES);
        whole = shared.resolve("whole");
        assertEquals(RECORDS, SmallRun.evaluate(whole, dataset, Shard.WHOLE, "weights"));
    }

    /// Everything but times: `times.csv`, the journal, and the two files for people that print times.
    private static Map<String, String> bytes(Path run) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(run)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = run.relativize(file).toString();
                if (!List.of("times.csv", "journal.log", "table.md", "report.html").contains(name)) {
                    files.put(name, java.util.HexFormat.of().formatHex(Files.readAllBytes(file)));
                }
            }
        }
        return files;
    }

    private static void assertSameRun(Path run) throws IOException {
        Map<String, String> expected = bytes(whole);
        assertTrue(
                expected.keySet().containsAll(List.of(
                        "settings.json", "dataset.csv", "images.csv", "table.csv", "differences.csv", "table.json",
                        "pictures/00001-cam.png")),
                expected.keySet().toString());
        Map<String, String> found = bytes(run);
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((name, content) -> assertEquals(content, found.get(name), name));
        assertEquals(withoutNumbers(whole.resolve("table.md")), withoutNumbers(run.resolve("table.md")));
    }

    /// A table with its last column, the time, cut off.
    private static List<String> withoutNumbers(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.startsWith("|") ? line.substring(0, line.lastIndexOf('|', line.length() - 3)) : line)
                .toList();
    }

    private static List<String> keys(Path run) throws IOException {
        List<String> keys = new ArrayList<>();
        Journal.read(run.resolve("journal.log"), json -> {
            ResultRecord record = ResultRecord.of(run, json);
            keys.add(record.image() + ' ' + record.method());
        });
        return keys;
    }

    private static Process start(Path run, Path log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m", "-cp",
                        System.getProperty("java.class.path"), SmallRun.class.getName(), run.toString(),
                        dataset.toString(), String.valueOf(LONGEST_LIFE))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    /// Kills the process (SIGKILL on Unix) once the journal has grown by that many bytes, wherever it then is.
    private static void killAfter(Process process, File journal, long bytes) throws InterruptedException {
        long from = journal.length();
        while (process.isAlive() && journal.length() < from + bytes) {
            process.waitFor(1, TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly().waitFor();
    }

    @Test
    void tenKillsAtRandomMomentsLoseNothingAndEndInTheSameBytes() throws Exception {
        Path run = folder.resolve("run");
        Path log = folder.resolve("log.txt");
        Files.createDirectories(run);
        Random random = new Random(2025);
        long size = Files.size(whole.resolve("journal.log"));
        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            List<String> before = Files.exists(run.resolve("journal.log")) ? keys(run) : List.of();
            Process process = start(run, log);
            killAfter(process, run.resolve("journal.log").toFile(), random.nextLong(size * 12 / RECORDS));
            killed += process.exitValue() == 0 ? 0 : 1;
            List<String> after = keys(run);
            assertEquals(before, after.subList(0, before.size()), "what was on disk is still there");
        }
        assertEquals(KILLS, killed, "every one died before its end\n" + Files.readString(log));
        int left = RECORDS - keys(run).size();
        assertTrue(left > 0, "records left after the last kill");
        assertEquals(left, SmallRun.evaluate(run, dataset, Shard.WHOLE, "weights"), "only what was missing is done");
        assertEquals(RECORDS, keys(run).stream().distinct().count());
        assertEquals(RECORDS, keys(run).size(), "nothing is there twice");
        assertSameRun(run);
    }

    /// Counted as failed, the others are done, and with more heap it is tried again.
    @Test
    void anImageThatTheHeapDoesNotHoldIsNotInTheJournal() throws IOException {
        Path run = folder.resolve("run");
        ImageSet images = SmallRun.images(dataset);
        ObjectNode settings = SmallRun.settings(images, Shard.WHOLE, "weights");
        List<RunImage> identified = RunSettings.identify(images.images());
        try (RunFolder open = RunFolder.open(run, settings, identified)) {
            new ExperimentRun(open, (_, _, _) -> {}).run((index, columns, sink) -> {
                String path = identified.get(index).path();
                if (index == 2) {
                    FormatException full =
                            new FormatException(images.images().get(2).file(), -1, "out of memory", "more", "less");
                    full.initCause(new OutOfMemoryError());
                    throw full;
                }
                for (String column : columns) {
                    sink.accept(new ResultRecord(path, column, Map.of("drop", 0.5), Map.of(), Map.of()));
                }
            });
            assertEquals(0, open.data().missing(), "all are told of");
            assertEquals(
                    "out of memory: expected more, found less",
                    open.data().record(identified.get(2).path(), "cam").failure());
        }
        assertEquals(RECORDS - 5, keys(run).size());
        assertEquals(5, RunData.read(run).missing(), "to be tried again");
    }

    @Test
    void aFinishedRunDoesNothingAndStaysTheSame() throws IOException {
        Map<String, String> before = bytes(whole);
        byte[] journal = Files.readAllBytes(whole.resolve("journal.log"));
        assertEquals(0, SmallRun.evaluate(whole, dataset, Shard.WHOLE, "weights"));
        assertArrayEquals(journal, Files.readAllBytes(whole.resolve("journal.log")));
        assertEquals(before, bytes(whole));
    }

    private static void merge(List<Path> shards, Path target) throws IOException {
        Merge.merge(shards, target, new RunFiles()::write);
    }

    @Test
    void shardsMergeToTheSameBytes() throws IOException {
        List<Path> shards = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            shards.add(folder.resolve("shard" + i));
            SmallRun.evaluate(shards.getLast(), dataset, new Shard(i, 3), "weights");
        }
        Path merged = folder.resolve("merged");
        FormatException incomplete =
                assertThrows(FormatException.class, () -> merge(shards.subList(0, 2), merged));
        assertTrue(incomplete.getMessage().contains("60 missing"), incomplete.getMessage());
        merge(shards.reversed(), merged);
        assertSameRun(merged);
        FileSystemException occupied = assertThrows(FileSystemException.class, () -> merge(shards, merged));
        assertTrue(occupied.getMessage().contains("not empty"), occupied.getMessage());
    }

    @Test
    void shardsOfDifferentRunsAreRefused() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        SmallRun.evaluate(first, dataset, new Shard(1, 18), "weights");
        SmallRun.evaluate(second, dataset, new Shard(2, 18), "other weights");
        FormatException e =
                assertThrows(FormatException.class, () -> merge(List.of(first, second), folder.resolve("m")));
        assertTrue(e.getMessage().contains("'model.weightsSha256'") && e.getMessage().contains("other weights"),
                e.getMessage());
    }

    @Test
    void recordsThatDisagreeAreRefused() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        SmallRun.evaluate(first, dataset, new Shard(1, 36), "weights");
        SmallRun.evaluate(second, dataset, new Shard(1, 36), "weights");
        List<ResultRecord> records = RunData.read(second).ordered();
        Files.delete(second.resolve("journal.log"));
        try (Journal journal = Journal.open(second.resolve("journal.log"))) {
            journal.recover(_ -> {});
            ResultRecord record = records.getFirst();
            journal.append(new ResultRecord(record.image(), record.method(), Map.of("drop", 0.5), record.facts(), Map.of())
                    .toJson());
        }
        FormatException e =
                assertThrows(FormatException.class, () -> merge(List.of(first, second), folder.resolve("m")));
        assertTrue(e.getMessage().contains("the same as in"), e.getMessage());
    }
}

package lowrankcam.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lowrankcam.cli.Main;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The job in local mode with the default model, against the same command in one piece.
class SparkRunTest {

    /// Files with times in them.
    private static final List<String> TIMES =
            List.of("times.csv", "journal.log", "table.md", "report.html", "machines.json");

    @TempDir private static Path shared;
    private static JavaSparkContext context;
    private static Path dataset;

    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        dataset = shared.resolve("phantoms");
        assertEquals(0, cli("phantoms", "--patients", "20", "--study", "humerus", "-o", dataset, "--quiet"));
        context =
                new JavaSparkContext(
                        new SparkConf().setAppName("test").setMaster("local[2]").set("spark.ui.enabled", "false")
                                .set("spark.driver.host", "localhost").set("spark.driver.bindAddress", "127.0.0.1"));
        context.setLogLevel("ERROR");
    }

    @AfterAll
    static void stop() {
        context.stop();
    }

    private static int cli(Object... args) {
        StringWriter err = new StringWriter();
        String[] texts = Stream.of(args).map(Object::toString).toArray(String[]::new);
        int code = Main.run(texts, new PrintWriter(new StringWriter()), new PrintWriter(err, true));
        assertTrue(code == 0 || !err.toString().isEmpty(), "an error has its words");
        return code;
    }

    private static Map<String, byte[]> files(Path run) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(run)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = run.relativize(file).toString();
                if (!TIMES.contains(name)) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
        }
        return files;
    }

    private static void assertSameRun(Path expected, Path found) throws IOException {
        Map<String, byte[]> plain = files(expected);
        Map<String, byte[]> job = files(found);
        assertEquals(plain.keySet(), job.keySet());
        for (Map.Entry<String, byte[]> file : plain.entrySet()) {
            assertArrayEquals(file.getValue(), job.get(file.getKey()), file.getKey());
        }
    }

    private static int job(StringWriter err, Object... args) throws IOException {
        List<String> texts = Stream.of(args).map(Object::toString).toList();
        return SparkRun.run(
                context, ShardArguments.parse(texts), new PrintWriter(new StringWriter()), new PrintWriter(err, true));
    }

    @Test
    void theJobWritesTheRowsOfAPlainRun() throws IOException {
        Path plain = folder.resolve("plain");
        Path out = folder.resolve("job");
        Object[] options = {dataset, "-m", "cam,lowrankcam", "--limit", 5, "--pictures", 2, "--resamples", 200, "-j", 1};
        assertEquals(0, cli(prepend(options, "evaluate", "-o", plain, "--quiet")));
        StringWriter err = new StringWriter();
        assertEquals(0, job(err, prepend(options, "evaluate", "--shards", 3, "-o", out)), err.toString());
        assertSameRun(plain, out.resolve("table"));
        assertTrue(Files.readAllLines(out.resolve("table/images.csv")).size() == 11, "five images, two methods, a head");
        for (int shard = 1; shard <= 3; shard++) {
            assertTrue(Files.exists(out.resolve("shards/" + shard + "-of-3/journal.log")));
        }

        // Other methods into the same folder: the old table is not handed out as theirs.
        Object[] others = {dataset, "-m", "cam", "--limit", 5, "--pictures", 2, "--resamples", 200, "-j", 1, "-q"};
        StringWriter refusal = new StringWriter();
        assertEquals(3, job(refusal, prepend(others, "evaluate", "--shards", 2, "-o", out)));
        assertTrue(refusal.toString().contains("the table here is of another run: 'columns"), refusal.toString());

        // Again: nothing is left to do, and nothing is done.
        byte[] journal = Files.readAllBytes(out.resolve("shards/1-of-3/journal.log"));
        assertEquals(0, job(err, prepend(options, "evaluate", "--shards", 3, "-o", out)), err.toString());
        assertArrayEquals(journal, Files.readAllBytes(out.resolve("shards/1-of-3/journal.log")));
        assertSameRun(plain, out.resolve("table"));
    }

    @Test
    void aRankSweepToo() throws IOException {
        Path plain = folder.resolve("plain");
        Path out = folder.resolve("job");
        Object[] options = {dataset, "--ranks", "2,10", "--steps", 4, "--samples", 3, "--resamples", 200, "-j", 1};
        assertEquals(0, cli(prepend(options, "tune-rank", "-o", plain, "--quiet")));
        StringWriter err = new StringWriter();
        assertEquals(0, job(err, prepend(options, "tune-rank", "--shards", 2, "-o", out)), err.toString());
        Map<String, byte[]> files = files(out.resolve("table"));
        assertTrue(files.keySet().containsAll(List.of("ranks.csv", "images.csv", "figure2.svg")), files.keySet().toString());
        assertSameRun(plain, out.resolve("table"));
    }

    @Test
    void anErrorOfAShardIsToldOnceAndNothingIsMerged() throws IOException {
        StringWriter err = new StringWriter();
        Path out = folder.resolve("job");
        assertEquals(2, job(err, "evaluate", dataset, "-m", "nosuchmethod", "--shards", 2, "-o", out));
        assertTrue(err.toString().contains("nosuchmethod"), err.toString());
        assertEquals(3, job(err, "evaluate", folder.resolve("nothing"), "--shards", 2, "-o", out));
        assertFalse(Files.exists(out.resolve("table")));
    }

    @Test
    void argumentsAreChecked() {
        for (List<String> bad :
                List.of(
                        List.<String>of(), List.of("explain", "a.png"), List.of("evaluate", "d", "-o", "x"),
                        List.of("evaluate", "d", "--shards", "0", "-o", "x"), List.of("evaluate", "d", "--shards", "2"),
                        List.of("evaluate", "d", "--shards", "2", "-o"),
                        List.of("evaluate", "d", "--shards", "2", "-o", "x", "--shard", "1/2"))) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> ShardArguments.parse(bad), bad.toString());
            assertTrue(e.getMessage().contains("expected"), e.getMessage());
        }
        ShardArguments good =
                ShardArguments.parse(List.of("evaluate", "d", "--shards", "4", "-o", "x", "-m", "cam", "-j", "2"));
        assertEquals(
                List.of("evaluate", "d", "-m", "cam", "-j", "2", "--quiet", "--shard", "3/4", "-o", "x/shards/3-of-4"),
                good.commandLine(3));
    }

    private static Object[] prepend(Object[] options, Object... first) {
        return Stream.concat(Stream.of(first), Stream.of(options)).toArray();
    }
}

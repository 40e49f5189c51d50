package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The job in Spark's local mode against the command.
class SparkEvaluateTest {

    @TempDir private Path folder;

    @BeforeAll
    static void local() {
        System.setProperty("spark.master", "local[2]");
        System.setProperty("spark.ui.enabled", "false");
    }

    @AfterAll
    static void end() {
        System.clearProperty("spark.master");
        System.clearProperty("spark.ui.enabled");
    }

    private static String command(Object... args) {
        StringWriter err = new StringWriter();
        String[] texts = java.util.Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        int code = Main.run(texts, new PrintWriter(new StringWriter()), new PrintWriter(err, true));
        assertEquals(0, code, err.toString());
        return err.toString();
    }

    @Test
    void theJobWritesTheSameRowsAsTheCommand() throws IOException {
        Path data = folder.resolve("phantoms");
        command("phantoms", "--patients", 15, "--seed", 3, "--study", "humerus", "-o", data, "-q");
        String[] options = {data.toString(), "--limit", "4", "-m", "cam,lowrankcam,eigencam", "--pictures", "0", "-q"};
        Path plain = folder.resolve("plain");
        Path spark = folder.resolve("spark");
        command((Object[]) with("evaluate", options, "-o", plain.toString()));
        String[] job = with(null, options, "-o", spark.toString(), "-j", "1", "--images-per-task", "2");
        assertEquals(0, SparkEvaluate.run(job));
        for (String name :
                List.of("settings.json", "dataset.csv", "images.csv", "table.csv", "differences.csv", "table.json")) {
            assertEquals(Files.readString(plain.resolve(name)), Files.readString(spark.resolve(name)), name);
        }
        // A second start finds nothing to do; after a loss of half the journal it does that half again.
        byte[] journal = Files.readAllBytes(spark.resolve("journal.log"));
        assertEquals(0, SparkEvaluate.run(job));
        assertEquals(journal.length, Files.size(spark.resolve("journal.log")));
        Files.write(spark.resolve("journal.log"), java.util.Arrays.copyOf(journal, journal.length / 2));
        assertEquals(0, SparkEvaluate.run(job));
        assertEquals(Files.readString(plain.resolve("images.csv")), Files.readString(spark.resolve("images.csv")));
        assertEquals(12, Files.readAllLines(spark.resolve("journal.log")).size());
    }

    @Test
    void otherWeightsOnContinueAreRefused() throws IOException {
        Path data = folder.resolve("phantoms");
        command("phantoms", "--patients", 6, "--seed", 3, "--study", "humerus", "-o", data, "-q");
        Path run = folder.resolve("run");
        assertEquals(0, SparkEvaluate.run(new String[] {
            data.toString(), "--limit", "1", "-m", "cam", "-o", run.toString(), "-q"}));
        assertEquals(ExitCode.BAD_INPUT, SparkEvaluate.run(new String[] {
            data.toString(), "--limit", "1", "-m", "cam", "--steps", "7", "-o", run.toString(), "-q"}));
        assertTrue(Files.exists(run.resolve("table.md")));
    }

    private static String[] with(String first, String[] middle, String... last) {
        java.util.ArrayList<String> all = new java.util.ArrayList<>();
        if (first != null) {
            all.add(first);
        }
        all.addAll(List.of(middle));
        all.addAll(List.of(last));
        return all.toArray(String[]::new);
    }
}

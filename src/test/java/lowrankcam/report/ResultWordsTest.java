package lowrankcam.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lowrankcam.evaluation.Interval;
import lowrankcam.evaluation.Measure;
import lowrankcam.evaluation.MethodTable;
import lowrankcam.evaluation.RankPlan;
import lowrankcam.evaluation.RankTable;
import lowrankcam.evaluation.RunData;
import lowrankcam.evaluation.Shard;
import lowrankcam.evaluation.SmallRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sentence above all numbers.
class ResultWordsTest {

    @TempDir private Path folder;
    private RunData data;

    @BeforeEach
    void run() throws IOException {
        SmallRun.writeImages(folder.resolve("data"), 2);
        SmallRun.evaluate(folder.resolve("run"), folder.resolve("data"), Shard.WHOLE, "weights");
        data = RunData.read(folder.resolve("run"));
    }

    private static MethodTable.Row row(String method, double value, double low, double high, int images) {
        return new MethodTable.Row(
                method, images, 0, "", 0, Map.of(Measure.ADCC, new MethodTable.Cell(value, new Interval(low, high), images)));
    }

    private static MethodTable table(int images) {
        return new MethodTable(
                List.of(Measure.ADCC), List.of(row("cam", 60, 55, 65, images), row("lowrankcam", 80, 75, 85, images), row("x", 79, 70, 86, images)),
                List.of(row("cam", -20, -25, -15, images), row("x", -1, -6, 5, images)), "lowrankcam");
    }

    @Test
    void theBestIsNamedAndHowSureThatIs() {
        assertEquals(
                "On 6 images lowrankcam has the highest ADCC, 80.0 % (75.0 to 85.0); cam has the lowest, 60.0 % (55.0 to 65.0). "
                        + "Of the other methods, 1 is clearly below lowrankcam, 0 clearly above; 1 cannot be told from it.",
                ResultWords.of(data, table(6)));
    }

    @Test
    void fewerThanSixImagesDecideNothingAndEarnNoStar() throws IOException {
        assertTrue(ResultWords.of(data, table(5)).endsWith("(55.0 to 65.0). Fewer than six images cannot tell methods apart."));
        assertFalse(new TableText(table(5), List.of()).differenceRows().toString().contains("*"));
        assertEquals("-20.00 *\n-25.00 to -15.00", new TableText(table(6), List.of()).differenceRows().getFirst().get(1));
        String page = Files.readString(folder.resolve("run/report.html"));
        assertTrue(page.indexOf("On 2 images ") > 0 && page.indexOf("On 2 images ") < page.indexOf("SHA-256 values"), page);
    }

    @Test
    void aChosenRankComesWithItsShareOfTheResamples() {
        MethodTable.Cell cell = new MethodTable.Cell(0.5, new Interval(0.4, 0.6), 10);
        RankTable table =
                new RankTable(
                        List.of(
                                new RankTable.Row(5, 10, 0, 0, cell, cell, cell, cell, 0.3),
                                new RankTable.Row(10, 10, 0, 0, cell, cell, cell, cell, 0.7)),
                        RankPlan.Rule.SUM, 10);
        assertEquals(
                "Of 2 ranks tried on 10 images, rank 10 does best: insertion AUC 0.500, 1 − deletion AUC 0.500. "
                        + "The data do not decide: it is chosen in 70 % of the resamples; rank 5 in 30 %.",
                ResultWords.of(data, table));
    }

    @Test
    void casesRunFromWorstToBest() {
        Cases cases = new Cases(data, "lowrankcam", record -> record.value("drop"), Measure.Better.LOW);
        assertTrue(cases.any());
        List<List<String>> rows = cases.rows(100, 2);
        assertEquals(List.of("worst, 1", "best, 1"), rows.stream().map(row -> row.get(5)).toList());
        assertTrue(Double.parseDouble(rows.get(0).get(4)) >= Double.parseDouble(rows.get(1).get(4)), rows.toString());
    }
}

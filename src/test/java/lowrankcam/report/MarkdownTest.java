package lowrankcam.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lowrankcam.evaluation.MethodTable;
import lowrankcam.evaluation.ResultRecord;
import lowrankcam.evaluation.RunFolder;
import lowrankcam.evaluation.RunImage;
import lowrankcam.format.Json;
import lowrankcam.published.PublishedTable;
import lowrankcam.published.TableReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class MarkdownTest {

    private static final String HOSTILE = "<img src=x onerror=alert(1)> **b** [l](javascript:x) `c` a&b";

    @TempDir private Path folder;

    @Test
    void namesStandForThemselves() {
        assertEquals(
                "&lt;img src=x onerror=alert(1)> \\*\\*b\\*\\* \\[l\\](javascript:x) \\`c\\` a&amp;b", Markdown.plain(HOSTILE));
        assertEquals("\\# no heading", Markdown.plain("# no heading"));
        assertEquals("\\u202E".replace("\\", "\\\\"), Markdown.plain("\u202E"));
    }

    @Test
    void wordsAndNumbersStayAsTheyAre() {
        for (String text : List.of("-3.50 *\n-4.1 to -2.9", "Mixed_7c", "lowrankcam-class-signed-rank=5", "scorecam++",
                "0.5 (0.4 to 0.6), n = 3; class-rule predicted.", "–", "75.3 ± 4.2 %")) {
            assertEquals(text, Markdown.plain(text));
        }
    }

    /// Class names of a data set that nobody looked at, and a column of a shard that somebody sent.
    @Test
    void tableMdHoldsNoHtmlOfNames() throws IOException {
        ObjectNode settings = Json.object();
        settings.put("experiment", "evaluate");
        settings.putObject("metrics").put("classRule", "class:" + HOSTILE);
        settings.putArray("metricGroups").add("adcc");
        settings.putArray("methods").addObject().put("name", HOSTILE);
        settings.put("reference", HOSTILE);
        List<RunImage> images = List.of(new RunImage("a", HOSTILE, "1", ""), new RunImage("b", HOSTILE, "2", ""));
        try (RunFolder run = RunFolder.open(folder.resolve("run"), settings, images)) {
            run.add(ResultRecord.failed("a", HOSTILE, HOSTILE));
            run.add(new ResultRecord("b", HOSTILE, Map.of("drop", 0.5), Map.of(), Map.of()));
            String page = new EvaluationReport(run.data(), MethodTable.of(run.data())).markdown();
            assertTrue(page.contains("&lt;img"), page);
            assertFalse(page.contains("<img") || page.contains("**b") || page.contains("[l]"), page);
            PublishedTable table = TableReader.parse(Path.of("table.md"), page);
            assertEquals(HOSTILE.replace("*", "").replace("`", ""), table.rows().getFirst().method());
        }
    }
}

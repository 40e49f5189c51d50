package lowrankcam.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.browser.Browser;
import lowrankcam.browser.BrowserPage;
import lowrankcam.browser.Browsers;
import lowrankcam.browser.Contrast;
import lowrankcam.evaluation.Shard;
import lowrankcam.evaluation.SmallRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The page of an evaluation in a real browser.
class SetPageBrowserTest {

    @TempDir private static Path folder;

    private static Browser browser;
    private static BrowserPage page;

    @BeforeAll
    static void open() throws Exception {
        Path program = Browsers.require();
        SmallRun.writeImages(folder.resolve("data"), 4);
        SmallRun.evaluate(folder.resolve("run"), folder.resolve("data"), Shard.WHOLE, "weights");
        browser = Browser.start(program);
        page = browser.page();
        page.size(1200, 900);
        reload();
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private static void reload() throws IOException {
        page.open(folder.resolve("run/report.html").toUri(), "Tables.sortable");
        page.frames();
    }

    @Test
    void opensWithoutComplaintAndAsksForNothing() throws IOException {
        reload();
        assertEquals(List.of(), page.complaints());
        assertTrue(page.requests().stream().allMatch(address -> address.startsWith("file:")), page.requests().toString());
        assertEquals(0, page.value("[...document.images].filter((e) => !e.naturalWidth || !e.alt).length").asInt());
        assertEquals(0, page.value("[...document.querySelectorAll('table')].filter((t) => !t.caption || [...t.tHead.rows[0].cells].some((c) => c.scope !== 'col')).length").asInt());
    }

    private static List<String> column(int column) throws IOException {
        String cells = page.value("[...document.querySelector('table').tBodies[0].rows].map((r) => r.cells[" + column + "].firstChild.textContent).join()").asString();
        return List.of(cells.split(","));
    }

    /// The first table by its second column of numbers, by keys: up, then down.
    @Test
    void aTableIsSortedByKeys() throws IOException {
        reload();
        page.value("document.querySelectorAll('table th button')[2].focus()");
        page.press("Enter");
        List<Double> up = column(2).stream().map(Double::valueOf).toList();
        assertEquals(up.stream().sorted().toList(), up);
        page.press("Enter");
        assertEquals(up.reversed(), column(2).stream().map(Double::valueOf).toList());
        assertEquals("descending", page.value("document.querySelectorAll('table thead th')[2].getAttribute('aria-sort')").asString());
    }

    @Test
    void itFitsPhonesAndDesksAndIsReadableByDayAndNight() throws IOException {
        for (int width : List.of(390, 1200)) {
            for (boolean dark : List.of(false, true)) {
                page.size(width, 800);
                page.dark(dark);
                reload();
                assertTrue(page.value("document.documentElement.scrollWidth").asInt() <= width, "at " + width);
                JsonNode found = page.value(Contrast.SCRIPT);
                assertTrue(found.get("texts").asInt() > 200, found.toString());
                assertEquals(dark, found.get("ground").asDouble() < 0.1, found.toString());
                assertEquals(0, found.get("weak").size(), (dark ? "dark: " : "light: ") + found.get("weak"));
            }
        }
        assertTrue(page.value("document.querySelectorAll('svg text').length").asInt() > 50, "the texts of charts are among them");
        page.dark(false);
        page.size(1200, 900);
    }
}

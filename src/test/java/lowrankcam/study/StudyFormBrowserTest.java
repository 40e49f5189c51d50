package lowrankcam.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.browser.Browser;
import lowrankcam.browser.BrowserPage;
import lowrankcam.browser.Browsers;
import lowrankcam.browser.Contrast;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The form of a study in a real browser, from its first key to the tables.
class StudyFormBrowserTest {

    private static final int IMAGES = 3;

    @TempDir private static Path folder;

    private static Browser browser;
    private static BrowserPage page;

    @BeforeAll
    static void open() throws Exception {
        Path program = Browsers.require();
        SmallStudy.make(folder, IMAGES, 1);
        browser = Browser.start(program);
        page = browser.page();
        page.size(1200, 900);
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private static void begin(String reader) throws IOException {
        page.open(folder.resolve("study").resolve(StudyMaker.FORM).toUri(), "Study.text");
        page.value("document.getElementById('reader').value = '" + reader + "'");
        page.value("document.getElementById('reader').focus()");
        page.press("Enter");
    }

    private static String text(String id) throws IOException {
        return page.value("document.getElementById('" + id + "').textContent").asString();
    }

    /// Tab until an element has the focus.
    private static void tabTo(String condition) throws IOException {
        for (int i = 0; i < 20; i++) {
            page.press("Tab");
            if (page.value("(() => { const e = document.activeElement; return " + condition + "; })()").asBoolean()) {
                return;
            }
        }
        throw new AssertionError("not reached by Tab: " + condition);
    }

    /// All by keys: a radio of each question, the next image, at last the file; what it holds is read with the key.
    @Test
    void aReaderAnswersByKeysAndTheFileIsReadBack() throws IOException {
        begin("Dr. Keys");
        assertEquals("image-title", page.value("document.activeElement.id").asString());
        for (int i = 0; i < IMAGES; i++) {
            assertEquals("Image " + (i + 1) + " of " + IMAGES, text("image-title"));
            for (String question : List.of("helpful", "finding", "confidence")) {
                tabTo("e.name === '" + question + "'");
                page.press(" ");
                if (question.equals("confidence")) {
                    page.press("ArrowRight");
                }
            }
            assertTrue(text("progress").startsWith((i + 1) + " of " + IMAGES + " images answered."), text("progress"));
            tabTo("e.id === 'next'");
            page.press("Enter");
        }
        assertEquals("save-title", page.value("document.activeElement.id").asString());
        page.value("(() => { const make = URL.createObjectURL; URL.createObjectURL = (blob) => { window.made = blob; return make(blob); }; })()");
        tabTo("e.id === 'export'");
        page.press("Enter");
        String json = page.value("window.made.text()").asString();
        assertEquals(page.value("document.getElementById('text').value").asString(), json);
        Path file = Files.writeString(folder.resolve("answers.json"), json);
        StudyKey key = StudyKey.read(folder.resolve("study").resolve(StudyMaker.KEY));
        StudyAnswers answers = StudyAnswers.read(file, key);
        assertEquals("Dr. Keys", answers.reader());
        assertEquals(IMAGES, answers.answers().size());
        answers.answers().values().forEach(answer -> {
            assertEquals(1, answer.place());
            assertEquals("yes", answer.finding());
            assertEquals(2, answer.confidence());
        });
        StudyTables tables = StudyTables.read(folder.resolve("study").resolve(StudyMaker.KEY), List.of(file), false);
        assertEquals("1 reader, 3 images: 3 of 3 answers, 0 missing", tables.summary().getFirst());

        begin("dr. keys");
        assertTrue(text("kept").contains("3 of 3 images answered. They are kept in this browser."), text("kept"));
        quiet();
    }

    private static void quiet() {
        assertEquals(List.of(), page.complaints());
        assertTrue(page.requests().stream().allMatch(address -> address.startsWith("file:") || address.startsWith("blob:")), page.requests().toString());
    }

    private static String order() throws IOException {
        return page.value("JSON.stringify([...document.querySelectorAll('#pictures img')].map((e) => e.src.length + e.src.slice(-60)))").asString()
                + page.value("[...document.querySelectorAll('#helpful input')].map((e) => e.value).join()").asString();
    }

    @Test
    void theOrderIsTheReadersOwnAndStays() throws IOException {
        begin("A");
        String first = order();
        begin("B");
        String second = order();
        begin("A");
        assertEquals(first, order());
        assertNotEquals(first, second);
    }

    @Test
    void aNameThatCannotBeIsRefusedInWords() throws IOException {
        begin("=1+1");
        assertTrue(text("reader-wrong").startsWith("Please give 1 to 40 letters"), text("reader-wrong"));
        assertEquals("reader", page.value("document.activeElement.id").asString());
        assertTrue(page.value("document.getElementById('reading').hidden").asBoolean());
    }

    @Test
    void itFitsPhonesAndDesksAndIsReadableByDayAndNight() throws IOException {
        for (int width : List.of(390, 1200)) {
            for (boolean dark : List.of(false, true)) {
                page.size(width, 800);
                page.dark(dark);
                begin("C");
                page.value("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
                page.frames();
                assertTrue(page.value("document.documentElement.scrollWidth").asInt() <= width, "at " + width);
                JsonNode found = page.value(Contrast.SCRIPT);
                assertTrue(found.get("texts").asInt() > 25, found.toString());
                assertEquals(dark, found.get("ground").asDouble() < 0.1, found.toString());
                assertEquals(0, found.get("weak").size(), (dark ? "dark: " : "light: ") + found.get("weak"));
            }
        }
        page.dark(false);
        page.size(1200, 900);
        JsonNode nameless = page.value(
                "[...document.querySelectorAll('button, input, textarea')].filter((e) => !(e.labels && e.labels.length) && !e.textContent.trim()).length");
        assertEquals(0, nameless.asInt());
        quiet();
    }
}

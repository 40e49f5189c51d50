package lowrankcam.page.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import lowrankcam.browser.Browser;
import lowrankcam.browser.BrowserPage;
import lowrankcam.browser.Browsers;
import lowrankcam.browser.Contrast;
import lowrankcam.cam.lowrank.LowRankOptions.Preset;
import lowrankcam.cam.registry.RequestedMethod;
import lowrankcam.explain.ExplainListener;
import lowrankcam.explain.ExplainRequest;
import lowrankcam.explain.ExplainedMap;
import lowrankcam.explain.Explainer;
import lowrankcam.explain.Explanation;
import lowrankcam.explain.ResultOptions;
import lowrankcam.format.Json;
import lowrankcam.format.Npy;
import lowrankcam.golden.Goldens;
import lowrankcam.image.Overlay;
import lowrankcam.inception.LoadedModel;
import lowrankcam.inception.ModelLoader;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Numerics;
import lowrankcam.model.Target;
import lowrankcam.weights.SafetensorsWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The page of an image in a real browser: an image whose file and classes have the worst names one can think of.
class ImagePageBrowserTest {

    private static final List<Integer> RANKS = List.of(1, 5, 10, 45);
    private static final String IMAGE = "<img src=x onerror=\"window.hacked=1\">'&{{title}} \u202Egnp." + "long".repeat(30) + ".png";
    private static final List<String> LABELS =
            List.of("<img src=x onerror='window.hacked=1'>\"&amp;", "\u202E\u05D0\u05D1 " + "endless".repeat(20), "</script><script>window.hacked=1</script>");
    private static final String READY = "ImagePage.lowRank";

    @TempDir private static Path folder;

    private static Browser browser;
    private static BrowserPage page;
    private static Explanation explanation;

    @BeforeAll
    static void open() throws Exception {
        Path program = Browsers.require();
        Path image = Files.copy(Goldens.file("inputs/hand_299.png"), folder.resolve(IMAGE));
        Path head = folder.resolve("head.safetensors");
        SplittableRandom random = new SplittableRandom(7);
        float[] weights = new float[3 * 2048];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextDouble() - 0.5);
        }
        new SafetensorsWriter().metadata("activation", "softmax").metadata("labels", Json.value("[]").map(list -> {
                    LABELS.forEach(((tools.jackson.databind.node.ArrayNode) list)::add);
                    return list.toString();
                }).orElseThrow())
                .tensor("fc.weight", List.of(3, 2048), weights).tensor("fc.bias", List.of(3), new float[] {0.5f, -0.25f, 0.1f})
                .write(head);
        List<String> methods = new ArrayList<>(List.of("gradcam", "cam"));
        for (Preset preset : Preset.values()) {
            RANKS.forEach(rank -> methods.add("lowrankcam:" + preset.id() + ":rank=" + rank));
        }
        ExplainRequest request =
                new ExplainRequest(
                        RequestedMethod.of(methods, Map.of("rank", "10"), "default"), List.of("0", "2"), "",
                        Target.Score.LOGIT, List.of("Mixed_7c"));
        try (LoadedModel model =
                ModelLoader.open(
                        KernelSet.of(KernelChoice.AUTO, Numerics.DIRECT), 2, head, null, ModelLoader.HeadUse.REQUIRED,
                        Goldens.ROOT.resolve("weights/default"))) {
            explanation =
                    new Explainer(model, request, ExplainListener.SILENT)
                            .explain(image, new ResultOptions(
                                    folder.resolve("out"), _ -> "", Overlay.USUAL, Set.of(), List.of(new ImagePage())));
        }
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
        page.open(folder.resolve("out").resolve(ImagePage.PAGE).toUri(), READY);
        page.frames();
    }

    @Test
    void opensWithoutComplaintAndAsksForNothing() throws IOException {
        page.value("document.querySelectorAll('select, input').forEach((e) => { e.dispatchEvent(new Event('input', { bubbles: true })); e.dispatchEvent(new Event('change', { bubbles: true })); })");
        page.frames();
        assertEquals(List.of(), page.complaints());
        String own = folder.resolve("out").resolve(ImagePage.PAGE).toUri().toString();
        List<String> others = page.requests().stream().filter(address -> !address.equals(own)).toList();
        assertEquals(List.of(), others);
        assertTrue(Files.size(folder.resolve("out").resolve(ImagePage.PAGE)) < 3_000_000);
    }

    /// A policy that did nothing would pass unnoticed.
    @Test
    void thePolicyStopsWhatDoesNotBelong() throws Exception {
        try (BrowserPage other = browser.page()) {
            other.open(folder.resolve("out").resolve(ImagePage.PAGE).toUri(), READY);
            other.value("(() => { const s = document.createElement('script'); s.textContent = 'window.hacked = 1'; document.body.append(s); const i = new Image(); i.src = 'http://127.0.0.1:9/x.png'; document.body.append(i); })()");
            other.frames();
            assertEquals("undefined", other.value("typeof window.hacked").asString());
            assertTrue(other.complaints().size() >= 2, other.complaints().toString());
        }
    }

    @Test
    void theRankSliderShowsTheProgramsMaps() throws IOException {
        int compared = 0;
        for (ExplainedMap map : explanation.maps()) {
            if (!map.task().method().choice().info().id().equals("lowrankcam")) {
                continue;
            }
            Path file = folder.resolve("out").resolve(map.task().name() + ".npy");
            float[] expected = Npy.read(file).values();
            String preset = map.task().method().choice().variant().id();
            String rank = map.task().method().choice().settings().values().get("rank");
            page.value("(() => { const set = (id, value, event) => { const e = document.getElementById(id); e.value = value;"
                    + " e.dispatchEvent(new Event(event)); }; set('class', '" + map.task().target().classIndex() + " ', 'change');"
                    + " set('preset', '" + preset + "', 'change'); set('rank', " + rank + ", 'input'); })()");
            page.frames();
            JsonNode shown = page.value("[...ImagePage.lowRank.stage.maps[0].values]");
            assertEquals(expected.length, shown.size());
            for (int p = 0; p < expected.length; p++) {
                assertEquals(expected[p], (float) shown.get(p).asDouble(), 1e-6f, file.getFileName() + ", position " + p);
            }
            compared++;
        }
        assertEquals(2 * RANKS.size() * Preset.values().length, compared);
    }

    @Test
    void mapsAreThoseOfTheFiles() throws IOException {
        JsonNode maps = page.value("Dom.data('maps').map((map) => [map.file, [...Numbers.floats(map.values)]])");
        assertEquals(explanation.maps().size(), maps.size());
        for (JsonNode map : maps) {
            float[] expected = Npy.read(folder.resolve("out").resolve(map.get(0).asString() + ".npy")).values();
            for (int p = 0; p < expected.length; p++) {
                assertEquals(expected[p], (float) map.get(1).get(p).asDouble(), map.get(0).asString());
            }
        }
    }

    /// The smooth picture lies between cells as the program's does.
    @Test
    void upsamplingIsTheProgramsOwn() throws IOException {
        ExplainedMap map = explanation.maps().stream().filter(one -> !one.isFlat() && one.rawMin() >= 0).findFirst().orElseThrow();
        JsonNode field = page.value("(() => { const map = ImagePage.lowRank && Dom.data('maps').find((m) => m.file === '" + map.task().name()
                + "'); const values = Numbers.floats(map.values); const scaled = Maps.scale(values);"
                + " return [...Maps.field({ ...map, values }, scaled, 299, 299, false)]; })()");
        lowrankcam.tensor.MapRange range = lowrankcam.tensor.MapRange.of(map.map().raw());
        float[] expected = new float[299 * 299];
        lowrankcam.kernel.Resample.scalar().resample(
                range.shares(map.map().raw()), 8, 8, 1, lowrankcam.kernel.ResampleWeights.halfPixel(8, 299),
                lowrankcam.kernel.ResampleWeights.halfPixel(8, 299), expected);
        for (int p = 0; p < expected.length; p++) {
            assertEquals(expected[p], (float) field.get(p).asDouble(), 1e-6f, "point " + p);
        }
    }

    @Test
    void switchingAModeOffTakesItsPartAway() throws IOException {
        reload();
        JsonNode parts = page.value("(() => { const all = [...ImagePage.lowRank.map().values]; document.querySelector('#mode-list input').click();"
                + " const rest = [...ImagePage.lowRank.map().values]; const l = ImagePage.lowRank; const preset = l.choice();"
                + " const mask = [...Modes.mask(l.layer, l.entry, { ...preset }, 0)]; document.getElementById('preset').value = 'paper-literal';"
                + " document.getElementById('preset').dispatchEvent(new Event('change')); const without = [...l.map().values];"
                + " document.getElementById('all-on').click(); const whole = [...l.map().values];"
                + " return { mask, weight: l.entry.weights['paper-literal'][0], without, whole }; })()");
        for (int p = 0; p < 64; p++) {
            double part = parts.get("whole").get(p).asDouble() - parts.get("without").get(p).asDouble();
            assertEquals(parts.get("weight").asDouble() * parts.get("mask").get(p).asDouble(), part, 1e-9);
        }
    }

    @Test
    void hostileNamesStayText() throws IOException {
        reload();
        assertEquals("undefined", page.value("typeof window.hacked").asString());
        assertEquals(0, page.value("document.querySelectorAll('img[src=\"x\"]').length").asInt());
        String shown = IMAGE.replace("\u202E", "\\u202E");
        assertEquals(shown, page.value("document.querySelector('h1').textContent").asString());
        assertTrue(page.value("document.title").asString().startsWith(shown));
        JsonNode options = page.value("[...document.querySelectorAll('#class option')].map((o) => o.textContent)");
        List<String> titles = new ArrayList<>();
        options.forEach(option -> titles.add(option.asString().replaceAll("[\u2068\u2069]", "")));
        assertEquals(3, titles.size());
        assertTrue(titles.containsAll(LABELS), titles.toString());
    }

    @Test
    void nothingScrollsSidewaysOnPhonesAndDesks() throws IOException {
        for (int width : List.of(390, 1200)) {
            page.size(width, 800);
            reload();
            page.value("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
            page.frames();
            assertTrue(page.value("document.documentElement.scrollWidth").asInt() <= width, "at " + width);
        }
        page.size(1200, 900);
    }

    @Test
    void textHasEnoughContrastInLightAndInDark() throws IOException {
        for (boolean dark : List.of(false, true)) {
            page.dark(dark);
            reload();
            page.value("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
            JsonNode found = page.value(Contrast.SCRIPT);
            assertTrue(found.get("texts").asInt() > 100, found.toString());
            assertEquals(dark, found.get("ground").asDouble() < 0.1, "the ground is dark in the dark only: " + found);
            assertEquals(0, found.get("weak").size(), (dark ? "dark: " : "light: ") + found.get("weak"));
        }
        page.dark(false);
    }

    @Test
    void everyControlIsReachedByTabAndShowsIt() throws IOException {
        reload();
        Set<String> reached = new java.util.LinkedHashSet<>();
        page.value("document.activeElement.blur()");
        for (int i = 0; i < 120; i++) {
            page.press("Tab");
            JsonNode at = page.value("(() => { const e = document.activeElement; e.dataset.reached = 'yes';"
                    + " return [e.id || e.className || e.tagName, e === document.body || parseFloat(getComputedStyle(e).outlineWidth) > 0]; })()");
            assertTrue(at.get(1).asBoolean(), "focus is seen on " + at.get(0));
            reached.add(at.get(0).asString());
            if (at.get(0).asString().equals("BODY")) {
                break;
            }
        }
        assertEquals("skip", reached.iterator().next());
        JsonNode missed = page.value("[...document.querySelectorAll('button, select, input, canvas[tabindex], a[href], summary')]"
                + ".filter((e) => e.checkVisibility() && !e.disabled && !e.dataset.reached && !(e.type === 'radio' && !e.checked)).map((e) => e.outerHTML.slice(0, 80))");
        assertEquals(0, missed.size(), missed.toString());
        JsonNode nameless = page.value("[...document.querySelectorAll('button, select, input')].filter((e) => !(e.labels && e.labels.length) && !e.textContent.trim()).length");
        assertEquals(0, nameless.asInt());
    }

    @Test
    void keysTurnTheRankMoveTheCellAndSortTheTable() throws IOException {
        reload();
        page.value("document.getElementById('rank').focus()");
        page.press("ArrowRight");
        page.frames();
        assertEquals("11", page.value("document.getElementById('rank-value').textContent").asString());
        assertTrue(page.value("ImagePage.lowRank.stage.maps[0].title").asString().endsWith("rank 11"));

        page.value("document.querySelector('#viewer canvas').focus()");
        page.press("ArrowRight");
        String first = page.value("document.querySelector('#viewer .readout').textContent").asString();
        page.press("ArrowDown");
        String second = page.value("document.querySelector('#viewer .readout').textContent").asString();
        assertTrue(second.startsWith("row "), second);
        assertNotEquals(first, second);

        page.value("document.querySelectorAll('#method-table th button')[1].focus()");
        page.press("Enter");
        assertEquals("ascending", page.value("document.querySelectorAll('#method-table thead th')[1].getAttribute('aria-sort')").asString());
    }

    @Test
    void twoMapsMeetAtALine() throws IOException {
        reload();
        page.value("(() => { const b = document.getElementById('map-b'); b.value = 'live'; b.dispatchEvent(new Event('change')); })()");
        page.frames();
        assertEquals(2, page.value("ImagePage.viewer.stage.maps.length").asInt());
        assertTrue(page.value("document.getElementById('swipe').checkVisibility()").asBoolean());
    }
}

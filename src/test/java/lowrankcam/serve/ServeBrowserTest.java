package lowrankcam.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lowrankcam.browser.Browser;
import lowrankcam.browser.BrowserPage;
import lowrankcam.browser.Browsers;
import lowrankcam.cam.registry.RequestedMethod;
import lowrankcam.explain.ExplainRequest;
import lowrankcam.golden.Goldens;
import lowrankcam.inception.LoadedModel;
import lowrankcam.inception.ModelLoader;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Numerics;
import lowrankcam.model.Target;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images dropped into real browsers, explained by the real network.
class ServeBrowserTest {

    private static final String READY = "Serve.images";
    private static final String HOSTILE = "<img src=x onerror=\"window.hacked=1\">.png";

    @TempDir private static Path folder;

    private static Browser browser;
    private static Browser other;
    private static LoadedModel model;
    private static PageServer server;

    @BeforeAll
    static void start() throws Exception {
        Path program = Browsers.require();
        model = ModelLoader.open(
                KernelSet.of(KernelChoice.AUTO, Numerics.DIRECT), 2, null, null, ModelLoader.HeadUse.REQUIRED,
                Goldens.ROOT.resolve("weights/default"));
        ExplainRequest request = new ExplainRequest(
                RequestedMethod.of(List.of("lowrankcam", "cam"), Map.of("rank", "10"), "default"), List.of(), "", Target.Score.LOGIT, List.of("Mixed_7c"));
        server = PageServer.bind(0);
        server.start(new ImagePages(model, request), new Limits(1 << 20, 5), Throwable::getMessage);
        browser = Browser.start(program);
        other = Browser.start(program);
        Files.copy(Goldens.file("inputs/hand_299.png"), folder.resolve(HOSTILE));
        Files.writeString(folder.resolve("note.png"), "no picture");
        Files.write(folder.resolve("large.png"), new byte[(1 << 20) + 1]);
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
            other.close();
            server.close();
            model.close();
        }
    }

    private static BrowserPage open(Browser browser) throws IOException, InterruptedException {
        BrowserPage page = browser.page();
        page.size(1200, 900);
        return page.open(server.address(), READY);
    }

    private static void awaitStates(BrowserPage page, String states) throws IOException {
        page.waitFor("Serve.images.map((image) => image.job.state).join() === '" + states + "'");
    }

    private static String text(BrowserPage page, String selector) throws IOException {
        return page.value("document.querySelector('" + selector + "').innerText").asString();
    }

    /// Two at once; each sees its own, and nothing of a name or a message becomes markup.
    @Test
    void filesBecomePagesInTwoBrowsersAtOnce() throws Exception {
        BrowserPage one = open(browser);
        BrowserPage two = open(other);
        one.choose("#files", List.of(folder.resolve(HOSTILE), folder.resolve("large.png"), folder.resolve("note.png")));
        two.choose("#files", List.of(Goldens.file("inputs/chest_299.png")));
        awaitStates(one, "done,failed,failed");
        awaitStates(two, "done");
        String list = text(one, "#images");
        assertTrue(list.contains(HOSTILE), list);
        assertTrue(list.contains("more than 1048576 bytes (--max-upload): 1048577"), list);
        assertTrue(list.contains("note.png @ 0x0: image file: expected a PNG, JPEG or DICOM signature"), list);
        assertFalse(text(two, "#images").contains(HOSTILE));
        assertEquals(0, one.value("document.querySelectorAll('#images img').length").asInt());
        one.waitFor("document.querySelector('#frame iframe').contentWindow.length === 0");
        assertEquals(true, one.value("(() => { try { return !document.querySelector('#frame iframe').contentDocument; } catch (e) { return true; } })()").asBoolean(),
                "the page of an image is of another origin");
        // What was refused is known from the answer; browsers write a line for it.
        List<String> others = one.complaints().stream().filter(line -> !line.contains("status of 422")).toList();
        assertEquals(List.of(), others);
        assertEquals(List.of(), two.complaints());
        for (BrowserPage page : List.of(one, two)) {
            assertEquals(List.of(), page.requests().stream().filter(address -> !address.startsWith(server.address().toString())).toList());
        }
        narrow(one);
        showsItself(one.value("document.querySelector('#images a').href").asString());
        one.reload("Serve.images.length === 1 && Serve.images[0].job.state === 'done'");
        one.value("[...document.querySelectorAll('#images button')].at(-1).click()");
        one.waitFor("Serve.images.length === 0 && !document.getElementById('none').hidden");
        assertEquals(1, two.value("Serve.images.length").asInt());
        one.close();
        two.close();
    }

    /// The page under its own address: its scripts run, and it may ask nothing of the program.
    private static void showsItself(String address) throws Exception {
        BrowserPage page = other.page();
        page.open(URI.create(address), "ImagePage.lowRank");
        page.frames();
        assertEquals(HOSTILE, text(page, "h1"));
        assertTrue(page.value("document.querySelectorAll('#gallery canvas').length").asInt() >= 2);
        assertEquals("null", page.value("self.origin").asString());
        assertEquals(false, page.value("Boolean(window.hacked)").asBoolean());
        assertEquals(List.of(), page.complaints());
        page.reload("ImagePage.lowRank");
        assertEquals("refused", page.value("fetch('" + server.address() + "').then(() => 'answered', () => 'refused')").asString());
        page.close();
    }

    private static void narrow(BrowserPage page) throws IOException {
        page.size(390, 800);
        assertTrue(page.value("document.documentElement.scrollWidth").asInt() <= 390);
        page.size(1200, 900);
    }

    /// A file dropped anywhere on the page, as the browser tells of it.
    @Test
    void aDroppedFileIsTaken() throws Exception {
        BrowserPage page = open(browser);
        String bytes = java.util.Base64.getEncoder().encodeToString(Files.readAllBytes(Goldens.file("inputs/hand_299.png")));
        page.value("(() => { const bytes = Uint8Array.from(atob('" + bytes + "'), (c) => c.charCodeAt(0)); const data = new DataTransfer(); "
                + "data.items.add(new File([bytes], 'dropped.png')); "
                + "document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })); })()");
        awaitStates(page, "done");
        assertTrue(text(page, "#result-title").equals("dropped.png"));
        assertEquals(List.of(), page.complaints());
        page.close();
    }
}

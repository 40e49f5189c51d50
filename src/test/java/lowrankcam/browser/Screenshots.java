package lowrankcam.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Pictures of a page for the README, and how long the rank slider takes to redraw: `docs/make_screenshots.sh`.
public final class Screenshots {

    private static final String READY = "ImagePage.lowRank";

    /// Each rank twice, the map, its legend, spectrum and steps: all that the slider changes. Milliseconds, sorted.
    private static final String REDRAW =
            """
            (async () => {
              const live = ImagePage.lowRank;
              const times = [];
              for (let n = 0; n < 90; n++) {
                const start = performance.now();
                live.rank.value = 1 + (n % live.layer.count);
                live.update();
                live.stage.draw();
                live.explain();
                times.push(performance.now() - start);
                await new Promise((done) => setTimeout(done));
              }
              times.sort((a, b) => a - b);
              return [live.layer.rows, live.layer.columns, times[45], times[85]];
            })()
            """;

    private Screenshots() {}

    /// @param arguments folder for pictures, then pages; the first is shown
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        try (Browser browser = Browser.start(Browser.find().orElseThrow())) {
            for (int i = 1; i < arguments.length; i++) {
                BrowserPage page = browser.page();
                page.size(1200, 900);
                page.open(Path.of(arguments[i]).toAbsolutePath().toUri(), READY);
                var took = page.value(REDRAW);
                System.out.printf(Locale.ROOT, "%s: %d×%d redraws in %.1f ms (median), %.1f ms (95 of 100)%n", arguments[i],
                        took.get(0).asInt(), took.get(1).asInt(), took.get(2).asDouble(), took.get(3).asDouble());
                page.close();
            }
            shoot(browser, Path.of(arguments[1]), folder);
        }
    }

    private static void shoot(Browser browser, Path shown, Path folder) throws IOException, InterruptedException {
        for (boolean dark : new boolean[] {false, true}) {
            BrowserPage page = browser.page();
            page.size(1080, 1020);
            page.dark(dark);
            page.open(shown.toAbsolutePath().toUri(), READY);
            page.value("document.getElementById('lowrank').scrollIntoView()");
            page.frames();
            Files.write(folder.resolve(dark ? "page-dark.jpg" : "page-light.jpg"), page.screenshot());
            page.close();
        }
    }
}

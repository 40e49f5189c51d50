package lowrankcam.browser;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Tests that need a browser.
public final class Browsers {

    private static final String MISSING =
            "NOT TESTED: no Chromium was found, so pages were not looked at in a browser. "
                    + "Install chromium, or set LOWRANKCAM_BROWSER to its program";

    private Browsers() {}

    /// The program of a browser. Where there is none, says so and leaves the test out, or fails if there must be one.
    public static Path require() {
        return Browser.find().orElseGet(() -> {
            if (Browser.isRequired()) {
                throw new AssertionError(MISSING);
            }
            System.out.println(MISSING);
            Assumptions.abort(MISSING);
            return null;
        });
    }
}

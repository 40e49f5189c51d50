package lowrankcam.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;

/// Progress with rate and time left: one rewritten line on a terminal, a plain line every few seconds elsewhere.
///
/// Whether standard error is a terminal only the launcher can tell: Java asks about the other two streams.
final class ProgressLine {

    /// Set to `terminal` by the launcher where standard error is one.
    static final String PROPERTY = "lowrankcam.progress";

    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;

    private final PrintWriter err;
    private final String what;
    private final boolean terminal = "terminal".equals(System.getProperty(PROPERTY));
    private final boolean quiet;
    private final long start = System.nanoTime();
    private long shown = start;
    private int width;

    ProgressLine(PrintWriter err, String what, boolean quiet) {
        this.err = err;
        this.what = what;
        this.quiet = quiet;
    }

    void report(int done, int total) {
        double rate = done / Math.max(seconds(), 1e-9);
        show(() -> String.format(
                Locale.ROOT, "%s %d of %d, %.1f a second, %.0f s left", what, done, total, rate,
                (total - done) / Math.max(rate, 1e-9)));
    }

    /// As [#report(int, int)], where some of those done were kept from before: rate and time left are those of the others, and
    /// the time is an upper bound, since more may be kept.
    void report(int done, int kept, int total) {
        if (kept == 0) {
            report(done, total);
            return;
        }
        double rate = (done - kept) / Math.max(seconds(), 1e-9);
        show(() -> String.format(
                Locale.ROOT, "%s %d of %d, %d kept from before, %s", what, done, total, kept,
                done == kept ? duration(Double.NaN) : "up to " + duration((total - done) / rate)));
    }

    /// Seconds since the line was made.
    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /// Shows a text if it is time to.
    void show(Supplier<String> text) {
        long now = System.nanoTime();
        if (quiet || now - shown < (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
            return;
        }
        shown = now;
        if (terminal) {
            String line = text.get();
            err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            err.flush();
            width = Math.max(width, line.length());
        } else {
            err.println(text.get());
        }
    }

    /// `12 s left`, or that it is not known.
    static String duration(double seconds) {
        if (Double.isNaN(seconds)) {
            return "time left not known yet";
        }
        return seconds < 100
                ? String.format(Locale.ROOT, "%.0f s left", seconds)
                : String.format(Locale.ROOT, "%.0f min left", seconds / 60);
    }

    /// Ends the line, if one is open.
    void close() {
        if (width > 0) {
            err.print("\r" + " ".repeat(width));
            err.print("\r");
            err.flush();
            width = 0;
        }
    }
}

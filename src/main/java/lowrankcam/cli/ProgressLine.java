package lowrankcam.cli;

import java.io.PrintWriter;
import java.util.Locale;

/// Progress with rate and time left: one rewritten line on a terminal, a plain line every few seconds elsewhere.
final class ProgressLine {

    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;

    private final PrintWriter err;
    private final String what;
    private final boolean terminal = System.console() != null && System.console().isTerminal();
    private final boolean quiet;
    private final long start = System.nanoTime();
    private long shown = start;
    private boolean open;

    ProgressLine(PrintWriter err, String what, boolean quiet) {
        this.err = err;
        this.what = what;
        this.quiet = quiet;
    }

    void report(int done, int total) {
        long now = System.nanoTime();
        if (quiet || now - shown < (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
            return;
        }
        shown = now;
        double seconds = (now - start) / 1e9;
        double rate = done / seconds;
        String line =
                String.format(
                        Locale.ROOT, "%s %d of %d, %.1f a second, %.0f s left", what, done, total, rate,
                        (total - done) / Math.max(rate, 1e-9));
        if (terminal) {
            err.print("\r" + line + "   ");
            err.flush();
            open = true;
        } else {
            err.println(line);
        }
    }

    /// Ends the line, if one is open.
    void close() {
        if (open) {
            err.print("\r" + " ".repeat(78) + "\r");
            err.flush();
            open = false;
        }
    }
}

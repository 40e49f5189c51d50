package lowrankcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import lowrankcam.explain.ExplainListener;

/// Says on standard error what happens, with the time left by the passes that were counted: those of an image that is at work
/// are known before, and every later image is taken to need as many.
final class ConsoleListener implements ExplainListener {

    private final PrintWriter err;
    private final boolean quiet;
    private final int images;
    private ProgressLine line;
    private int image;
    private String what = "";
    /// Network passes of an image after its first.
    private int ofImage;
    private int after;
    private long passes;
    /// Of them, those that were over when the clock began.
    private int before;
    private long start;

    /// @param quiet  without progress
    /// @param images how many will come
    ConsoleListener(PrintWriter err, boolean quiet, int images) {
        this.err = err;
        this.quiet = quiet;
        this.images = images;
    }

    @Override
    public void say(String text) {
        err.println("lowrank-cam: " + text);
    }

    @Override
    public void image(Path path, int expected) {
        image++;
        ofImage = expected;
        passes++;
        if (image == 1) {
            before = 1;
            start = System.nanoTime();
            line = new ProgressLine(err, "", quiet);
        }
        show("", expected);
    }

    @Override
    public void begin(String name, int passesAfter) {
        what = name;
        after = passesAfter;
        if (line == null) {
            start = System.nanoTime();
            line = new ProgressLine(err, name, quiet);
        }
    }

    @Override
    public synchronized void report(int done, int total) {
        passes++;
        show(", pass " + done + " of " + total, total - done + after);
    }

    /// @param left passes of this image that are to come
    private void show(String detail, long left) {
        double seconds = (System.nanoTime() - start) / 1e9;
        double each = seconds / (passes - before);
        long all = left + Math.max(0, images - image) * (1L + ofImage);
        line.show(() -> (images > 1 ? "image " + image + " of " + images + " " : "") + what + detail + ", "
                + (passes > before ? left(each * all) : "time left not known yet"));
    }

    private static String left(double seconds) {
        return seconds < 100
                ? String.format(Locale.ROOT, "%.0f s left", seconds)
                : String.format(Locale.ROOT, "%.0f min left", seconds / 60);
    }

    @Override
    public void end() {
        line.close();
    }
}

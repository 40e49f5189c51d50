package lowrankcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import lowrankcam.explain.ExplainListener;

/// Says on standard error what happens, and how long it will take.
final class ConsoleListener implements ExplainListener {

    private final PrintWriter err;
    private final boolean quiet;
    private final int images;
    private final PassesLeft passes;
    private ProgressLine line;
    private String what = "";

    /// @param quiet  without progress
    /// @param images how many will come
    ConsoleListener(PrintWriter err, boolean quiet, int images) {
        this.err = err;
        this.quiet = quiet;
        this.images = images;
        this.passes = new PassesLeft(images);
    }

    @Override
    public void say(String text) {
        err.println("lowrank-cam: " + text);
    }

    @Override
    public void image(Path path, int expected) {
        passes.image(expected);
        show(path.getFileName().toString());
    }

    @Override
    public void begin(String name, int after) {
        what = name;
        passes.map(after);
        line();
    }

    /// Called from one thread at a time.
    @Override
    public void report(int done, int total) {
        passes.pass(done, total);
        show(what + " " + done + " of " + total);
    }

    private void show(String text) {
        line().show(() -> (images > 1 && passes.image() > 0 ? "image " + passes.image() + " of " + images + ": " : "") + text
                + ", " + ProgressLine.duration(passes.seconds(line.seconds())));
    }

    /// The line of the whole run; its clock begins with it.
    private ProgressLine line() {
        if (line == null) {
            line = new ProgressLine(err, "", quiet);
        }
        return line;
    }

    @Override
    public void end() {
        line().close();
    }
}

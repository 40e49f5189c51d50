package lowrankcam.cli;

import java.io.PrintWriter;
import lowrankcam.explain.ExplainListener;

/// Says on standard error what happens.
final class ConsoleListener implements ExplainListener {

    private final PrintWriter err;
    private final boolean quiet;
    private ProgressLine line;

    /// @param quiet without progress
    ConsoleListener(PrintWriter err, boolean quiet) {
        this.err = err;
        this.quiet = quiet;
    }

    @Override
    public void say(String text) {
        err.println("lowrank-cam: " + text);
    }

    @Override
    public void begin(String what) {
        line = new ProgressLine(err, what, quiet);
    }

    @Override
    public void report(int done, int total) {
        line.report(done, total);
    }

    @Override
    public void end() {
        line.close();
    }
}

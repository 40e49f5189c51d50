package lowrankcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import lowrankcam.evaluation.RunListener;
import lowrankcam.evaluation.RunOutcome;

/// One line for the records of a run and the passes of a method that takes long; what could not be done, at its end.
final class RunProgress implements RunListener {

    private final PrintWriter err;
    private final boolean quiet;
    private ProgressLine line;
    private String name;
    private int made;
    private int toMake;
    private int code = ExitCode.DONE;

    RunProgress(PrintWriter err, boolean quiet) {
        this.err = err;
        this.quiet = quiet;
    }

    /// Of all runs so far.
    int code() {
        return code;
    }

    @Override
    public void started(String run, Path folder, int done, int all) {
        name = run;
        made = 0;
        toMake = all - done;
        line = new ProgressLine(err, run, quiet);
        if (done > 0 && !quiet) {
            err.println("lowrank-cam: continuing in " + folder + ": " + done + " of " + all + " records are there");
        }
    }

    @Override
    public void records(int done, int total, double secondsLeft) {
        made = done;
        toMake = total;
        line.show(() -> text(secondsLeft));
    }

    @Override
    public void passes(int pass, int passes, double secondsLeft) {
        line.show(() -> text(secondsLeft) + "; this map: pass " + pass + " of " + passes);
    }

    private String text(double secondsLeft) {
        return String.format(
                Locale.ROOT, "%s %d of %d records, %.2f a second, %s", name, made, toMake,
                made / Math.max(line.seconds(), 1e-9), ProgressLine.duration(secondsLeft));
    }

    @Override
    public void ended(RunOutcome outcome) {
        line.close();
        outcome.failures().stream().limit(5).forEach(failure -> err.println(
                "lowrank-cam: " + failure.image() + (failure.methods().isEmpty() ? "" : ", " + String.join(", ", failure.methods()))
                        + ": " + failure.reason()));
        if (outcome.records() > 0) {
            err.println(
                    "lowrank-cam: " + (outcome.records() == 1 ? "1 record has" : outcome.records() + " records have")
                            + " no values; see images.csv");
        }
        code = Math.max(code, outcome.isComplete() ? ExitCode.DONE : ExitCode.FAILED);
    }
}

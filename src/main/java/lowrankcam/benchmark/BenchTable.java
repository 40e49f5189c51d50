package lowrankcam.benchmark;

import java.util.Locale;

/// The result of `bench` for people.
public final class BenchTable {

    private static final double MEGA = 1e6;

    private final StringBuilder text = new StringBuilder();
    private final BenchResult result;

    private BenchTable(BenchResult result) {
        this.result = result;
    }

    public static String of(BenchResult result) {
        BenchTable table = new BenchTable(result);
        table.facts();
        table.memory();
        table.forward();
        table.methods();
        return table.text.toString();
    }

    private void facts() {
        MachineFacts machine = result.machine();
        line("machine    %s, %s, %d processors%s", machine.os(), machine.arch(), machine.processors(),
                machine.cpu().isEmpty() ? "" : ", " + machine.cpu());
        line("java       %s", machine.java());
        BenchResult.Subject subject = result.subject();
        line("program    %s, kernels %s, %d threads", result.program(), subject.kernels(), subject.threads());
        line("weights    %s, SHA-256 %s", subject.source(), subject.sha256());
        line("image      %s", subject.image());
        result.checked().forEach(check -> line("checked    %s", check));
    }

    private void memory() {
        ProcessMemory first = result.firstPass();
        ProcessMemory whole = result.wholeRun();
        line("cold       load %.0f ms, first pass %.0f ms", result.cold().load(), result.cold().firstPass());
        line("peak heap  at most %.0f MB by the end of the first pass, %.0f MB by the end of this run",
                first.peakHeapBytes() / MEGA, whole.peakHeapBytes() / MEGA);
        first.peakResidentBytes().ifPresent(bytes -> line(
                "resident   %.0f MB by the end of the first pass, %.0f MB by the end of this run",
                bytes / MEGA, whole.peakResidentBytes().orElse(0) / MEGA));
        result.allocated().ifPresent(bytes -> line(
                "allocated  %.1f kB a warm pass, %.1f kB of them beyond its outputs",
                bytes.perPass() / 1e3, bytes.beyondOutputs() / 1e3));
    }

    private void forward() {
        line("");
        line("%-12s %8s %6s %11s %9s %12s %5s", "forward", "threads", "batch", "median ms", "min ms", "ms an image",
                "runs");
        for (BenchResult.Forward one : result.forward()) {
            line("%-12s %8d %6d %11.2f %9.2f %12.2f %5d", one.numerics().id(), one.threads(), one.batch(),
                    one.timing().median(), one.timing().min(), one.medianPerImage(), one.timing().runs());
        }
        if (result.forward().stream().anyMatch(BenchResult.Forward::hasSlowPhases)) {
            line("slow phases: a median is more than a quarter above its minimum, so the processor was shared or slower for a while;");
            line("compare minima, or measure again");
        }
    }

    private void methods() {
        if (result.methods().isEmpty() && result.skipped().isEmpty()) {
            return;
        }
        line("");
        line("%-14s %12s %12s %8s %8s %8s  %s", "method", "ms beyond", "of forward", "network", "head", "backward",
                "measured");
        for (MethodBenchmark.Result one : result.methods()) {
            double median = one.beyond().median();
            line("%-14s %12.2f %11.2f%% %8d %8d %8d  %s", one.method(), median, 100 * median / result.forwardMillis(),
                    one.passes().network(), one.passes().head(), one.passes().backward(), measured(one));
        }
        result.skipped().forEach(one -> line("%-14s not timed: %s", one.method(), one.reason()));
        result.ratio().ifPresent(ratio -> {
            line("");
            line("Score-CAM over LowRank-CAM%s: %.0f times the network passes,",
                    ratio.extrapolated() ? " (Score-CAM extrapolated)" : "", ratio.networkPasses());
            line("%.0f times the time with the forward pass, %.0f times beyond it", ratio.withForward(),
                    ratio.beyondForward());
        });
    }

    private static String measured(MethodBenchmark.Result method) {
        String runs =
                method.isExtrapolated()
                        ? "EXTRAPOLATED from " + method.measured() + " network passes"
                        : "median of " + method.beyond().runs();
        return method.spared() == 0
                ? runs : runs + String.format(Locale.ROOT, ", %.0f%% of their multiply-adds spared", 100 * method.spared());
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

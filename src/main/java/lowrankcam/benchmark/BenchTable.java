package lowrankcam.benchmark;

import java.util.Locale;
import lowrankcam.kernel.Numerics;

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
        table.layers();
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
        line("%-12s %8s %6s %11s %9s %13s %10s %5s", "forward", "threads", "batch", "median ms", "min ms", "median/image",
                "min/image", "runs");
        for (BenchResult.Forward one : result.forward()) {
            line("%-12s %8d %6d %11.2f %9.2f %13.2f %10.2f %5d%s", one.numerics().id(), one.threads(), one.batch(),
                    one.timing().median(), one.timing().min(), one.medianPerImage(), one.minPerImage(), one.timing().runs(),
                    mark(one.timing()));
        }
        if (result.forward().stream().anyMatch(one -> one.timing().hasSlowPhases())) {
            line("slow phases: a median is more than a quarter above its minimum, so the processor was shared or slower for a while;");
            line("compare minima, or measure again");
        }
    }

    private static String mark(Timing timing) {
        return timing.hasSlowPhases() ? "  slow phases" : "";
    }

    private void layers() {
        if (result.layers().isEmpty()) {
            return;
        }
        LayerShares layers = result.layers().get();
        LayerShares.Timed peak = layers.peak();
        line("");
        line("peak of one core, %s: %.1f GFLOP/s median, %.1f at most; %d readings between passes%s", result.subject().kernels(),
                peak.rate(), peak.bestRate(), peak.timing().runs(), mark(peak.timing()));
        line("%-24s %6s %13s %10s %8s %8s %8s %8s %10s", layers.numerics().id() + ", 1 thread", "layers", "multiply-adds", "median ms",
                "min ms", "GFLOP/s", "of peak", "at best", "ms beyond");
        layers.groups().forEach(group -> layer(layers, group));
        layer(layers, layers.all());
        line("GFLOP/s, of peak and ms beyond: by medians; at best: shortest time and highest peak");
        if (layers.numerics() == Numerics.FAST) {
            line("multiply-adds are those of direct sums; fast needs fewer, so it can exceed the peak");
        }
    }

    private void layer(LayerShares layers, LayerShares.Timed group) {
        boolean multiplies = group.multiplyAdds() > 0;
        line("%-24s %6d %11.1f M %10.2f %8.2f %8s %8s %8s %10.2f%s", group.name(), group.layers(), group.multiplyAdds() / MEGA,
                group.timing().median(), group.timing().min(), multiplies ? figure("%.1f", group.rate()) : "-",
                multiplies ? figure("%.0f%%", 100 * layers.share(group)) : "-",
                multiplies ? figure("%.0f%%", 100 * layers.bestShare(group)) : "-", layers.beyond(group), mark(group.timing()));
    }

    private static String figure(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private void methods() {
        if (result.methods().isEmpty() && result.skipped().isEmpty()) {
            return;
        }
        line("");
        if (!result.methods().isEmpty()) {
            methodRows();
        }
        result.skipped().forEach(one -> line("%-14s not timed: %s", one.what(), one.reason()));
        result.ratio().ifPresent(ratio -> {
            line("");
            line("Score-CAM over LowRank-CAM%s: %.0f times the network passes,",
                    ratio.extrapolated() ? " (Score-CAM extrapolated)" : "", ratio.networkPasses());
            line("%.0f times the time with the forward pass, %.0f times beyond it", ratio.withForward(),
                    ratio.beyondForward());
        });
    }

    private void methodRows() {
        line("%-14s %12s %12s %8s %8s %8s  %s", "method", "ms beyond", "of forward", "network", "head", "backward",
                "measured");
        for (MethodBenchmark.Result one : result.methods()) {
            double median = one.beyond().median();
            line("%-14s %12.2f %11.2f%% %8d %8d %8d  %s", one.method(), median, 100 * median / result.forwardMillis(),
                    one.passes().network(), one.passes().head(), one.passes().backward(), measured(one));
        }
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

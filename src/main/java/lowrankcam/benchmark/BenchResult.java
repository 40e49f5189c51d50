package lowrankcam.benchmark;

import java.util.List;
import java.util.Optional;
import lowrankcam.kernel.Numerics;

/// Everything that a run of `bench` measured.
///
/// @param machine   that it ran on
/// @param program   name and version
/// @param subject   what was measured
/// @param plan      how often
/// @param checked   what gave the same bits, in words
/// @param forward   forward passes, the first those of the first numerics with all threads
/// @param layers    of a pass, if asked for and the kernels have a peak
/// @param methods   beyond the forward pass
/// @param skipped   methods that this head does not allow, and layers of kernels without a peak
/// @param cold      before anything was warm
/// @param firstPass memory by the end of the first pass
/// @param wholeRun  memory by the end of the run
/// @param allocated by a warm pass, where this JVM counts it
public record BenchResult(
        MachineFacts machine, String program, Subject subject, BenchPlan plan, List<String> checked, List<Forward> forward,
        Optional<LayerShares> layers, List<MethodBenchmark.Result> methods, List<Skipped> skipped, Cold cold, ProcessMemory firstPass,
        ProcessMemory wholeRun, Optional<Allocated> allocated) {

    /// @param kernels kind and width
    /// @param threads all of them
    /// @param source  of the weights, as the user named it
    /// @param sha256  of the weights
    /// @param dialect of the weights
    /// @param image   file, or what noise
    public record Subject(String kernels, int threads, String source, String sha256, String dialect, String image) {}

    /// @param timing of a whole batch
    public record Forward(Numerics numerics, int threads, int batch, Timing timing) {

        double medianPerImage() {
            return timing.median() / batch;
        }

        double minPerImage() {
            return timing.min() / batch;
        }
    }

    /// @param what   a method, or `layers`
    /// @param reason one sentence
    public record Skipped(String what, String reason) {}

    /// Milliseconds.
    public record Cold(double load, double firstPass) {}

    /// Bytes.
    public record Allocated(long perPass, long outputs) {

        long beyondOutputs() {
            return perPass - outputs;
        }
    }

    /// Score-CAM over LowRank-CAM.
    ///
    /// @param withForward   times, that of the forward pass included
    /// @param beyondForward times beyond it
    /// @param extrapolated  true if Score-CAM ran some of its passes only
    public record Ratio(double networkPasses, double withForward, double beyondForward, boolean extrapolated) {}

    /// Median of a forward pass, to which methods are compared.
    double forwardMillis() {
        return forward.getFirst().timing().median();
    }

    /// Where both methods were measured.
    Optional<Ratio> ratio() {
        return method("scorecam").flatMap(score -> method("lowrankcam").map(low -> {
            double fast = low.beyond().median();
            double slow = score.beyond().median();
            return new Ratio(
                    (double) score.passes().network() / low.passes().network(),
                    (forwardMillis() + slow) / (forwardMillis() + fast), slow / fast, score.isExtrapolated());
        }));
    }

    private Optional<MethodBenchmark.Result> method(String id) {
        return methods.stream().filter(method -> method.method().equals(id)).findFirst();
    }
}

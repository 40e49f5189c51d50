package lowrankcam.cli;

import java.io.PrintWriter;
import lowrankcam.format.UsageException;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Numerics;
import picocli.CommandLine.Option;

/// How every command that computes does so, and whether it tells of its progress.
final class KernelOptions {

    @Option(
            names = {"-j", "--threads"},
            paramLabel = "N",
            description = "Threads (default: all processors). The results are the same bits for any number.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--kernels",
            paramLabel = "auto|scalar|vector",
            defaultValue = "auto",
            converter = Choices.Kernels.class,
            completionCandidates = Choices.Kernels.class,
            description = "Loops that compute (default: ${DEFAULT-VALUE}). The results are the same bits.")
    private KernelChoice kernels;

    @Option(
            names = "--numerics",
            paramLabel = "direct|fast",
            defaultValue = "direct",
            converter = Choices.Numericses.class,
            completionCandidates = Choices.Numericses.class,
            description = "fast: fewer multiplications, a little more rounding error (default: ${DEFAULT-VALUE}). Results say "
                    + "which.")
    private Numerics numerics;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress on standard error.")
    private boolean quiet;

    boolean quiet() {
        return quiet;
    }

    /// The number of threads.
    int threads() {
        if (threads < 1 || threads > 1024) {
            throw new UsageException("--threads: expected 1 to 1024, found " + threads);
        }
        return threads;
    }

    /// The kernels and numerics that were asked for; says on standard error if they are not the fast ones.
    ///
    /// @throws UsageException if the process was started with a vector width that does not exist
    KernelSet kernels(PrintWriter err) {
        requireWidth();
        KernelSet set = KernelSet.of(kernels, numerics);
        if (!set.warning().isEmpty()) {
            err.println("lowrank-cam: warning: " + set.warning());
        }
        return set;
    }

    /// @throws UsageException if the process was started with a vector width that does not exist
    static void requireWidth() {
        if (!KernelSet.badWidth().isEmpty()) {
            throw new UsageException(KernelSet.badWidth());
        }
    }

    /// The numerics that was asked for.
    Numerics numericsChoice() {
        return numerics;
    }

    /// The kernels that were asked for.
    KernelChoice kernelChoice() {
        return kernels;
    }
}

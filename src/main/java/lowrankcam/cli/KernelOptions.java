package lowrankcam.cli;

import java.io.PrintWriter;
import java.util.Locale;
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
            paramLabel = "KIND",
            description = "auto, scalar or vector (default: auto). The results are the same bits.")
    private String kernels = "auto";

    @Option(
            names = "--numerics",
            paramLabel = "KIND",
            description = "direct, or fast: fewer multiplications, a little more rounding error (default: direct). "
                    + "Results say which.")
    private String numerics = "direct";

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
    KernelSet kernels(PrintWriter err) {
        KernelSet set = KernelSet.of(kernelChoice(), numericsChoice());
        if (!set.warning().isEmpty()) {
            err.println("lowrank-cam: warning: " + set.warning());
        }
        return set;
    }

    /// The numerics that was asked for.
    Numerics numericsChoice() {
        try {
            return Numerics.of(numerics);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + e.getMessage());
        }
    }

    /// The kernels that were asked for.
    KernelChoice kernelChoice() {
        try {
            return KernelChoice.valueOf(kernels.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--kernels: expected auto, scalar or vector, found '" + kernels + "'");
        }
    }
}

package lowrankcam.cli;

/// What the process returns. Ended by Ctrl-C the JVM returns 130 by itself.
final class ExitCode {

    static final int DONE = 0;
    /// It ran and something failed: a check, or some of the images, or the writing of results.
    static final int FAILED = 1;
    static final int USAGE = 2;
    /// An image, a weights file or a data set cannot be used.
    static final int BAD_INPUT = 3;
    /// The kernels that were asked for are not available.
    static final int NO_KERNELS = 4;

    private ExitCode() {}
}

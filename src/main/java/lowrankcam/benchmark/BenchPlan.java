package lowrankcam.benchmark;

import lowrankcam.format.UsageException;

/// How often things are measured.
///
/// @param runs   passes with the clock on; as many are run and thrown away before, at most [#MOST_WARM_UP]
/// @param batch  images of a batch
/// @param sample network passes after which a method that wants many more is extrapolated
public record BenchPlan(int runs, int batch, int sample) {

    /// Enough for the kernels to reach their final code.
    public static final int MOST_WARM_UP = 40;

    public BenchPlan {
        if (runs < 1 || batch < 1 || sample < 1) {
            throw new UsageException(
                    "bench: expected at least 1 run, 1 image and 1 pass, found " + runs + ", " + batch + ", " + sample);
        }
    }

    /// Passes before the clock is on.
    public int warmUp() {
        return Math.min(runs, MOST_WARM_UP);
    }

    /// Milliseconds that a method without network passes of its own runs before the clock is on: forty runs of a millisecond are too
    /// few for the compiler.
    public int warmUpMillis() {
        return runs < MOST_WARM_UP ? 0 : 2000;
    }

    /// Times a batch is repeated: about as many images as there are runs.
    public int batches() {
        return Math.max(1, runs / batch + 1);
    }
}

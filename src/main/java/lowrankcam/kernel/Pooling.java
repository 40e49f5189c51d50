package lowrankcam.kernel;

/// Maximum and average pooling, and the global average.
///
/// | array  | shape | order | access |
/// |--------|-------|-------|--------|
/// | input  | as the plan's input plane  | H×W×C, any slice | read |
/// | output | as the plan's output plane | H'×W'×C, any slice | written once |
///
/// **Order:** the window row by row, pixels outside the image left out; maxima as [Math#max]; sums start at the
/// first pixel, then one addition a step, then one division. Lanes run along channels. All implementations give the
/// same bits; `PoolingParityTest` holds them to it.
public sealed interface Pooling permits ScalarPooling, VectorPooling {

    /// Lays out the maximum over each window.
    Task maxTask(PoolingPlan plan, float[] input, float[] output);

    /// Lays out the mean over each window.
    Task averageTask(PoolingPlan plan, Padding padding, float[] input, float[] output);

    /// Maximum over each window, at once.
    default void max(PoolingPlan plan, float[] input, float[] output, Workers workers) {
        workers.run(maxTask(plan, input, output));
    }

    /// Mean over each window, at once.
    default void average(PoolingPlan plan, Padding padding, float[] input, float[] output, Workers workers) {
        workers.run(averageTask(plan, padding, input, output));
    }

    /// Mean over all positions: `out[c] = (Σ_p in[p·C + c]) / P`, p ascending.
    ///
    /// @param input    P×C, dense
    /// @param channels C
    /// @return C values
    float[] globalAverage(float[] input, int channels);

    /// The plain loop.
    static Pooling scalar() {
        return new ScalarPooling();
    }

    /// The Vector API.
    static Pooling vector() {
        return new VectorPooling();
    }
}

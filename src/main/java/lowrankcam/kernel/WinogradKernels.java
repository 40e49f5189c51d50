package lowrankcam.kernel;

/// The one-dimensional transforms of [Winograd], each applied to `channels` neighbouring channels at once, and the product
/// between them.
///
/// A transform reads its points at `from + j · fromStep` and writes them at `to + i · toStep`, channel by channel.
/// Channels are a multiple of 16. Both implementations do the same operations in the same order.
sealed interface WinogradKernels permits ScalarWinograd, VectorWinograd {

    /// `Bᵀ d` of as many points.
    default void input(int points, float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels) {
        switch (points) {
            case 6 -> input6(from, at, fromStep, to, target, toStep, channels);
            case 8 -> input8(from, at, fromStep, to, target, toStep, channels);
            case 10 -> input10(from, at, fromStep, to, target, toStep, channels);
            default -> throw new IllegalArgumentException("no transform of " + points + " points");
        }
    }

    /// `Aᵀ m` of as many points: 4 outputs.
    default void output(int points, float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels) {
        switch (points) {
            case 6 -> output6(from, at, fromStep, to, target, toStep, channels);
            case 8 -> output8(from, at, fromStep, to, target, toStep, channels);
            case 10 -> output10(from, at, fromStep, to, target, toStep, channels);
            default -> throw new IllegalArgumentException("no transform of " + points + " points");
        }
    }

    /// F(4,3): 0, ±1, ±2, ∞.
    void input6(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels);

    void output6(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels);

    /// F(4,5): 0, ±1, ±2, ±1/2, ∞.
    void input8(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels);

    void output8(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels);

    /// F(4,7): 0, ±1/2, ±3/4, ±5/4, ±2, ∞.
    void input10(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels);

    void output10(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels);

    /// `c[row] = Σ_k a[row][k] · w[k]`, k ascending from 0, one fused multiply-add a step.
    ///
    /// @param first first row, an index into both tables
    /// @param end   after the last row
    /// @param zeros O zeros
    void product(
            float[] a, int[] aRows, PackedWeights w, int panel, float[] c, int[] cRows, float[] zeros, int first, int end);

    /// `out = max(0, from + bias)`, the bias from channel `first` on.
    void finish(float[] from, int at, float[] bias, int first, float[] out, int target, int channels);
}

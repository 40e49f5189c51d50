package lowrankcam.kernel;

/// The one-dimensional transforms of [Winograd], each applied to `channels` neighbouring channels at once, and the product
/// between them.
///
/// A transform reads its points at `from + j · fromStep` and writes them at `to + i · toStep`, channel by channel.
/// Channels are a multiple of 16. Both implementations do the same operations in the same order.
sealed interface WinogradKernels permits ScalarWinograd, VectorWinograd {

    /// `Bᵀ d` of F(4,3): 6 points.
    void input6(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels);

    /// `Aᵀ m` of F(4,3): 6 points to 4 outputs.
    void output4(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels);

    /// `Bᵀ d` of F(2,7): 8 points.
    void input8(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels);

    /// `Aᵀ m` of F(2,7): 8 points to 2 outputs.
    void output2(float[] from, int at, int fromStep, float[] to, int target, int toStep, int channels);

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

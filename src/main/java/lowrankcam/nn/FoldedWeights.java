package lowrankcam.nn;

/// Weights of one convolution with its batch norm folded in. Arrays are not copied and not to be modified.
public final class FoldedWeights {

    private final float[] weights;
    private final int count;
    private final float[] bias;

    /// @param weights kh×kw×I×O, row-major
    /// @param bias    O
    public FoldedWeights(float[] weights, float[] bias) {
        this(weights, weights.length, bias);
    }

    private FoldedWeights(float[] weights, int count, float[] bias) {
        this.weights = weights;
        this.count = count;
        this.bias = bias;
    }

    /// Weights and bias that come with their batch norm folded in.
    ///
    /// @param weights kh×kw×I×O at the beginning of an array
    /// @param count   how many there are
    /// @param bias    O
    public static FoldedWeights folded(float[] weights, int count, float[] bias) {
        return new FoldedWeights(weights, count, bias);
    }

    /// Folds an inference-time batch norm into a convolution without bias.
    ///
    /// With `s = gamma / sqrt(variance + epsilon)` the weights become `w · s` and the bias `beta - mean · s`, each
    /// computed in double and rounded once.
    ///
    /// @param weights  kh×kw×I×O at the beginning of an array; scaled in place and owned by the result
    /// @param count    how many there are
    /// @param gamma    O scales, or an empty array for a batch norm without scale
    /// @param beta     O shifts
    /// @param mean     O moving means
    /// @param variance O moving variances
    /// @param epsilon  added to the variance
    public static FoldedWeights fold(
            float[] weights, int count, float[] gamma, float[] beta, float[] mean, float[] variance, double epsilon) {
        int outputs = beta.length;
        double[] scale = new double[outputs];
        float[] bias = new float[outputs];
        for (int o = 0; o < outputs; o++) {
            scale[o] = (gamma.length == 0 ? 1.0 : gamma[o]) / Math.sqrt(variance[o] + epsilon);
            bias[o] = (float) (beta[o] - mean[o] * scale[o]);
        }
        for (int row = 0; row < count; row += outputs) {
            for (int o = 0; o < outputs; o++) {
                weights[row + o] = (float) (weights[row + o] * scale[o]);
            }
        }
        return new FoldedWeights(weights, count, bias);
    }

    /// kh×kw×I×O in the first [#count] places.
    public float[] weights() {
        return weights;
    }

    /// Number of weights.
    public int count() {
        return count;
    }

    /// O values.
    public float[] bias() {
        return bias;
    }
}

package lowrankcam.nn;

/// Weights of one convolution with its batch norm folded in. Arrays are not copied and not to be modified.
public final class FoldedWeights {

    private final float[] weights;
    private final float[] bias;

    /// @param weights kh×kw×I×O, row-major
    /// @param bias    O
    public FoldedWeights(float[] weights, float[] bias) {
        this.weights = weights;
        this.bias = bias;
    }

    /// Folds an inference-time batch norm into a convolution without bias.
    ///
    /// With `s = gamma / sqrt(variance + epsilon)` the weights become `w · s` and the bias `beta - mean · s`, each
    /// computed in double and rounded once.
    ///
    /// @param weights  kh×kw×I×O; scaled in place and owned by the result
    /// @param gamma    O scales, or an empty array for a batch norm without scale
    /// @param beta     O shifts
    /// @param mean     O moving means
    /// @param variance O moving variances
    /// @param epsilon  added to the variance
    public static FoldedWeights fold(
            float[] weights, float[] gamma, float[] beta, float[] mean, float[] variance, double epsilon) {
        int outputs = beta.length;
        double[] scale = new double[outputs];
        float[] bias = new float[outputs];
        for (int o = 0; o < outputs; o++) {
            scale[o] = (gamma.length == 0 ? 1.0 : gamma[o]) / Math.sqrt(variance[o] + epsilon);
            bias[o] = (float) (beta[o] - mean[o] * scale[o]);
        }
        for (int row = 0; row < weights.length; row += outputs) {
            for (int o = 0; o < outputs; o++) {
                weights[row + o] = (float) (weights[row + o] * scale[o]);
            }
        }
        return new FoldedWeights(weights, bias);
    }

    /// kh×kw×I×O.
    public float[] weights() {
        return weights;
    }

    /// O values.
    public float[] bias() {
        return bias;
    }
}

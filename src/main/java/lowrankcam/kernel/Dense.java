package lowrankcam.kernel;

/// Fully connected layer: `y[o] = bias[o] + Σ_i x[i] · w[i, o]`.
///
/// | array   | shape | order | access |
/// |---------|-------|-------|--------|
/// | x       | I     |       | read |
/// | weights | I×O   | row-major | read |
/// | bias    | O     |       | read |
///
/// **Sum order:** starts at the bias, i ascending, one fused multiply-add a step; lanes along o. Same bits from all
/// implementations; `DenseParityTest` holds them to it. No activation function.
public sealed interface Dense permits ScalarDense, VectorDense {

    /// @return y, O values
    float[] apply(float[] x, float[] weights, float[] bias);

    /// The plain loop.
    static Dense scalar() {
        return new ScalarDense();
    }

    /// The Vector API.
    static Dense vector() {
        return new VectorDense();
    }

    /// @throws IllegalArgumentException if the lengths do not fit together
    static void check(float[] x, float[] weights, float[] bias) {
        if ((long) x.length * bias.length != weights.length) {
            throw new IllegalArgumentException(
                    x.length + " inputs, " + bias.length + " outputs, " + weights.length + " weights");
        }
    }
}

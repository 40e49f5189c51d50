package lowrankcam.kernel;

/// Backward passes of the layers without weights: ReLU, maximum and average pooling. For convolutions see
/// [ConvolutionGradient].
///
/// | array | shape | access |
/// |---|---|---|
/// | input, output   | the layer's, as it ran forward | read |
/// | outputGradient  | H'×W'×C, any slice | read |
/// | inputGradient   | H×W×C, any slice | read and written: added to |
///
/// **Order:** each value of `inputGradient` starts at what it holds and takes the windows that cover it row by
/// row, one addition each. Lanes and threads split channels (the gate: pixels), never a sum. All implementations
/// give the same bits; `GradientsParityTest` holds them to it.
public sealed interface Gradients permits ScalarGradients, VectorGradients {

    /// ReLU: `gated = gradient` where the output is above zero, and 0 elsewhere; at an output of exactly zero the
    /// derivative is taken as 0. Every value of `gated` inside its border is written.
    void gate(GatePlan plan, float[] gradient, float[] output, float[] gated, Workers workers);

    /// Maximum pooling: each window adds its gradient to the first of its largest pixels, row by row.
    void maximum(
            PoolingGradientPlan plan, float[] input, float[] outputGradient, float[] inputGradient, Workers workers);

    /// Average pooling: each window adds its gradient, divided by the divisor of the forward pass, to all of its
    /// pixels.
    void average(
            PoolingGradientPlan plan, Padding padding, float[] outputGradient, float[] inputGradient, Workers workers);

    /// The plain loop.
    static Gradients scalar() {
        return new ScalarGradients();
    }

    /// The Vector API.
    static Gradients vector() {
        return new VectorGradients();
    }
}

package lowrankcam.kernel;

/// Convolution with bias and ReLU, as an indirect matrix product.
///
/// `out[p, o] = max(0, bias[o] + Σ_{ky, kx, i} in[y·s + ky, x·s + kx, i] · w[ky, kx, i, o])`
///
/// The plan's [ConvolutionForm] can leave out the ReLU, or replace the bias by what the output holds.
///
/// | array   | shape           | order | access |
/// |---------|-----------------|-------|--------|
/// | input   | as its plane    | H×W×I with a border of zeros | read |
/// | weights | kh×kw×I×O       | row-major, packed once by [#pack] | read |
/// | bias    | O               |       | read |
/// | output  | as its plane    | H×W×O, any channel slice | every pixel's O channels written once; read first if the form is `ADDED` |
///
/// **Sum order:** starts at the bias (or the output's value); ky, kx, i ascending; one fused multiply-add a step; padding takes part as
/// zeros. Lanes run along o. Hence every implementation, width and thread count gives the same bits;
/// `ConvolutionParityTest` holds them to it.
/// **Caller promises:** output does not overlap input.
/// **Cost:** pixels · O · kh · kw · I multiply-adds.
public sealed interface Convolution permits ScalarConvolution, VectorConvolution {

    /// Arranges weights as this implementation reads them.
    ///
    /// @param weights kh×kw×I×O, not modified
    /// @param bias    O, not modified
    /// @param rows    kh · kw · I
    PackedWeights pack(float[] weights, float[] bias, int rows);

    /// Lays out the convolution of `input` into `output`.
    ///
    /// @param plan    geometry, made for the planes of both arrays
    /// @param weights packed by this same implementation
    Task task(ConvolutionPlan plan, float[] input, PackedWeights weights, float[] output);

    /// Writes the convolution of `input` to `output` at once.
    ///
    /// @param workers threads among which output tiles are split
    default void apply(ConvolutionPlan plan, float[] input, PackedWeights weights, float[] output, Workers workers) {
        workers.run(task(plan, input, weights, output));
    }

    /// The plain loop.
    static Convolution scalar() {
        return new ScalarConvolution();
    }

    /// The Vector API; touches `jdk.incubator.vector`, so ask [KernelSet] first.
    static Convolution vector() {
        return new VectorConvolution();
    }
}

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
public sealed interface Convolution permits ScalarConvolution, VectorConvolution, WinogradConvolution {

    /// Arranges weights as this implementation reads them.
    ///
    /// @param weights kh×kw×I×O at the beginning of an array, copied
    /// @param bias    O, not modified
    /// @param rows    kh · kw · I
    PackedWeights pack(float[] weights, float[] bias, int rows);

    /// Arranges weights for a window, which lets an implementation transform them.
    ///
    /// @param weights kh×kw×I×O at the beginning of an array, copied
    /// @param bias    O, not modified
    /// @param inputs  I
    default PackedWeights pack(float[] weights, float[] bias, Window window, int inputs) {
        return pack(weights, bias, window.height() * window.width() * inputs);
    }

    /// Lays out the convolution of `input` into `output`.
    ///
    /// @param plan    geometry, made for the planes of both arrays
    /// @param weights packed by this same implementation
    /// @param scratch working memory of the session
    Task task(ConvolutionPlan plan, float[] input, PackedWeights weights, float[] output, Scratch scratch);

    /// Writes the convolution of `input` to `output` at once.
    ///
    /// @param workers threads among which output tiles are split
    default void apply(ConvolutionPlan plan, float[] input, PackedWeights weights, float[] output, Workers workers) {
        workers.run(task(plan, input, weights, output, new Scratch(workers.threads())));
    }

    /// The plain loop.
    static Convolution scalar() {
        return new ScalarConvolution();
    }

    /// The Vector API; touches `jdk.incubator.vector`, so ask [KernelSet] first.
    static Convolution vector() {
        return new VectorConvolution();
    }

    /// Minimal filtering ([Winograd]) where it pays, with plain loops: other sums, hence other bits, than [#scalar].
    static Convolution fastScalar() {
        return new WinogradConvolution(scalar(), new ScalarWinograd());
    }

    /// Minimal filtering with the Vector API: the bits of [#fastScalar].
    static Convolution fastVector() {
        return new WinogradConvolution(vector(), new VectorWinograd());
    }
}

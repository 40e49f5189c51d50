package lowrankcam.kernel;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.tensor.Plane;

/// Gradient of a convolution with respect to its input, as one or several ordinary convolutions of stride 1.
///
/// `∂in[y, x, i] = Σ ∂out[v, u, o] · w[ky, kx, i, o]`
/// over all outputs with `s·v + ky - pad = y` and `s·u + kx - pad = x`.
///
/// At stride 1 this is the convolution of `∂out` with the kernel turned by 180° and its channels exchanged. At
/// stride s the input pixels fall into s² *phases* by `(y + pad) mod s` and `(x + pad) mod s`. Within a phase
/// every pixel meets the same taps, ky = phase, phase + s, …: each phase is a convolution of stride 1 with that
/// part of the kernel, written to every s-th pixel. No product with a zero between strided pixels is ever formed.
///
/// **Sum order:** from 0 (or what the target holds, see [ConvolutionForm]), over `∂out` row by row, o ascending,
/// one fused multiply-add a step; `ConvolutionGradientParityTest` holds all implementations to the same bits.
/// **Cost:** as many multiply-adds as the forward pass, and those with the border's zeros.
public final class ConvolutionGradient {

    /// Side of the square that is transposed at a time, so that reads and writes both stay in the first-level
    /// cache.
    private static final int TRANSPOSE_BLOCK = 32;

    private final Axis rows;
    private final Axis columns;
    private final int inputs;
    private final int outputs;
    private final List<Phase> phases = new ArrayList<>();

    /// @param window  of the forward convolution
    /// @param inputs  I
    /// @param outputs O
    public ConvolutionGradient(Window window, int inputs, int outputs) {
        this.rows = new Axis(window.height(), window.stride(), window.padHeight());
        this.columns = new Axis(window.width(), window.stride(), window.padWidth());
        this.inputs = inputs;
        this.outputs = outputs;
        for (int row = 0; row < Math.min(window.stride(), window.height()); row++) {
            for (int column = 0; column < Math.min(window.stride(), window.width()); column++) {
                phases.add(new Phase(row, column));
            }
        }
    }

    /// Input pixels with the same remainder of their row and column.
    private record Phase(int row, int column) {}

    /// One direction of the window.
    private record Axis(int size, int stride, int pad) {

        /// Kernel rows of a phase: phase, phase + stride, … below size.
        int taps(int phase) {
            return (size - phase + stride - 1) / stride;
        }

        /// Kernel row of a phase's tap, in the order of the outputs that they come from: last row first.
        int kernelRow(int phase, int tap) {
            return phase + stride * (taps(phase) - 1 - tap);
        }

        /// Smallest input position of a phase.
        int first(int phase) {
            return Math.floorMod(phase - pad, stride);
        }

        /// Number of positions of a phase below `length`.
        int count(int phase, int length) {
            return Math.max(0, length - first(phase) + stride - 1) / stride;
        }

        /// The first output that an input position of a phase takes part in; may be negative, which is border.
        int source(int phase, int position) {
            return (position + pad) / stride - (taps(phase) - 1);
        }

        /// Zeros that the gradient needs on each side.
        int border() {
            int before = 0;
            for (int phase = 0; phase < Math.min(stride, size); phase++) {
                before = Math.max(before, -source(phase, first(phase)));
            }
            int after = (size - 1 - pad + stride - 1) / stride;
            return Math.max(before, after);
        }
    }

    /// Zero pixels that must surround the gradient with respect to the output.
    public int border() {
        return Math.max(rows.border(), columns.border());
    }

    /// True unless the window is narrower than its stride, so that no output saw some of the input.
    public boolean reachesEveryInput() {
        return rows.size() >= rows.stride() && columns.size() >= columns.stride();
    }

    /// Weights of the phases, turned and transposed, without bias.
    ///
    /// @param convolution the implementation that will read them
    /// @param forward     weights of the forward convolution, packed by any implementation
    public List<PackedWeights> pack(Convolution convolution, PackedWeights forward) {
        float[] tap = new float[inputs * outputs];
        float[] noBias = new float[inputs];
        List<PackedWeights> packed = new ArrayList<>();
        for (Phase phase : phases) {
            int height = rows.taps(phase.row());
            int width = columns.taps(phase.column());
            float[] part = new float[height * width * outputs * inputs];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int kernel =
                            rows.kernelRow(phase.row(), y) * columns.size() + columns.kernelRow(phase.column(), x);
                    forward.unpack(kernel * inputs, inputs, tap);
                    transpose(tap, part, (y * width + x) * inputs * outputs);
                }
            }
            packed.add(convolution.pack(part, noBias, height * width * outputs));
        }
        return packed;
    }

    /// I×O to O×I.
    private void transpose(float[] from, float[] to, int toOffset) {
        for (int firstI = 0; firstI < inputs; firstI += TRANSPOSE_BLOCK) {
            int endI = Math.min(inputs, firstI + TRANSPOSE_BLOCK);
            for (int firstO = 0; firstO < outputs; firstO += TRANSPOSE_BLOCK) {
                int endO = Math.min(outputs, firstO + TRANSPOSE_BLOCK);
                for (int o = firstO; o < endO; o++) {
                    for (int i = firstI; i < endI; i++) {
                        to[toOffset + o * inputs + i] = from[i * outputs + o];
                    }
                }
            }
        }
    }

    /// Geometry of the phases, in the order of their weights. Small inputs leave some without pixels.
    ///
    /// @param gradient where the gradient with respect to the output lies: a whole buffer of H'×W'×O with this border
    /// @param target   where the gradient with respect to the input goes, H×W×I
    /// @param form     [ConvolutionForm#LINEAR] or [ConvolutionForm#ADDED]
    /// @throws IllegalArgumentException if the planes do not fit
    public List<ConvolutionPlan> plans(Plane gradient, Plane target, ConvolutionForm form) {
        Window window = new Window(rows.size(), columns.size(), rows.stride(), rows.pad(), columns.pad());
        if (!gradient.isWholeBuffer() || gradient.border() < border() || gradient.channels() != outputs
                || target.channels() != inputs || gradient.height() != window.outputHeight(target.height())
                || gradient.width() != window.outputWidth(target.width())) {
            throw new IllegalArgumentException(gradient + " is no gradient of " + window + " on " + target);
        }
        return phases.stream().map(phase -> plan(phase, gradient, target, form)).toList();
    }

    private ConvolutionPlan plan(Phase phase, Plane gradient, Plane target, ConvolutionForm form) {
        int height = rows.count(phase.row(), target.height());
        int width = columns.count(phase.column(), target.width());
        int[] inputRows = new int[height * width];
        int[] outputRows = new int[height * width];
        for (int p = 0; p < inputRows.length; p++) {
            int y = rows.first(phase.row()) + p / width * rows.stride();
            int x = columns.first(phase.column()) + p % width * columns.stride();
            inputRows[p] = gradient.offset(rows.source(phase.row(), y), columns.source(phase.column(), x));
            outputRows[p] = target.offset(y, x);
        }
        return new ConvolutionPlan(
                form, inputs, rows.taps(phase.row()), columns.taps(phase.column()) * outputs, gradient.rowStride(),
                inputRows, outputRows);
    }
}

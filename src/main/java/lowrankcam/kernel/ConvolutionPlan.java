package lowrankcam.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lowrankcam.tensor.Plane;

/// Geometry of one convolution, worked out once: which input row each output pixel starts at.
///
/// Because pixels lie channels last and padding is a border of real zeros, the `kernelWidth` neighbours of a pixel
/// are one contiguous run of `kernelWidth · inputs` floats. A convolution is then a matrix product whose left rows
/// are found through a table of offsets: `kernelHeight` runs for each output pixel, no copy of patches.
public final class ConvolutionPlan {

    private final Plane input;
    private final Plane output;
    private final Window kernel;
    private final ConvolutionForm form;
    private final int outputs;
    private final int kernelHeight;
    private final int runLength;
    private final int inputRowStride;
    private final int[] inputRows;
    private final int[] outputRows;
    private final int[] chosen;

    /// @param input  where the input lies; must be a whole buffer with a border of at least the padding
    /// @param output where the output goes, any slice
    /// @param kernel size, stride and padding
    /// @param form   what the sums start from and end in
    /// @throws IllegalArgumentException if the planes do not fit the kernel
    public ConvolutionPlan(Plane input, Plane output, Window kernel, ConvolutionForm form) {
        if (!input.isWholeBuffer()) {
            throw new IllegalArgumentException("input of a convolution must be a whole buffer: " + input);
        }
        if (kernel.padHeight() > input.border() || kernel.padWidth() > input.border()) {
            throw new IllegalArgumentException("padding of " + kernel + " exceeds the border of " + input);
        }
        if (output.height() != kernel.outputHeight(input.height())
                || output.width() != kernel.outputWidth(input.width())) {
            throw new IllegalArgumentException(output + " is not what " + kernel + " makes of " + input);
        }
        this.input = input;
        this.output = output;
        this.kernel = kernel;
        this.form = form;
        this.outputs = output.channels();
        this.kernelHeight = kernel.height();
        this.runLength = kernel.width() * input.channels();
        this.inputRowStride = input.rowStride();
        this.inputRows = new int[output.pixels()];
        this.outputRows = new int[output.pixels()];
        this.chosen = null;
        int p = 0;
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++, p++) {
                inputRows[p] =
                        input.offset(
                                y * kernel.stride() - kernel.padHeight(),
                                x * kernel.stride() - kernel.padWidth());
                outputRows[p] = output.offset(y, x);
            }
        }
    }

    /// Any pixels, by their tables; for backward passes, whose outputs need not be neighbours.
    ///
    /// @param inputRows  for each output pixel, where its first run starts in the input; owned by the plan
    /// @param outputRows for each output pixel, where its channel 0 lies in the output; owned by the plan
    ConvolutionPlan(
            ConvolutionForm form, int outputs, int kernelHeight, int runLength, int inputRowStride,
            int[] inputRows, int[] outputRows) {
        this.input = null;
        this.output = null;
        this.kernel = null;
        this.form = form;
        this.outputs = outputs;
        this.kernelHeight = kernelHeight;
        this.runLength = runLength;
        this.inputRowStride = inputRowStride;
        this.inputRows = inputRows;
        this.outputRows = outputRows;
        this.chosen = null;
    }

    private ConvolutionPlan(ConvolutionPlan whole, int[] chosen) {
        this.input = whole.input;
        this.output = whole.output;
        this.kernel = whole.kernel;
        this.form = whole.form;
        this.outputs = whole.outputs;
        this.kernelHeight = whole.kernelHeight;
        this.runLength = whole.runLength;
        this.inputRowStride = whole.inputRowStride;
        this.inputRows = Arrays.stream(chosen).map(p -> whole.inputRows[p]).toArray();
        this.outputRows = Arrays.stream(chosen).map(p -> whole.outputRows[p]).toArray();
        this.chosen = chosen;
    }

    /// Some pixels of this plan; where outputs are made in tiles ([Reach]), whole tiles.
    ///
    /// @param pixels y · width + x of each, ascending, in the first `count` places
    public ConvolutionPlan only(int[] pixels, int count) {
        return new ConvolutionPlan(this, Arrays.copyOf(pixels, count));
    }

    /// The same convolution of several images in one array, as one; not for transformed weights.
    public static ConvolutionPlan joined(List<ConvolutionPlan> plans) {
        ConvolutionPlan first = plans.getFirst();
        return new ConvolutionPlan(
                first.form, first.outputs, first.kernelHeight, first.runLength, first.inputRowStride,
                plans.stream().flatMapToInt(plan -> IntStream.of(plan.inputRows)).toArray(),
                plans.stream().flatMapToInt(plan -> IntStream.of(plan.outputRows)).toArray());
    }

    /// Where the input lies; null for a plan by tables.
    Plane input() {
        return input;
    }

    Plane output() {
        return output;
    }

    Window kernel() {
        return kernel;
    }

    ConvolutionForm form() {
        return form;
    }

    /// Output channels.
    int outputs() {
        return outputs;
    }

    /// Number of runs for each output pixel.
    int kernelHeight() {
        return kernelHeight;
    }

    /// Floats in one run: kernel width × input channels.
    int runLength() {
        return runLength;
    }

    /// Floats from one run of a pixel to its next.
    int inputRowStride() {
        return inputRowStride;
    }

    int pixels() {
        return inputRows.length;
    }

    /// The pixels of [#only], or null for all.
    int[] chosen() {
        return chosen;
    }

    /// For each output pixel, where its first run starts in the input. Read only.
    int[] inputRows() {
        return inputRows;
    }

    /// For each output pixel, where its channel 0 lies in the output. Read only.
    int[] outputRows() {
        return outputRows;
    }
}

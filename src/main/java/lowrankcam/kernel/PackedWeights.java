package lowrankcam.kernel;

import lowrankcam.tensor.Plane;

/// Weights and bias of one convolution in the order in which one implementation reads them.
///
/// The outputs are cut into panels of neighbouring channels; a panel holds all rows (ky, kx, i) of its channels,
/// `width` floats a row. The scalar implementation has one panel with all channels. Immutable by agreement.
public final class PackedWeights {

    /// Floats before the first weight.
    private static final int LEAD = Plane.LEAD;

    private final float[] values;
    private final float[] bias;
    private final int[] panelWidths;
    private final int[] panelChannels;
    private final int rows;
    private final Winograd scheme;
    private final PackedWeights[] points;
    private final float[] original;

    /// @param weights     rows×O, row-major, at the beginning of an array; copied
    /// @param bias        O
    /// @param panelWidths widths of the panels, summing to O
    PackedWeights(float[] weights, float[] bias, int rows, int[] panelWidths) {
        int outputs = bias.length;
        int count = Math.multiplyExact(rows, outputs);
        if (weights.length < count) {
            throw new IllegalArgumentException(
                    weights.length + " weights for " + rows + " rows of " + outputs + " outputs");
        }
        this.bias = bias;
        this.panelWidths = panelWidths;
        this.panelChannels = starts(panelWidths);
        this.rows = rows;
        this.scheme = null;
        this.points = new PackedWeights[0];
        this.original = new float[0];
        this.values = new float[LEAD + count];
        int target = LEAD;
        int channel = 0;
        for (int width : panelWidths) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(weights, row * outputs + channel, values, target, width);
                target += width;
            }
            channel += width;
        }
    }

    /// @param points one packed I×O matrix for each point of the scheme
    /// @param original the weights before the transform, kept for the backward pass
    PackedWeights(Winograd scheme, PackedWeights[] points, float[] original, float[] bias) {
        this.values = new float[0];
        this.bias = bias;
        this.panelWidths = points[0].panelWidths;
        this.panelChannels = points[0].panelChannels;
        this.rows = points[0].rows;
        this.scheme = scheme;
        this.points = points;
        this.original = original;
    }

    /// How the weights were transformed, or null if they were not.
    Winograd scheme() {
        return scheme;
    }

    /// True if outputs are made in tiles of several pixels, by minimal filtering.
    public boolean isTransformed() {
        return scheme != null;
    }

    /// For each point of the scheme its matrix.
    PackedWeights[] points() {
        return points;
    }

    /// Copies some of the rows as they were before packing: `count` rows of O weights each, row-major.
    public void unpack(int firstRow, int count, float[] target) {
        int outputs = outputs();
        if (scheme != null) {
            System.arraycopy(original, firstRow * outputs, target, 0, count * outputs);
            return;
        }
        int panel = LEAD;
        int channel = 0;
        for (int width : panelWidths) {
            for (int row = 0; row < count; row++) {
                System.arraycopy(values, panel + (firstRow + row) * width, target, row * outputs + channel, width);
            }
            panel += rows * width;
            channel += width;
        }
    }

    /// The weights of one output as the direct kernels take them: by row, column and input channel of the window, ascending.
    ///
    /// @throws IllegalStateException if the weights were transformed
    public float[] ofOutput(int output) {
        if (scheme != null) {
            throw new IllegalStateException("transformed weights belong to no single product");
        }
        int panel = 0;
        while (output >= panelChannels[panel] + panelWidths[panel]) {
            panel++;
        }
        float[] weights = new float[rows];
        for (int row = 0; row < rows; row++) {
            weights[row] = values[index(panel, row) + output - panelChannels[panel]];
        }
        return weights;
    }

    /// What the sum of one output starts at.
    public float biasOf(int output) {
        return bias[output];
    }

    /// All panels, one after the other.
    float[] values() {
        return values;
    }

    /// Where a row of a panel lies among the values.
    int index(int panel, int row) {
        return LEAD + rows * panelChannels[panel] + row * panelWidths[panel];
    }

    /// O values, to be read only.
    public float[] bias() {
        return bias;
    }

    int[] panelWidths() {
        return panelWidths;
    }

    /// First channel of each panel.
    int[] panelChannels() {
        return panelChannels;
    }

    private static int[] starts(int[] widths) {
        int[] starts = new int[widths.length];
        for (int i = 1; i < widths.length; i++) {
            starts[i] = starts[i - 1] + widths[i - 1];
        }
        return starts;
    }

    int rows() {
        return rows;
    }

    int outputs() {
        return bias.length;
    }

    void check(ConvolutionPlan plan) {
        int expected = scheme == null ? plan.kernelHeight() * plan.runLength() : plan.input().channels();
        if (rows != expected || outputs() != plan.outputs()) {
            throw new IllegalArgumentException(
                    "weights of " + rows + "x" + outputs() + " for a convolution of " + expected + "x" + plan.outputs());
        }
    }
}

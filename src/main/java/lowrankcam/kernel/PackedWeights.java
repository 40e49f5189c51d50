package lowrankcam.kernel;

/// Weights and bias of one convolution in the order in which one implementation reads them.
///
/// The outputs are cut into panels of neighbouring channels; a panel holds all rows (ky, kx, i) of its channels,
/// `width` floats a row. The scalar implementation has one panel with all channels. Immutable by agreement.
public final class PackedWeights {

    private final float[] values;
    private final float[] bias;
    private final int[] panelWidths;
    private final int rows;

    /// @param weights     rows×O, row-major
    /// @param bias        O
    /// @param panelWidths widths of the panels, summing to O
    PackedWeights(float[] weights, float[] bias, int rows, int[] panelWidths) {
        int outputs = bias.length;
        if (weights.length != (long) rows * outputs) {
            throw new IllegalArgumentException(
                    weights.length + " weights for " + rows + " rows of " + outputs + " outputs");
        }
        this.bias = bias;
        this.panelWidths = panelWidths;
        this.rows = rows;
        if (panelWidths.length == 1) {
            this.values = weights;
            return;
        }
        this.values = new float[weights.length];
        int target = 0;
        int channel = 0;
        for (int width : panelWidths) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(weights, row * outputs + channel, values, target, width);
                target += width;
            }
            channel += width;
        }
    }

    /// Copies some of the rows as they were before packing: `count` rows of O weights each, row-major.
    void unpack(int firstRow, int count, float[] target) {
        int outputs = outputs();
        int panel = 0;
        int channel = 0;
        for (int width : panelWidths) {
            for (int row = 0; row < count; row++) {
                System.arraycopy(values, panel + (firstRow + row) * width, target, row * outputs + channel, width);
            }
            panel += rows * width;
            channel += width;
        }
    }

    /// All panels, one after the other; panel j starts at rows · (sum of the widths before it).
    float[] values() {
        return values;
    }

    float[] bias() {
        return bias;
    }

    int[] panelWidths() {
        return panelWidths;
    }

    int rows() {
        return rows;
    }

    int outputs() {
        return bias.length;
    }

    void check(ConvolutionPlan plan) {
        if (rows != plan.kernelHeight() * plan.runLength() || outputs() != plan.outputs()) {
            throw new IllegalArgumentException(
                    "weights of " + rows + "x" + outputs() + " for a convolution of "
                            + plan.kernelHeight() * plan.runLength() + "x" + plan.outputs());
        }
    }
}

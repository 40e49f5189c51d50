package lowrankcam.arithmetic;

import lowrankcam.kernel.Window;
import lowrankcam.nn.KeptConvolution;

/// One output of a convolution as the direct kernels sum it up: from the bias on, by row, column and input channel of the window
/// ascending, each product by one fused multiply-add in float; then the ReLU.
public final class ConvolutionSum {

    private final Place.Cell cell;
    private final int channel;
    private final Window window;
    private final int inputs;
    private final float bias;
    private final float[] values;
    private final float[] weights;
    private final float[] sums;
    private final float kernel;

    ConvolutionSum(KeptConvolution convolution, Place.Cell cell, int channel) {
        this.cell = cell;
        this.channel = channel;
        this.window = convolution.unit().layer().window();
        this.inputs = convolution.unit().inputs();
        this.bias = convolution.bias(channel);
        this.weights = convolution.weights(channel);
        this.values = new float[weights.length];
        this.sums = new float[weights.length];
        float sum = bias;
        for (int i = 0; i < weights.length; i++) {
            values[i] = convolution.input(row(i), column(i), input(i));
            sum = Math.fma(values[i], weights[i], sum);
            sums[i] = sum;
        }
        this.kernel = convolution.output(cell.y(), cell.x(), channel);
    }

    public Place.Cell cell() {
        return cell;
    }

    /// Output channel.
    public int channel() {
        return channel;
    }

    public Window window() {
        return window;
    }

    /// Input channels.
    public int inputs() {
        return inputs;
    }

    public float bias() {
        return bias;
    }

    /// Products in the sum.
    public int count() {
        return weights.length;
    }

    /// Row of the input that product i takes from; beyond its edge in the padding.
    public int row(int i) {
        return cell.y() * window.stride() - window.padHeight() + i / inputs / window.width();
    }

    /// Column of the input that product i takes from.
    public int column(int i) {
        return cell.x() * window.stride() - window.padWidth() + i / inputs % window.width();
    }

    /// Input channel of product i.
    public int input(int i) {
        return i % inputs;
    }

    public float value(int i) {
        return values[i];
    }

    public float weight(int i) {
        return weights[i];
    }

    /// The sum after product i.
    public float sum(int i) {
        return sums[i];
    }

    /// The last sum after the ReLU.
    public float rectified() {
        return Math.max(0f, sums[sums.length - 1]);
    }

    /// What the network's kernel gave.
    public float kernel() {
        return kernel;
    }

    /// True if both are the same bits.
    public boolean agrees() {
        return Float.floatToRawIntBits(rectified()) == Float.floatToRawIntBits(kernel);
    }
}

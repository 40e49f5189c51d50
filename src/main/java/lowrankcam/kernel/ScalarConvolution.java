package lowrankcam.kernel;

import java.util.Arrays;

/// The plain loop, and the oracle of the vector kernel.
record ScalarConvolution() implements Convolution {

    /// Pixels that one thread takes at a time.
    private static final int BLOCK = 16;

    @Override
    public PackedWeights pack(float[] weights, float[] bias, int rows) {
        return new PackedWeights(weights, bias, rows, new int[] {bias.length});
    }

    @Override
    public Task task(
            ConvolutionPlan plan, float[] input, PackedWeights weights, float[] output, Scratch scratch) {
        weights.check(plan);
        return new Task() {
            @Override
            public int items() {
                return (plan.pixels() + BLOCK - 1) / BLOCK;
            }

            @Override
            public void run(int item, int thread) {
                int end = Math.min(plan.pixels(), (item + 1) * BLOCK);
                for (int p = item * BLOCK; p < end; p++) {
                    pixel(plan, input, weights, output, p);
                }
            }
        };
    }

    private static void pixel(ConvolutionPlan plan, float[] input, PackedWeights weights, float[] output, int p) {
        int outputs = plan.outputs();
        int target = plan.outputRows()[p];
        float[] sum =
                plan.form() == ConvolutionForm.ADDED
                        ? Arrays.copyOfRange(output, target, target + outputs)
                        : weights.bias().clone();
        int w = weights.index(0, 0);
        for (int ky = 0; ky < plan.kernelHeight(); ky++) {
            int run = plan.inputRows()[p] + ky * plan.inputRowStride();
            for (int k = 0; k < plan.runLength(); k++) {
                multiplyAdd(input[run + k], weights.values(), w, sum);
                w += outputs;
            }
        }
        for (int o = 0; o < outputs; o++) {
            output[target + o] = plan.form() == ConvolutionForm.RECTIFIED ? Math.max(0f, sum[o]) : sum[o];
        }
    }

    private static void multiplyAdd(float x, float[] weights, int w, float[] sum) {
        for (int o = 0; o < sum.length; o++) {
            sum[o] = Math.fma(x, weights[w + o], sum[o]);
        }
    }
}

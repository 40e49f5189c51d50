package lowrankcam.kernel;

import lowrankcam.tensor.Plane;

/// The plain loops, and the oracle of the vector kernel. Windows overlap, so threads take whole channels.
record ScalarGradients() implements Gradients {

    @Override
    public void gate(GatePlan plan, float[] gradient, float[] output, float[] gated, Workers workers) {
        workers.run(plan.gated().height(), y -> {
            for (int x = 0; x < plan.gated().width(); x++) {
                int from = plan.gradient().offset(y, x);
                int by = plan.output().offset(y, x);
                int to = plan.gated().offset(y, x);
                for (int c = 0; c < plan.gated().channels(); c++) {
                    gated[to + c] = output[by + c] > 0 ? gradient[from + c] : 0;
                }
            }
        });
    }

    @Override
    public void maximum(
            PoolingGradientPlan plan, float[] input, float[] outputGradient, float[] inputGradient, Workers workers) {
        workers.run(
                plan.outputGradient().channels(),
                c -> maximumChannel(plan, input, outputGradient, inputGradient, c));
    }

    static void maximumChannel(
            PoolingGradientPlan plan, float[] input, float[] outputGradient, float[] inputGradient, int c) {
        PoolingPlan pooling = plan.pooling();
        Plane output = plan.outputGradient();
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                float max = Float.NEGATIVE_INFINITY;
                int row = pooling.firstRow(y);
                int column = pooling.firstColumn(x);
                for (int i = pooling.firstRow(y); i < pooling.endRow(y); i++) {
                    for (int j = pooling.firstColumn(x); j < pooling.endColumn(x); j++) {
                        float value = input[pooling.input().offset(i, j) + c];
                        if (value > max) {
                            max = value;
                            row = i;
                            column = j;
                        }
                    }
                }
                inputGradient[plan.inputGradient().offset(row, column) + c] +=
                        outputGradient[output.offset(y, x) + c];
            }
        }
    }

    @Override
    public void average(
            PoolingGradientPlan plan, Padding padding, float[] outputGradient, float[] inputGradient, Workers workers) {
        workers.run(
                plan.outputGradient().channels(),
                c -> averageChannel(plan, padding, outputGradient, inputGradient, c));
    }

    static void averageChannel(
            PoolingGradientPlan plan, Padding padding, float[] outputGradient, float[] inputGradient, int c) {
        PoolingPlan pooling = plan.pooling();
        Plane output = plan.outputGradient();
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                float share = outputGradient[output.offset(y, x) + c] / divisor(pooling, padding, y, x);
                for (int i = pooling.firstRow(y); i < pooling.endRow(y); i++) {
                    for (int j = pooling.firstColumn(x); j < pooling.endColumn(x); j++) {
                        inputGradient[plan.inputGradient().offset(i, j) + c] += share;
                    }
                }
            }
        }
    }

    /// The divisor of one window in the forward pass.
    static float divisor(PoolingPlan pooling, Padding padding, int y, int x) {
        int inside = (pooling.endRow(y) - pooling.firstRow(y)) * (pooling.endColumn(x) - pooling.firstColumn(x));
        return ScalarPooling.divisor(pooling, padding, inside);
    }
}

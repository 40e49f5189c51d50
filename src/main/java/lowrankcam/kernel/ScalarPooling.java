package lowrankcam.kernel;

/// The plain loops, and the oracle of the vector kernel.
record ScalarPooling() implements Pooling {

    @Override
    public Task maxTask(PoolingPlan plan, float[] input, float[] output) {
        return rows(plan, (at, y, x, c) -> {
            float max = Float.NEGATIVE_INFINITY;
            for (int i = plan.firstRow(y); i < plan.endRow(y); i++) {
                for (int j = plan.firstColumn(x); j < plan.endColumn(x); j++) {
                    max = Math.max(max, input[plan.input().offset(i, j) + c]);
                }
            }
            output[at] = max;
        });
    }

    @Override
    public Task averageTask(PoolingPlan plan, Padding padding, float[] input, float[] output) {
        return rows(plan, (at, y, x, c) -> {
            float sum = input[plan.input().offset(plan.firstRow(y), plan.firstColumn(x)) + c];
            int count = 0;
            for (int i = plan.firstRow(y); i < plan.endRow(y); i++) {
                for (int j = plan.firstColumn(x); j < plan.endColumn(x); j++) {
                    if (count++ > 0) {
                        sum += input[plan.input().offset(i, j) + c];
                    }
                }
            }
            output[at] = sum / divisor(plan, padding, count);
        });
    }

    static float divisor(PoolingPlan plan, Padding padding, int inside) {
        return switch (padding) {
            case COUNTED -> plan.window().height() * plan.window().width();
            case NOT_COUNTED -> inside;
        };
    }

    private interface Cell {
        void write(int at, int y, int x, int c);
    }

    /// One item for each row of the output.
    private static Task rows(PoolingPlan plan, Cell cell) {
        return new Task() {
            @Override
            public int items() {
                return plan.output().height();
            }

            @Override
            public void run(int y, int thread) {
                for (int x = 0; x < plan.output().width(); x++) {
                    int target = plan.output().offset(y, x);
                    for (int c = 0; c < plan.output().channels(); c++) {
                        cell.write(target + c, y, x, c);
                    }
                }
            }
        };
    }

    @Override
    public float[] globalAverage(float[] input, int channels) {
        int positions = input.length / channels;
        float[] mean = new float[channels];
        for (int c = 0; c < channels; c++) {
            float sum = input[c];
            for (int p = 1; p < positions; p++) {
                sum += input[p * channels + c];
            }
            mean[c] = sum / positions;
        }
        return mean;
    }
}

package lowrankcam.kernel;

/// The plain loops, and the oracle of the vector kernel.
record ScalarResample() implements Resample {

    @Override
    public void resample(
            float[] source, int height, int width, int channels,
            ResampleWeights rows, ResampleWeights columns, float[] target) {
        float[] middle = Resample.columns(source, height, width, channels, rows, columns, target);
        int row = columns.outputs() * channels;
        for (int d = 0; d < rows.outputs(); d++) {
            float[] weights = rows.weights(d);
            for (int x = 0; x < row; x++) {
                float sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    sum = Math.fma(weights[i], middle[(rows.start(d) - rows.from() + i) * row + x], sum);
                }
                target[d * row + x] = sum;
            }
        }
    }
}

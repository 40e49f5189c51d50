package lowrankcam.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Rows pass with lanes along the row; the values that fill no vector go one by one.
record VectorResample() implements Resample {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int N = S.length();

    @Override
    public void resample(
            float[] source, int height, int width, int channels,
            ResampleWeights rows, ResampleWeights columns, float[] target) {
        float[] middle = Resample.columns(source, height, width, channels, rows, columns, target);
        int row = columns.outputs() * channels;
        for (int d = 0; d < rows.outputs(); d++) {
            row(middle, (rows.start(d) - rows.from()) * row, row, rows.weights(d), target, d * row);
        }
    }

    private static void row(float[] middle, int from, int row, float[] weights, float[] target, int to) {
        int x = 0;
        for (; x + N <= row; x += N) {
            FloatVector sum = FloatVector.zero(S);
            for (int i = 0; i < weights.length; i++) {
                FloatVector value = FloatVector.fromArray(S, middle, from + i * row + x);
                sum = FloatVector.broadcast(S, weights[i]).fma(value, sum);
            }
            sum.intoArray(target, to + x);
        }
        for (; x < row; x++) {
            float sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum = Math.fma(weights[i], middle[from + i * row + x], sum);
            }
            target[to + x] = sum;
        }
    }
}

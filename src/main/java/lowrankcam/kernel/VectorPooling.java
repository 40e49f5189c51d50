package lowrankcam.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Pooling with lanes along channels; the channels that fill no vector go one by one.
record VectorPooling() implements Pooling {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int N = S.length();

    @Override
    public void max(PoolingPlan plan, float[] input, float[] output, Workers workers) {
        workers.run(plan.output().height(), y -> {
            for (int x = 0; x < plan.output().width(); x++) {
                maxPixel(plan, input, output, y, x);
            }
        });
    }

    private static void maxPixel(PoolingPlan plan, float[] input, float[] output, int y, int x) {
        int target = plan.output().offset(y, x);
        int channels = plan.output().channels();
        int firstRow = plan.firstRow(y);
        int endRow = plan.endRow(y);
        int firstColumn = plan.firstColumn(x);
        int endColumn = plan.endColumn(x);
        int origin = plan.input().offset(0, 0);
        int rowStride = plan.input().rowStride();
        int pixelStride = plan.input().pixelStride();
        int c = 0;
        for (; c + N <= channels; c += N) {
            FloatVector max = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
            for (int i = firstRow; i < endRow; i++) {
                int row = origin + i * rowStride + c;
                for (int j = firstColumn; j < endColumn; j++) {
                    max = max.max(FloatVector.fromArray(S, input, row + j * pixelStride));
                }
            }
            max.intoArray(output, target + c);
        }
        for (; c < channels; c++) {
            float max = Float.NEGATIVE_INFINITY;
            for (int i = firstRow; i < endRow; i++) {
                for (int j = firstColumn; j < endColumn; j++) {
                    max = Math.max(max, input[origin + i * rowStride + j * pixelStride + c]);
                }
            }
            output[target + c] = max;
        }
    }

    @Override
    public void average(PoolingPlan plan, Padding padding, float[] input, float[] output, Workers workers) {
        workers.run(plan.output().height(), y -> {
            for (int x = 0; x < plan.output().width(); x++) {
                averagePixel(plan, padding, input, output, y, x);
            }
        });
    }

    private static void averagePixel(
            PoolingPlan plan, Padding padding, float[] input, float[] output, int y, int x) {
        int target = plan.output().offset(y, x);
        int channels = plan.output().channels();
        int firstRow = plan.firstRow(y);
        int endRow = plan.endRow(y);
        int firstColumn = plan.firstColumn(x);
        int endColumn = plan.endColumn(x);
        int inside = (endRow - firstRow) * (endColumn - firstColumn);
        float divisor = ScalarPooling.divisor(plan, padding, inside);
        int rowStride = plan.input().rowStride();
        int pixelStride = plan.input().pixelStride();
        int origin = plan.input().offset(0, 0) + firstRow * rowStride + firstColumn * pixelStride;
        int c = 0;
        for (; c + N <= channels; c += N) {
            FloatVector sum = FloatVector.fromArray(S, input, origin + c);
            for (int i = 0; i < endRow - firstRow; i++) {
                int row = origin + i * rowStride + c;
                for (int j = i == 0 ? 1 : 0; j < endColumn - firstColumn; j++) {
                    sum = sum.add(FloatVector.fromArray(S, input, row + j * pixelStride));
                }
            }
            sum.div(divisor).intoArray(output, target + c);
        }
        for (; c < channels; c++) {
            float sum = input[origin + c];
            for (int i = 0; i < endRow - firstRow; i++) {
                for (int j = i == 0 ? 1 : 0; j < endColumn - firstColumn; j++) {
                    sum += input[origin + i * rowStride + j * pixelStride + c];
                }
            }
            output[target + c] = sum / divisor;
        }
    }

    @Override
    public float[] globalAverage(float[] input, int channels) {
        int positions = input.length / channels;
        float[] mean = new float[channels];
        int c = 0;
        for (; c + N <= channels; c += N) {
            FloatVector sum = FloatVector.fromArray(S, input, c);
            for (int p = 1; p < positions; p++) {
                sum = sum.add(FloatVector.fromArray(S, input, p * channels + c));
            }
            sum.div(positions).intoArray(mean, c);
        }
        for (; c < channels; c++) {
            float sum = input[c];
            for (int p = 1; p < positions; p++) {
                sum += input[p * channels + c];
            }
            mean[c] = sum / positions;
        }
        return mean;
    }
}

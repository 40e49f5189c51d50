package lowrankcam.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Pooling with lanes along channels; the channels that fill no vector go one by one.
///
/// Windows of 3×3 that lie inside the image have a loop of their own, with the nine pixels written out.
record VectorPooling() implements Pooling {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int N = S.length();

    /// One item for each row of the output. Windows are handed on as plain numbers: an object for each pixel would be garbage.
    private abstract static class Rows implements Task {

        private final PoolingPlan plan;
        final int rowStride;
        final int pixelStride;
        final int channels;

        Rows(PoolingPlan plan) {
            this.plan = plan;
            this.rowStride = plan.input().rowStride();
            this.pixelStride = plan.input().pixelStride();
            this.channels = plan.output().channels();
        }

        /// @param origin  first pixel of the window in the input
        /// @param rows    of the window that lie in the image
        /// @param columns likewise
        /// @param target  pixel of the output
        abstract void pixel(int origin, int rows, int columns, int target);

        @Override
        public int items() {
            return plan.output().height();
        }

        @Override
        public void run(int y, int thread) {
            int top = plan.firstRow(y);
            int rows = plan.endRow(y) - top;
            for (int x = 0; x < plan.output().width(); x++) {
                int left = plan.firstColumn(x);
                pixel(plan.input().offset(top, left), rows, plan.endColumn(x) - left, plan.output().offset(y, x));
            }
        }
    }

    @Override
    public Task maxTask(PoolingPlan plan, float[] input, float[] output) {
        return new Rows(plan) {
            @Override
            void pixel(int origin, int rows, int columns, int target) {
                int done = channels - channels % N;
                if (rows == 3 && columns == 3) {
                    maxOfNine(input, origin, rowStride, pixelStride, output, target, done);
                } else {
                    max(input, origin, rows, columns, rowStride, pixelStride, output, target, done);
                }
                maxRest(input, origin, rows, columns, rowStride, pixelStride, output, target, done, channels);
            }
        };
    }

    private static void maxOfNine(
            float[] input, int origin, int rowStride, int pixelStride, float[] output, int target, int channels) {
        int two = 2 * pixelStride;
        for (int c = 0; c < channels; c += N) {
            int a = origin + c;
            int b = a + rowStride;
            int d = b + rowStride;
            FloatVector max = FloatVector.fromArray(S, input, a);
            max = max.max(FloatVector.fromArray(S, input, a + pixelStride));
            max = max.max(FloatVector.fromArray(S, input, a + two));
            max = max.max(FloatVector.fromArray(S, input, b));
            max = max.max(FloatVector.fromArray(S, input, b + pixelStride));
            max = max.max(FloatVector.fromArray(S, input, b + two));
            max = max.max(FloatVector.fromArray(S, input, d));
            max = max.max(FloatVector.fromArray(S, input, d + pixelStride));
            max = max.max(FloatVector.fromArray(S, input, d + two));
            max.intoArray(output, target + c);
        }
    }

    /// Pixel by pixel through the output: a vector that is carried through nested loops is not always kept in a register.
    private static void max(
            float[] input, int origin, int rows, int columns, int rowStride, int pixelStride,
            float[] output, int target, int channels) {
        System.arraycopy(input, origin, output, target, channels);
        for (int i = 0; i < rows; i++) {
            int row = origin + i * rowStride;
            for (int j = i == 0 ? 1 : 0; j < columns; j++) {
                maxPixel(input, row + j * pixelStride, output, target, channels);
            }
        }
    }

    private static void maxPixel(float[] input, int at, float[] output, int target, int channels) {
        for (int c = 0; c < channels; c += N) {
            FloatVector.fromArray(S, output, target + c).max(FloatVector.fromArray(S, input, at + c))
                    .intoArray(output, target + c);
        }
    }

    private static void maxRest(
            float[] input, int origin, int rows, int columns, int rowStride, int pixelStride,
            float[] output, int target, int first, int channels) {
        for (int c = first; c < channels; c++) {
            float max = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < rows; i++) {
                int row = origin + i * rowStride + c;
                for (int j = 0; j < columns; j++) {
                    max = Math.max(max, input[row + j * pixelStride]);
                }
            }
            output[target + c] = max;
        }
    }

    @Override
    public Task averageTask(PoolingPlan plan, Padding padding, float[] input, float[] output) {
        return new Rows(plan) {
            @Override
            void pixel(int origin, int rows, int columns, int target) {
                float divisor = ScalarPooling.divisor(plan, padding, rows * columns);
                int done = channels - channels % N;
                if (rows == 3 && columns == 3) {
                    meanOfNine(input, origin, rowStride, pixelStride, divisor, output, target, done);
                } else {
                    mean(input, origin, rows, columns, rowStride, pixelStride, divisor, output, target, done);
                }
                meanRest(input, origin, rows, columns, rowStride, pixelStride, divisor, output, target, done, channels);
            }
        };
    }

    private static void meanOfNine(
            float[] input, int origin, int rowStride, int pixelStride, float divisor,
            float[] output, int target, int channels) {
        int two = 2 * pixelStride;
        for (int c = 0; c < channels; c += N) {
            int a = origin + c;
            int b = a + rowStride;
            int d = b + rowStride;
            FloatVector sum = FloatVector.fromArray(S, input, a);
            sum = sum.add(FloatVector.fromArray(S, input, a + pixelStride));
            sum = sum.add(FloatVector.fromArray(S, input, a + two));
            sum = sum.add(FloatVector.fromArray(S, input, b));
            sum = sum.add(FloatVector.fromArray(S, input, b + pixelStride));
            sum = sum.add(FloatVector.fromArray(S, input, b + two));
            sum = sum.add(FloatVector.fromArray(S, input, d));
            sum = sum.add(FloatVector.fromArray(S, input, d + pixelStride));
            sum = sum.add(FloatVector.fromArray(S, input, d + two));
            sum.div(divisor).intoArray(output, target + c);
        }
    }

    /// Pixel by pixel, like [#max].
    private static void mean(
            float[] input, int origin, int rows, int columns, int rowStride, int pixelStride, float divisor,
            float[] output, int target, int channels) {
        System.arraycopy(input, origin, output, target, channels);
        for (int i = 0; i < rows; i++) {
            int row = origin + i * rowStride;
            for (int j = i == 0 ? 1 : 0; j < columns; j++) {
                addPixel(input, row + j * pixelStride, output, target, channels);
            }
        }
        for (int c = 0; c < channels; c += N) {
            FloatVector.fromArray(S, output, target + c).div(divisor).intoArray(output, target + c);
        }
    }

    private static void addPixel(float[] input, int at, float[] output, int target, int channels) {
        for (int c = 0; c < channels; c += N) {
            FloatVector.fromArray(S, output, target + c).add(FloatVector.fromArray(S, input, at + c))
                    .intoArray(output, target + c);
        }
    }

    private static void meanRest(
            float[] input, int origin, int rows, int columns, int rowStride, int pixelStride, float divisor,
            float[] output, int target, int first, int channels) {
        for (int c = first; c < channels; c++) {
            float sum = input[origin + c];
            for (int i = 0; i < rows; i++) {
                int row = origin + i * rowStride + c;
                for (int j = i == 0 ? 1 : 0; j < columns; j++) {
                    sum += input[row + j * pixelStride];
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

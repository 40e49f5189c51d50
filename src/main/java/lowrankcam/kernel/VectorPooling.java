package lowrankcam.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Pooling with lanes along channels; the channels that fill no vector go one by one.
///
/// Windows of 3×3 that lie inside the image have a loop of their own, with the nine pixels written out.
record VectorPooling() implements Pooling {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int N = S.length();

    /// Where a window lies in the input: its first pixel, its size, and the steps between pixels.
    private record Place(int origin, int rows, int columns, int rowStride, int pixelStride) {

        static Place of(PoolingPlan plan, int y, int x) {
            return new Place(
                    plan.input().offset(plan.firstRow(y), plan.firstColumn(x)),
                    plan.endRow(y) - plan.firstRow(y),
                    plan.endColumn(x) - plan.firstColumn(x),
                    plan.input().rowStride(),
                    plan.input().pixelStride());
        }

        boolean isThreeByThree() {
            return rows == 3 && columns == 3;
        }
    }

    /// One item for each row of the output.
    private abstract static class Rows implements Task {

        private final PoolingPlan plan;

        Rows(PoolingPlan plan) {
            this.plan = plan;
        }

        abstract void pixel(Place place, int target, int channels);

        @Override
        public int items() {
            return plan.output().height();
        }

        @Override
        public void run(int y, int thread) {
            for (int x = 0; x < plan.output().width(); x++) {
                pixel(Place.of(plan, y, x), plan.output().offset(y, x), plan.output().channels());
            }
        }
    }

    @Override
    public Task maxTask(PoolingPlan plan, float[] input, float[] output) {
        return new Rows(plan) {
            @Override
            void pixel(Place place, int target, int channels) {
                int done = channels - channels % N;
                if (place.isThreeByThree()) {
                    maxOfNine(input, place.origin(), place.rowStride(), place.pixelStride(), output, target, done);
                } else {
                    max(place, input, output, target, done);
                }
                maxRest(place, input, output, target, done, channels);
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
    private static void max(Place place, float[] input, float[] output, int target, int channels) {
        System.arraycopy(input, place.origin(), output, target, channels);
        for (int i = 0; i < place.rows(); i++) {
            int row = place.origin() + i * place.rowStride();
            for (int j = i == 0 ? 1 : 0; j < place.columns(); j++) {
                maxPixel(input, row + j * place.pixelStride(), output, target, channels);
            }
        }
    }

    private static void maxPixel(float[] input, int at, float[] output, int target, int channels) {
        for (int c = 0; c < channels; c += N) {
            FloatVector.fromArray(S, output, target + c).max(FloatVector.fromArray(S, input, at + c))
                    .intoArray(output, target + c);
        }
    }

    private static void maxRest(Place place, float[] input, float[] output, int target, int first, int channels) {
        for (int c = first; c < channels; c++) {
            float max = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < place.rows(); i++) {
                int row = place.origin() + i * place.rowStride() + c;
                for (int j = 0; j < place.columns(); j++) {
                    max = Math.max(max, input[row + j * place.pixelStride()]);
                }
            }
            output[target + c] = max;
        }
    }

    @Override
    public Task averageTask(PoolingPlan plan, Padding padding, float[] input, float[] output) {
        return new Rows(plan) {
            @Override
            void pixel(Place place, int target, int channels) {
                float divisor = ScalarPooling.divisor(plan, padding, place.rows() * place.columns());
                int done = channels - channels % N;
                if (place.isThreeByThree()) {
                    meanOfNine(
                            input, place.origin(), place.rowStride(), place.pixelStride(), divisor, output, target, done);
                } else {
                    mean(place, divisor, input, output, target, done);
                }
                meanRest(place, divisor, input, output, target, done, channels);
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
    private static void mean(Place place, float divisor, float[] input, float[] output, int target, int channels) {
        System.arraycopy(input, place.origin(), output, target, channels);
        for (int i = 0; i < place.rows(); i++) {
            int row = place.origin() + i * place.rowStride();
            for (int j = i == 0 ? 1 : 0; j < place.columns(); j++) {
                addPixel(input, row + j * place.pixelStride(), output, target, channels);
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
            Place place, float divisor, float[] input, float[] output, int target, int first, int channels) {
        for (int c = first; c < channels; c++) {
            float sum = input[place.origin() + c];
            for (int i = 0; i < place.rows(); i++) {
                int row = place.origin() + i * place.rowStride() + c;
                for (int j = i == 0 ? 1 : 0; j < place.columns(); j++) {
                    sum += input[row + j * place.pixelStride()];
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

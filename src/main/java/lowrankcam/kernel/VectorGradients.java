package lowrankcam.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import lowrankcam.tensor.Plane;

/// Lanes along channels; the channels that fill no vector go one by one.
record VectorGradients() implements Gradients {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int N = S.length();

    @Override
    public void gate(GatePlan plan, float[] gradient, float[] output, float[] gated, Workers workers) {
        workers.run(plan.gated().height(), y -> {
            for (int x = 0; x < plan.gated().width(); x++) {
                gatePixel(
                        plan.gated().channels(), gradient, plan.gradient().offset(y, x), output,
                        plan.output().offset(y, x), gated, plan.gated().offset(y, x));
            }
        });
    }

    private static void gatePixel(
            int channels, float[] gradient, int from, float[] output, int by, float[] gated, int to) {
        FloatVector zero = FloatVector.zero(S);
        int c = 0;
        for (; c + N <= channels; c += N) {
            VectorMask<Float> open = FloatVector.fromArray(S, output, by + c).compare(VectorOperators.GT, 0f);
            zero.blend(FloatVector.fromArray(S, gradient, from + c), open).intoArray(gated, to + c);
        }
        for (; c < channels; c++) {
            gated[to + c] = output[by + c] > 0 ? gradient[from + c] : 0;
        }
    }

    @Override
    public void maximum(
            PoolingGradientPlan plan, float[] input, float[] outputGradient, float[] inputGradient, Workers workers) {
        int vectors = plan.outputGradient().channels() / N;
        workers.run(vectors + plan.outputGradient().channels() % N, item -> {
            if (item < vectors) {
                maximumVector(plan, input, outputGradient, inputGradient, item * N);
            } else {
                int c = vectors * N + item - vectors;
                ScalarGradients.maximumChannel(plan, input, outputGradient, inputGradient, c);
            }
        });
    }

    private static void maximumVector(
            PoolingGradientPlan plan, float[] input, float[] outputGradient, float[] inputGradient, int c) {
        Plane output = plan.outputGradient();
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                FloatVector gradient = FloatVector.fromArray(S, outputGradient, output.offset(y, x) + c);
                FloatVector winner = firstMaximum(plan.pooling(), input, y, x, c);
                addWhere(plan, inputGradient, gradient, winner, y, x, c);
            }
        }
    }

    /// For each lane the number of its first maximum, counted from 0 within the window, row by row.
    private static FloatVector firstMaximum(PoolingPlan pooling, float[] input, int y, int x, int c) {
        int endRow = pooling.endRow(y);
        int firstColumn = pooling.firstColumn(x);
        int endColumn = pooling.endColumn(x);
        FloatVector max = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        FloatVector winner = FloatVector.zero(S);
        float number = 0;
        for (int i = pooling.firstRow(y); i < endRow; i++) {
            int at = pooling.input().offset(i, firstColumn) + c;
            for (int j = firstColumn; j < endColumn; j++) {
                FloatVector value = FloatVector.fromArray(S, input, at);
                VectorMask<Float> larger = value.compare(VectorOperators.GT, max);
                max = max.blend(value, larger);
                winner = winner.blend(number, larger);
                number++;
                at += pooling.input().pixelStride();
            }
        }
        return winner;
    }

    private static void addWhere(
            PoolingGradientPlan plan, float[] inputGradient, FloatVector gradient, FloatVector winner,
            int y, int x, int c) {
        PoolingPlan pooling = plan.pooling();
        int endRow = pooling.endRow(y);
        int firstColumn = pooling.firstColumn(x);
        int endColumn = pooling.endColumn(x);
        float number = 0;
        for (int i = pooling.firstRow(y); i < endRow; i++) {
            int at = plan.inputGradient().offset(i, firstColumn) + c;
            for (int j = firstColumn; j < endColumn; j++) {
                VectorMask<Float> here = winner.compare(VectorOperators.EQ, number);
                FloatVector sum = FloatVector.fromArray(S, inputGradient, at);
                sum.blend(sum.add(gradient), here).intoArray(inputGradient, at);
                number++;
                at += plan.inputGradient().pixelStride();
            }
        }
    }

    @Override
    public void average(
            PoolingGradientPlan plan, Padding padding, float[] outputGradient, float[] inputGradient, Workers workers) {
        int vectors = plan.outputGradient().channels() / N;
        workers.run(vectors + plan.outputGradient().channels() % N, item -> {
            if (item < vectors) {
                averageVector(plan, padding, outputGradient, inputGradient, item * N);
            } else {
                int c = vectors * N + item - vectors;
                ScalarGradients.averageChannel(plan, padding, outputGradient, inputGradient, c);
            }
        });
    }

    private static void averageVector(
            PoolingGradientPlan plan, Padding padding, float[] outputGradient, float[] inputGradient, int c) {
        PoolingPlan pooling = plan.pooling();
        Plane output = plan.outputGradient();
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                FloatVector share =
                        FloatVector.fromArray(S, outputGradient, output.offset(y, x) + c)
                                .div(ScalarGradients.divisor(pooling, padding, y, x));
                int firstColumn = pooling.firstColumn(x);
                int endColumn = pooling.endColumn(x);
                int endRow = pooling.endRow(y);
                for (int i = pooling.firstRow(y); i < endRow; i++) {
                    int at = plan.inputGradient().offset(i, firstColumn) + c;
                    for (int j = firstColumn; j < endColumn; j++) {
                        FloatVector.fromArray(S, inputGradient, at).add(share).intoArray(inputGradient, at);
                        at += plan.inputGradient().pixelStride();
                    }
                }
            }
        }
    }
}

package lowrankcam.kernel;

import java.util.function.IntConsumer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import lowrankcam.tensor.Plane;

/// Lanes along channels; the channels that fill no vector go one by one.
record VectorGradients() implements Gradients {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int N = S.length();

    /// Vectors that a thread takes at a time: neighbouring channels share cache lines.
    private static final int BLOCK = 8;

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
        channels(
                plan, workers,
                (y, x, c) -> maximumWindow(plan, input, outputGradient, inputGradient, y, x, c),
                c -> ScalarGradients.maximumChannel(plan, input, outputGradient, inputGradient, c));
    }

    @Override
    public void average(
            PoolingGradientPlan plan, Padding padding, float[] outputGradient, float[] inputGradient, Workers workers) {
        channels(
                plan, workers,
                (y, x, c) -> averageWindow(plan, padding, outputGradient, inputGradient, y, x, c),
                c -> ScalarGradients.averageChannel(plan, padding, outputGradient, inputGradient, c));
    }

    private interface VectorWindow {
        void add(int y, int x, int c);
    }

    /// Calls `vector` with each window and the first channel of each whole vector, and `single` with each channel
    /// that is left. Windows go row by row; the vectors of a window lie inside, so that a pixel just written is
    /// not read at once by the next window.
    private static void channels(PoolingGradientPlan plan, Workers workers, VectorWindow vector, IntConsumer single) {
        Plane output = plan.outputGradient();
        int whole = output.channels() / N * N;
        int blocks = (whole / N + BLOCK - 1) / BLOCK;
        workers.run(blocks + output.channels() - whole, item -> {
            if (item >= blocks) {
                single.accept(whole + item - blocks);
                return;
            }
            int first = item * BLOCK * N;
            int end = Math.min(whole, first + BLOCK * N);
            for (int y = 0; y < output.height(); y++) {
                for (int x = 0; x < output.width(); x++) {
                    for (int c = first; c < end; c += N) {
                        vector.add(y, x, c);
                    }
                }
            }
        });
    }

    private static void maximumWindow(
            PoolingGradientPlan plan, float[] input, float[] outputGradient, float[] inputGradient,
            int y, int x, int c) {
        PoolingPlan pooling = plan.pooling();
        FloatVector gradient = FloatVector.fromArray(S, outputGradient, plan.outputGradient().offset(y, x) + c);
        FloatVector winner = firstMaximum(pooling, input, y, x, c);
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

    private static void averageWindow(
            PoolingGradientPlan plan, Padding padding, float[] outputGradient, float[] inputGradient,
            int y, int x, int c) {
        PoolingPlan pooling = plan.pooling();
        FloatVector share =
                FloatVector.fromArray(S, outputGradient, plan.outputGradient().offset(y, x) + c)
                        .div(ScalarGradients.divisor(pooling, padding, y, x));
        int endRow = pooling.endRow(y);
        int firstColumn = pooling.firstColumn(x);
        int endColumn = pooling.endColumn(x);
        for (int i = pooling.firstRow(y); i < endRow; i++) {
            int at = plan.inputGradient().offset(i, firstColumn) + c;
            for (int j = firstColumn; j < endColumn; j++) {
                FloatVector.fromArray(S, inputGradient, at).add(share).intoArray(inputGradient, at);
                at += plan.inputGradient().pixelStride();
            }
        }
    }
}

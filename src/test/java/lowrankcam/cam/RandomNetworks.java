package lowrankcam.cam;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lowrankcam.kernel.Dense;
import lowrankcam.model.Activation;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.PassCounter;
import lowrankcam.tensor.Tensor;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;

/// Small networks made of seeded random numbers.
public final class RandomNetworks {

    public static final int K = 24;
    static final int C = 3;

    private RandomNetworks() {}

    /// Features as after a ReLU: not negative, about half of them zero, channel 5 dead.
    public static StubModel nonNegative(int seed, int rows, int columns) {
        Random random = new Random(seed);
        float[] values = new float[rows * columns * K];
        for (int i = 0; i < values.length; i++) {
            float value = (float) random.nextGaussian();
            values[i] = i % K == 5 ? 0 : Math.max(0, value);
        }
        return new StubModel(new Tensor(rows, columns, K, values), head(random, K, C), new PassCounter());
    }

    /// Features of singular values `2^0, 2^-1, …`, with random orthogonal modes; they have both signs.
    ///
    /// @param rank singular values that are not zero
    public static StubModel withSpectrum(int seed, int rows, int columns, int rank) {
        Random random = new Random(seed);
        int positions = rows * columns;
        double[][] u = orthogonal(random, positions);
        double[][] v = orthogonal(random, K);
        float[] values = new float[positions * K];
        for (int p = 0; p < positions; p++) {
            for (int k = 0; k < K; k++) {
                double sum = 0;
                for (int i = 0; i < rank; i++) {
                    sum += u[p][i] * Math.scalb(1.0, -i) * v[k][i];
                }
                values[p * K + k] = (float) sum;
            }
        }
        return new StubModel(new Tensor(rows, columns, K, values), head(random, K, C), new PassCounter());
    }

    /// Q of a square Gaussian matrix.
    private static double[][] orthogonal(Random random, int n) {
        double[][] gaussian = new double[n][n];
        for (double[] row : gaussian) {
            for (int j = 0; j < n; j++) {
                row[j] = random.nextGaussian();
            }
        }
        return new QRDecomposition(new Array2DRowRealMatrix(gaussian, false)).getQ().getData();
    }

    /// Dense layers of these widths after K features; softmax.
    public static ClassifierHead head(Random random, int features, int... widths) {
        List<ClassifierHead.Layer> layers = new ArrayList<>();
        int inputs = features;
        for (int width : widths) {
            layers.add(new ClassifierHead.Layer(gaussian(random, inputs * width), gaussian(random, width)));
            inputs = width;
        }
        List<String> labels = IntStream.range(0, inputs).mapToObj(c -> "c" + c).toList();
        return new ClassifierHead(layers, labels, Activation.SOFTMAX, Dense.scalar(), "");
    }

    static float[] gaussian(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /// The same network with another head.
    public static StubModel withHead(StubModel model, ClassifierHead head) {
        return new StubModel(model.features(), head, new PassCounter());
    }

    /// Features scaled by a power of two, so that no value is rounded.
    static StubModel scaled(StubModel model, double factor) {
        float[] values = model.features().values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) factor;
        }
        return withFeatures(model, values);
    }

    public static StubModel withFeatures(StubModel model, float[] values) {
        Tensor features = model.features();
        return new StubModel(
                new Tensor(features.height(), features.width(), features.channels(), values), model.head(),
                new PassCounter());
    }

    /// Positions moved: position p of the result is position `order[p]` of the model.
    static StubModel positionsMoved(StubModel model, int[] order) {
        int channels = model.features().channels();
        float[] values = new float[model.features().values().length];
        for (int p = 0; p < order.length; p++) {
            System.arraycopy(model.features().values(), order[p] * channels, values, p * channels, channels);
        }
        return withFeatures(model, values);
    }

    /// Channels moved, and the rows of the head's first layer with them: channel k of the result is channel `order[k]`.
    static StubModel channelsMoved(StubModel model, int[] order) {
        float[] values = new float[model.features().values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = model.features().values()[i - i % order.length + order[i % order.length]];
        }
        ClassifierHead.Layer first = model.head().layers().getFirst();
        int outputs = first.bias().length;
        float[] weights = new float[first.weights().length];
        for (int k = 0; k < order.length; k++) {
            System.arraycopy(first.weights(), order[k] * outputs, weights, k * outputs, outputs);
        }
        List<ClassifierHead.Layer> layers = new ArrayList<>(model.head().layers());
        layers.set(0, new ClassifierHead.Layer(weights, first.bias()));
        ClassifierHead head =
                new ClassifierHead(layers, model.head().labels(), model.head().activation(), Dense.scalar(), "");
        return withHead(withFeatures(model, values), head);
    }

    /// A random order of 0 … n-1.
    static int[] order(int seed, int n) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}

package lowrankcam.cam;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import lowrankcam.kernel.Pooling;
import lowrankcam.kernel.Resample;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.FeatureScorer;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.LastLayer;
import lowrankcam.model.MaskScorer;
import lowrankcam.model.MaskScorers;
import lowrankcam.model.PassCounter;
import lowrankcam.model.Prediction;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// A real network small enough for thousands of passes: mean of each 4×4 block of the image, dense to K channels
/// and ReLU (`early`), a cross of five neighbours dense to K channels and ReLU (`last`), global average, head.
///
/// @param first  3×K, row-major
/// @param second 5·K×K: centre, up, down, left, right
/// @param head   after the global average
/// @param passes counts
public record TinyNetwork(float[] first, float[] second, ClassifierHead head, PassCounter passes) implements ExplainableModel {

    public static final int K = 12;
    public static final String EARLY = "early";
    public static final String LAST = "last";
    private static final int BLOCK = 4;
    private static final int[][] CROSS = {{0, 0}, {-1, 0}, {1, 0}, {0, -1}, {0, 1}};

    /// @param widths of the head's dense layers
    public static TinyNetwork of(int seed, int... widths) {
        Random random = new Random(seed);
        float[] first = RandomNetworks.gaussian(random, 3 * K);
        for (int i = 2; i < first.length; i += K) {
            first[i] = 0; // channel 2 of the early layer is dead
        }
        return new TinyNetwork(
                first, RandomNetworks.gaussian(random, 5 * K * K), RandomNetworks.head(random, K, widths),
                new PassCounter());
    }

    /// 16×20 pixels, values from 0 to 1.
    public static Tensor image(int seed) {
        float[] values = new float[16 * 20 * 3];
        Random random = new Random(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Tensor(16, 20, 3, values);
    }

    public CamInput input(Tensor image, String layer, Target target) {
        return new CamInput(this, forward(image, layer), target, Resample.scalar(), Progress.NONE);
    }

    @Override
    public List<String> layers() {
        return List.of(EARLY, LAST);
    }

    @Override
    public List<ForwardTrace> forward(Tensor image, List<String> layers) {
        Tensor early = early(image);
        Tensor last = last(early);
        float[] pooled = Pooling.scalar().globalAverage(last.values(), K);
        Prediction prediction = prediction(last);
        return layers.stream()
                .map(layer -> new ForwardTrace(image, layer, layer.equals(EARLY) ? early : last, pooled, prediction))
                .toList();
    }

    private Prediction prediction(Tensor last) {
        double[] logits = head.scores(Pooling.scalar().globalAverage(last.values(), K));
        return new Prediction(logits, head.activation().probabilities(logits));
    }

    private Tensor early(Tensor image) {
        int rows = image.height() / BLOCK;
        int columns = image.width() / BLOCK;
        float[] values = new float[rows * columns * K];
        for (int p = 0; p < rows * columns; p++) {
            for (int k = 0; k < K; k++) {
                double sum = 0;
                for (int i = 0; i < BLOCK * BLOCK * 3; i++) {
                    int y = p / columns * BLOCK + i / 3 / BLOCK;
                    int x = p % columns * BLOCK + i / 3 % BLOCK;
                    sum += (double) image.get(y, x, i % 3) * first[i % 3 * K + k];
                }
                values[p * K + k] = (float) Math.max(0, sum / (BLOCK * BLOCK));
            }
        }
        return new Tensor(rows, columns, K, values);
    }

    private Tensor last(Tensor early) {
        float[] values = new float[early.values().length];
        for (int i = 0; i < values.length; i++) {
            double sum = 0;
            for (int n = 0; n < CROSS.length; n++) {
                int from = neighbour(early, i / K, n);
                for (int j = 0; j < K && from >= 0; j++) {
                    sum += (double) early.values()[from * K + j] * second[(n * K + j) * K + i % K];
                }
            }
            values[i] = (float) Math.max(0, sum);
        }
        return new Tensor(early.height(), early.width(), K, values);
    }

    private static int neighbour(Tensor early, int p, int n) {
        int y = p / early.width() + CROSS[n][0];
        int x = p % early.width() + CROSS[n][1];
        return y < 0 || x < 0 || y >= early.height() || x >= early.width() ? -1 : y * early.width() + x;
    }

    @Override
    public Tensor gradient(ForwardTrace trace, Target target) {
        passes.countBackward();
        Tensor last = trace.layer().equals(LAST) ? trace.features() : last(trace.features());
        Tensor atLast =
                LastLayer.gradient(
                        new ForwardTrace(null, LAST, last, trace.pooled(), trace.prediction()), head, target);
        if (trace.layer().equals(LAST)) {
            return atLast;
        }
        double[] sums = new double[last.values().length];
        for (int i = 0; i < sums.length; i++) {
            for (int n = 0; n < CROSS.length && last.values()[i] > 0; n++) {
                int from = neighbour(last, i / K, n);
                for (int j = 0; j < K && from >= 0; j++) {
                    sums[from * K + j] += (double) atLast.values()[i] * second[(n * K + j) * K + i % K];
                }
            }
        }
        float[] values = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            values[i] = (float) sums[i];
        }
        return new Tensor(last.height(), last.width(), K, values);
    }

    @Override
    public MaskScorer maskScorer(ForwardTrace trace) {
        FeatureScorer scorer = featureScorer(trace);
        return mask -> scorer.logits(MaskScorers.masked(trace.features(), mask));
    }

    @Override
    public FeatureScorer featureScorer(ForwardTrace trace) {
        return features -> {
            passes.countHead();
            return prediction(trace.layer().equals(LAST) ? features : last(features)).logits();
        };
    }

    /// Passes in an order that is not ascending, as those of several threads.
    @Override
    public void scoreAll(ForwardTrace trace, int count, IntFunction<Tensor> features, Scores scores) {
        FeatureScorer scorer = featureScorer(trace);
        IntStream.range(0, count).map(i -> count - 1 - i).forEach(i -> {
            double[] logits = scorer.logits(features.apply(i));
            scores.accept(i, new Prediction(logits, head.activation().probabilities(logits)));
        });
    }

    @Override
    public void predictAll(int count, IntFunction<Tensor> images, Scores scores) {
        IntStream.range(0, count).map(i -> count - 1 - i).forEach(i -> {
            passes.countNetwork();
            scores.accept(i, prediction(last(early(images.apply(i)))));
        });
    }
}

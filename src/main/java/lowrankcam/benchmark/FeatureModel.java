package lowrankcam.benchmark;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import lowrankcam.kernel.Gram;
import lowrankcam.kernel.KernelSet;
import lowrankcam.model.Activation;
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

/// Features of any size with a head of two classes behind them. Its network passes are counted with the work of a real one and not
/// run: what a method asks for does not depend on what comes of it. Everything behind the features is run.
final class FeatureModel implements ExplainableModel {

    private static final long SEED = 64;
    private static final String LAYER = "features";

    private final Tensor features;
    private final ClassifierHead head;
    private final KernelSet kernels;
    private final PassCounter.Work network;
    private final PassCounter passes = new PassCounter();

    /// @param side    of the grid, P = side²
    /// @param network work of a network pass
    FeatureModel(int side, int channels, KernelSet kernels, PassCounter.Work network) {
        this.kernels = kernels;
        this.network = network;
        Random random = new Random(SEED);
        float[] values = new float[side * side * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, random.nextFloat() - 0.25f);
        }
        float[] weights = new float[2 * channels];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextFloat() - 0.5f;
        }
        this.features = new Tensor(side, side, channels, values);
        this.head =
                new ClassifierHead(
                        List.of(new ClassifierHead.Layer(weights, new float[2])), List.of("one", "other"), Activation.SOFTMAX,
                        kernels.dense(), "");
    }

    @Override
    public List<String> layers() {
        return List.of(LAYER);
    }

    @Override
    public ClassifierHead head() {
        return head;
    }

    @Override
    public PassCounter passes() {
        return passes;
    }

    @Override
    public Gram gram() {
        return kernels.gram();
    }

    @Override
    public List<ForwardTrace> forward(Tensor image, List<String> layers) {
        pass();
        float[] pooled = kernels.pooling().globalAverage(features.values(), features.channels());
        return layers.stream().map(layer -> new ForwardTrace(image, layer, features, pooled, prediction(pooled))).toList();
    }

    private void pass() {
        passes.countNetwork();
        passes.count(network);
        passes.countHead();
        passes.count(head.work());
    }

    private Prediction prediction(float[] pooled) {
        double[] logits = head.scores(pooled);
        return new Prediction(logits, head.activation().probabilities(logits));
    }

    @Override
    public Tensor gradient(ForwardTrace trace, Target target) {
        throw new UnsupportedOperationException("features without a network have no gradient");
    }

    @Override
    public MaskScorer maskScorer(ForwardTrace trace) {
        return MaskScorers.linear(features, head, passes);
    }

    @Override
    public FeatureScorer featureScorer(ForwardTrace trace) {
        return LastLayer.scorer(kernels.pooling(), head, passes);
    }

    @Override
    public void scoreAll(ForwardTrace trace, int count, IntFunction<Tensor> changed, Scores scores) {
        FeatureScorer scorer = featureScorer(trace);
        IntStream.range(0, count).forEach(i -> {
            double[] logits = scorer.logits(changed.apply(i));
            scores.accept(i, new Prediction(logits, head.activation().probabilities(logits)));
        });
    }

    @Override
    public void predictAll(int count, IntFunction<Tensor> images, Scores scores) {
        Prediction same = prediction(kernels.pooling().globalAverage(features.values(), features.channels()));
        for (int i = 0; i < count; i++) {
            pass();
            scores.accept(i, same);
        }
    }
}

package lowrankcam.cam;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import lowrankcam.kernel.Dense;
import lowrankcam.kernel.Pooling;
import lowrankcam.kernel.Resample;
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

/// A network whose features are given, with any head.
///
/// @param features L×D×K
/// @param head     one dense layer or several
/// @param passes   counts
public record StubModel(Tensor features, ClassifierHead head, PassCounter passes) implements ExplainableModel {

    /// @param weights C×K
    public static StubModel of(int rows, int columns, float[][] features, float[][] weights, float... bias) {
        int channels = features[0].length;
        float[] values = new float[features.length * channels];
        for (int p = 0; p < features.length; p++) {
            System.arraycopy(features[p], 0, values, p * channels, channels);
        }
        float[] transposed = new float[channels * bias.length];
        for (int c = 0; c < bias.length; c++) {
            for (int k = 0; k < channels; k++) {
                transposed[k * bias.length + c] = weights[c][k];
            }
        }
        List<String> labels = IntStream.range(0, bias.length).mapToObj(c -> "c" + c).toList();
        ClassifierHead head =
                new ClassifierHead(
                        List.of(new ClassifierHead.Layer(transposed, bias)), labels, Activation.SOFTMAX,
                        Dense.scalar(), "");
        return new StubModel(new Tensor(rows, columns, channels, values), head, new PassCounter());
    }

    public CamInput input(int target) {
        return input(Target.logit(target));
    }

    public CamInput input(Target target) {
        return new CamInput(this, forward(null, "features"), target, Resample.scalar(), Progress.NONE);
    }

    @Override
    public List<String> layers() {
        return List.of("features");
    }

    @Override
    public List<ForwardTrace> forward(Tensor image, List<String> layers) {
        float[] pooled = new float[features.channels()];
        for (int p = 0; p < features.positions(); p++) {
            for (int k = 0; k < pooled.length; k++) {
                pooled[k] += features.values()[p * pooled.length + k] / features.positions();
            }
        }
        double[] logits = head.scores(pooled);
        Prediction prediction = new Prediction(logits, head.activation().probabilities(logits));
        return layers.stream().map(layer -> new ForwardTrace(image, layer, features, pooled, prediction)).toList();
    }

    @Override
    public MaskScorer maskScorer(ForwardTrace trace) {
        return head.isLinear()
                ? MaskScorers.linear(features, head, passes) : MaskScorers.pooled(features, head, passes);
    }

    @Override
    public Tensor gradient(ForwardTrace trace, Target target) {
        passes.countBackward();
        return LastLayer.gradient(trace, head, target);
    }

    @Override
    public FeatureScorer featureScorer(ForwardTrace trace) {
        return LastLayer.scorer(Pooling.scalar(), head, passes);
    }

    @Override
    public void scoreAll(ForwardTrace trace, int count, IntFunction<Tensor> given, Scores scores) {
        FeatureScorer scorer = featureScorer(trace);
        for (int i = 0; i < count; i++) {
            double[] logits = scorer.logits(given.apply(i));
            scores.accept(i, new Prediction(logits, head.activation().probabilities(logits)));
        }
    }

    @Override
    public void predictAll(int count, IntFunction<Tensor> images, Scores scores) {
        throw new AssertionError("no network passes expected");
    }
}

package lowrankcam.model;

import lowrankcam.kernel.Pooling;
import lowrankcam.tensor.Tensor;

/// What follows the last layer, whose features only the global average and the head come after.
public final class LastLayer {

    private LastLayer() {}

    /// Gradient of a score with respect to the last layer's features: `g[p,k] = (∂score/∂pooled_k) / P`, the same at every
    /// position.
    ///
    /// For a linear head and a logit that is `W[c,k] / P`. In double, rounded once at the end.
    ///
    /// @param trace a pass whose target layer is the last one
    /// @return L×D×K
    public static Tensor gradient(ForwardTrace trace, ClassifierHead head, Target target) {
        double[] pooled = pooledGradient(trace, head, target);
        Tensor features = trace.features();
        int positions = features.positions();
        float[] values = new float[features.values().length];
        for (int k = 0; k < pooled.length; k++) {
            float value = (float) (pooled[k] / positions);
            for (int p = 0; p < positions; p++) {
                values[p * pooled.length + k] = value;
            }
        }
        return new Tensor(features.height(), features.width(), features.channels(), values);
    }

    /// Gradient of a score with respect to the pooled features, K values.
    public static double[] pooledGradient(ForwardTrace trace, ClassifierHead head, Target target) {
        double[] logitGradient = target.logitGradient(trace.prediction().logits(), head.activation());
        return head.gradient(trace.pooled(), logitGradient);
    }

    /// Averages given features and runs the head; the features of a trace give the logits of its prediction, bit for bit,
    /// if the pooling is that of the model.
    public static FeatureScorer scorer(Pooling pooling, ClassifierHead head, PassCounter passes) {
        return features -> {
            passes.countHead();
            return head.scores(pooling.globalAverage(features.values(), features.channels()));
        };
    }
}

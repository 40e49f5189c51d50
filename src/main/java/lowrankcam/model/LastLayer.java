package lowrankcam.model;

import lowrankcam.kernel.Pooling;
import lowrankcam.tensor.Tensor;

/// What follows the last layer, whose features only the global average and the head come after.
public final class LastLayer {

    private LastLayer() {}

    /// Gradient of a score with respect to the last layer's features: `g[p,k] = (∂score/∂pooled_k) / P`, the same
    /// at every position.
    ///
    /// For a linear head and a logit that is `W[c,k] / P`. In double, rounded once at the end.
    ///
    /// @param trace a pass whose target layer is the last one
    /// @return L×D×K
    public static Tensor gradient(ForwardTrace trace, ClassifierHead head, Target target) {
        Tensor features = trace.features();
        return spread(pooledGradient(trace, head, target), features.height(), features.width());
    }

    /// Backward pass of the global average: each position gets its share, `pooledGradient_k / P`.
    ///
    /// @param pooledGradient K values
    /// @return L×D×K
    public static Tensor spread(double[] pooledGradient, int height, int width) {
        int channels = pooledGradient.length;
        int positions = height * width;
        float[] values = new float[positions * channels];
        for (int k = 0; k < channels; k++) {
            float value = (float) (pooledGradient[k] / positions);
            for (int p = 0; p < positions; p++) {
                values[p * channels + k] = value;
            }
        }
        return new Tensor(height, width, channels, values);
    }

    /// Gradient of a score with respect to the pooled features, K values; for a trace of any layer.
    public static double[] pooledGradient(ForwardTrace trace, ClassifierHead head, Target target) {
        double[] logitGradient = target.logitGradient(trace.prediction().logits(), head.activation());
        return head.gradient(trace.pooled(), logitGradient);
    }

    /// Averages given features and runs the head; the features of a trace give the logits of its prediction, bit
    /// for bit, if the pooling is that of the model.
    public static FeatureScorer scorer(Pooling pooling, ClassifierHead head, PassCounter passes) {
        return features -> {
            passes.countHead();
            passes.count(head.work());
            return head.scores(pooling.globalAverage(features.values(), features.channels()));
        };
    }
}

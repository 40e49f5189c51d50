package lowrankcam.cam;

import lowrankcam.model.ClassifierHead;
import lowrankcam.model.LastLayer;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// Gradient of the target's score with respect to the features, `g[p,k]`, P×K, in double.
///
/// | layer and head | how | backward passes |
/// |---|---|---|
/// | last layer, one dense layer | `W[c,k] / P`; for a probability `q_c (W[c,k] - Σ_j q_j W[j,k]) / P` | 0 |
/// | last layer, several dense layers | backward through the head, the same at every position | 1 |
/// | earlier layer | backward through the rest of the network | 1 |
public final class LayerGradient {

    private final int positions;
    private final int channels;
    private final double[] values;

    private LayerGradient(int positions, int channels, double[] values) {
        this.positions = positions;
        this.channels = channels;
        this.values = values;
    }

    /// Gradient of the input's target.
    public static LayerGradient of(CamInput input) {
        return of(input, input.target());
    }

    /// Gradient of the logit, or difference of logits, whatever score the target asks for.
    public static LayerGradient ofLogit(CamInput input) {
        Target target = input.target();
        return of(input, new Target(target.classIndex(), target.contrast(), Target.Score.LOGIT));
    }

    private static LayerGradient of(CamInput input, Target target) {
        Tensor features = input.features();
        ClassifierHead head = input.model().head();
        if (input.atLastLayer()) {
            if (!head.isLinear()) {
                input.model().passes().countBackward();
            }
            return uniform(features, LastLayer.pooledGradient(input.trace(), head, target));
        }
        float[] gradient = input.model().gradient(input.trace(), target).values();
        double[] values = new double[gradient.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = gradient[i];
        }
        return new LayerGradient(features.positions(), features.channels(), values);
    }

    private static LayerGradient uniform(Tensor features, double[] pooled) {
        int positions = features.positions();
        double[] values = new double[positions * pooled.length];
        for (int k = 0; k < pooled.length; k++) {
            double value = pooled[k] / positions;
            for (int p = 0; p < positions; p++) {
                values[p * pooled.length + k] = value;
            }
        }
        return new LayerGradient(positions, pooled.length, values);
    }

    /// `g[p,k]`.
    public double at(int p, int k) {
        return values[p * channels + k];
    }

    /// `(1/P) Σ_p g[p,k]`, K values.
    public double[] means() {
        double[] means = new double[channels];
        for (int p = 0; p < positions; p++) {
            for (int k = 0; k < channels; k++) {
                means[k] += values[p * channels + k];
            }
        }
        for (int k = 0; k < channels; k++) {
            means[k] /= positions;
        }
        return means;
    }

    /// `Σ_p g[p,k] · M[p,k]`: what each channel contributes to the score, K values.
    public double[] relevances(Tensor features) {
        double[] sums = new double[channels];
        for (int p = 0; p < positions; p++) {
            for (int k = 0; k < channels; k++) {
                int i = p * channels + k;
                sums[k] = Math.fma(values[i], (double) features.values()[i], sums[k]);
            }
        }
        return sums;
    }

    /// `g[p,k] · M[p,k]`, P×K.
    public double[] timesFeatures(Tensor features) {
        double[] products = new double[values.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = values[i] * features.values()[i];
        }
        return products;
    }
}

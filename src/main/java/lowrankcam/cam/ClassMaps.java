package lowrankcam.cam;

import lowrankcam.model.ClassifierHead;
import lowrankcam.model.MaskScorers;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// What a class has at each position of the target layer, P values.
///
/// | where | map | passes |
/// |---|---|---|
/// | last layer, head of one dense layer | `c[p] = Σ_k M[p,k] W[c,k]`, the map of CAM | none |
/// | elsewhere | `c[p] = P · Σ_k M[p,k] g[p,k]`, g the gradient of the class's logit | 1 backward |
///
/// With one dense layer behind the last layer `g = W_c / P`, so the two agree. Elsewhere c is the logit's first-order
/// share of each position (HiResCAM's map, times P), and its mean is not the logit without the bias.
final class ClassMaps {

    private ClassMaps() {}

    /// @param who what needs the map, for the error
    /// @throws UnsupportedTargetException if the model has no gradient at this layer
    static double[] of(CamInput input, String who) {
        Tensor features = input.trace().features();
        ClassifierHead head = input.model().head();
        if (input.atLastLayer() && head.isLinear()) {
            return MaskScorers.classMap(features, head, input.target());
        }
        return fromGradient(features, gradient(input, who));
    }

    private static Tensor gradient(CamInput input, String who) {
        try {
            return input.model().gradient(input.trace(), Target.logit(input.target()));
        } catch (UnsupportedOperationException e) {
            throw new UnsupportedTargetException(
                    who + " needs a class map, and at " + input.trace().layer()
                            + " that needs gradients, which this model does not give; a rank rule without a class is, "
                            + "for example, energy:0.95");
        }
    }

    private static double[] fromGradient(Tensor features, Tensor gradient) {
        int channels = features.channels();
        int positions = features.positions();
        double[] map = new double[positions];
        for (int p = 0; p < positions; p++) {
            double sum = 0;
            for (int k = 0; k < channels; k++) {
                int at = p * channels + k;
                sum = Math.fma((double) features.values()[at], (double) gradient.values()[at], sum);
            }
            map[p] = positions * sum;
        }
        return map;
    }
}

package lowrankcam.cam.lowrank;

import lowrankcam.cam.CamInput;
import lowrankcam.cam.ChannelSum;
import lowrankcam.cam.LayerGradient;
import lowrankcam.cam.UnsupportedTargetException;
import lowrankcam.cam.activation.Cam;

/// What the target has at each position of the layer, P values, as a fixed weight for each channel gives it.
///
/// | where | map | passes |
/// |---|---|---|
/// | last layer, head of one dense layer | `c[p] = Σ_k W[c,k] M[p,k]`, the map of CAM | none |
/// | elsewhere | `c[p] = P · Σ_k α_k M[p,k]`, `α_k` the mean gradient of the logit: Grad-CAM's sum | 1 backward |
///
/// With one dense layer behind the last layer `α_k = W[c,k] / P`, so the two agree. Both lie in the span of the
/// modes. Only at the last layer is the mean of c the logit without the bias.
final class ClassMaps {

    private ClassMaps() {}

    /// @param who what needs the map, for the error
    /// @throws UnsupportedTargetException if the model has no gradient at this layer
    static double[] of(CamInput input, String who) {
        if (input.hasLinearRest()) {
            return Cam.classMap(input);
        }
        double[] map = ChannelSum.weighted(input.features(), gradient(input, who).means());
        for (int p = 0; p < map.length; p++) {
            map[p] *= map.length;
        }
        return map;
    }

    private static LayerGradient gradient(CamInput input, String who) {
        try {
            return LayerGradient.ofLogit(input);
        } catch (UnsupportedOperationException e) {
            throw new UnsupportedTargetException(
                    who + " needs a class map, and at " + input.trace().layer()
                            + " that needs gradients, which this model does not give");
        }
    }
}

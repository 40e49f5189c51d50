package lowrankcam.kernel;

import lowrankcam.tensor.Plane;

/// Where the arrays of a ReLU's backward pass lie; all three are of one size.
///
/// @param gradient gradient with respect to the layer's output, any slice
/// @param output   the layer's output, any slice
/// @param gated    the gradient with respect to what went into the ReLU
public record GatePlan(Plane gradient, Plane output, Plane gated) {

    public GatePlan {
        if (!gradient.sameSize(output) || !gradient.sameSize(gated)) {
            throw new IllegalArgumentException("gate of " + gradient + " by " + output + " into " + gated);
        }
    }
}

package lowrankcam.kernel;

import lowrankcam.tensor.Plane;

/// Geometry of a pooling layer's backward pass.
///
/// @param pooling        the layer as it runs forward
/// @param outputGradient gradient with respect to its output, any slice
/// @param inputGradient  gradient with respect to its input, any slice
public record PoolingGradientPlan(PoolingPlan pooling, Plane outputGradient, Plane inputGradient) {

    public PoolingGradientPlan {
        if (!pooling.output().sameSize(outputGradient) || !pooling.input().sameSize(inputGradient)) {
            throw new IllegalArgumentException(
                    outputGradient + " and " + inputGradient + " are no gradients of " + pooling);
        }
    }
}

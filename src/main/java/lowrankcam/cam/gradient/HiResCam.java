package lowrankcam.cam.gradient;

import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.LayerGradient;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.cam.Relu;
import lowrankcam.tensor.Tensor;

/// HiResCAM: gradient times features, summed over channels, with no averaging over positions.
///
/// Paper: R. L. Draelos, L. Carin, "Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional
/// neural networks", arXiv 2011.08891. `L[p] = Σ_k g[p,k] · M[p,k]`.
///
/// | variant | negative values |
/// |---|---|
/// | `relu` | cut off, as Grad-CAM does and pytorch-grad-cam here |
/// | `signed` | kept: at a layer with a linear rest, `Σ_p L[p] + b_c = y_c` |
///
/// Passes: one network pass and one backward pass; no backward pass in closed form. Flag: `nothing-positive`.
///
/// @param relu what happens to negative values
public record HiResCam(Relu relu) implements CamMethod {

    public static final MethodInfo INFO =
            new MethodInfo(
                    "hirescam", "HiResCAM", "Draelos & Carin, arXiv 2011.08891", Group.GRADIENT,
                    MethodInfo.GRADIENT_PASSES, MethodInfo.ANYWHERE, List.of(),
                    List.of(
                            MethodInfo.variant("relu", "negative values cut off", new HiResCam(Relu.AT_THE_END)),
                            MethodInfo.variant("signed", "negative values kept", new HiResCam(Relu.NONE))));

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor features = input.features();
        LayerGradient gradient = LayerGradient.of(input);
        double[] map = new double[features.positions()];
        for (int p = 0; p < map.length; p++) {
            double sum = 0;
            for (int k = 0; k < features.channels(); k++) {
                sum = Math.fma(gradient.at(p, k), (double) features.values()[p * features.channels() + k], sum);
            }
            map[p] = sum;
        }
        return relu.applyTo(new CamMap(features, map)).choice("score", input.scoreName());
    }
}

package lowrankcam.cam.gradient;

import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.LayerGradient;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.tensor.Tensor;

/// LayerCAM: every value of the features weighed by its own positive gradient.
///
/// Paper: P.-T. Jiang, C.-B. Zhang, Q. Hou, M.-M. Cheng, Y. Wei, "LayerCAM: Exploring Hierarchical Class Activation
/// Maps for Localization", IEEE Transactions on Image Processing 30, 2021.
/// `L[p] = ReLU(Σ_k ReLU(g[p,k]) · M[p,k])`.
///
/// | choice | here |
/// |---|---|
/// | scaling of shallow layers by tanh before maps of several layers are fused | none: one layer, one map |
///
/// Passes: one network pass and one backward pass; no backward pass in closed form. Flag: `nothing-positive`.
public record LayerCam() implements CamMethod {

    public static final MethodInfo INFO =
            new MethodInfo(
                    "layercam", "LayerCAM", "Jiang et al., IEEE TIP 2021", Group.GRADIENT,
                    MethodInfo.GRADIENT_PASSES, MethodInfo.ANYWHERE, List.of(),
                    List.of(MethodInfo.variant("paper", "positive gradients, ReLU", new LayerCam())));

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
                double value = features.values()[p * features.channels() + k];
                sum = Math.fma(Math.max(0, gradient.at(p, k)), value, sum);
            }
            map[p] = sum;
        }
        return new CamMap(features, map).rectify().choice("score", input.scoreName());
    }
}

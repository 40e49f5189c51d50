package lowrankcam.cam.gradient;

import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.ChannelSum;
import lowrankcam.cam.LayerGradient;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.tensor.Tensor;

/// XGrad-CAM: channels weighed by their mean gradient, each position counting by its share of the channel's
/// activation.
///
/// Paper: R. Fu, Q. Hu, X. Dong, Y. Guo, Y. Gao, B. Li, "Axiom-based Grad-CAM: Towards Accurate Visualization and
/// Explanation of CNNs", BMVC 2020. `w_k = Σ_p g[p,k] M[p,k] / Σ_p M[p,k]`, `L[p] = ReLU(Σ_k w_k M[p,k])`.
///
/// | variant | added to the denominator |
/// |---|---|
/// | `exact` | nothing; `w_k = 0` where `\|Σ_p M\| ≤ 1e-12 Σ_p \|M\|`, dead channels among them |
/// | `authors-code` | 1e-6 |
/// | `pytorch-grad-cam` | 1e-7 |
/// | `torch-cam` | 1e-8 |
///
/// Where the gradient is the same at all positions, as at the last layer, this is Grad-CAM.
/// Passes: one network pass and one backward pass; no backward pass in closed form. Flag: `nothing-positive`.
///
/// @param epsilon added to the denominator, or 0 for the guarded division
public record XGradCam(double epsilon) implements CamMethod {

    public static final MethodInfo INFO =
            new MethodInfo(
                    "xgradcam", "XGrad-CAM", "Fu et al., BMVC 2020", Group.GRADIENT,
                    MethodInfo.GRADIENT_PASSES, MethodInfo.ANYWHERE, List.of(),
                    List.of(
                            MethodInfo.variant("exact", "no epsilon, dead channels weigh nothing", new XGradCam(0)),
                            MethodInfo.variant("authors-code", "1e-6 in the denominator", new XGradCam(1e-6)),
                            MethodInfo.variant("pytorch-grad-cam", "1e-7 in the denominator", new XGradCam(1e-7)),
                            MethodInfo.variant("torch-cam", "1e-8 in the denominator", new XGradCam(1e-8))));

    private static final double CANCELLED = 1e-12;

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor features = input.features();
        double[] weights = LayerGradient.of(input).relevances(features);
        double[] totals = ChannelSum.totals(features);
        double[] magnitudes = magnitudes(features);
        for (int k = 0; k < weights.length; k++) {
            if (epsilon > 0) {
                weights[k] /= totals[k] + epsilon;
            } else if (Math.abs(totals[k]) <= CANCELLED * magnitudes[k]) {
                weights[k] = 0;
            } else {
                weights[k] /= totals[k];
            }
        }
        return new CamMap(features, ChannelSum.weighted(features, weights)).rectify()
                .choice("score", input.scoreName()).choice("epsilon", epsilon);
    }

    /// `Σ_p |M[p,k]|`, K values.
    private static double[] magnitudes(Tensor features) {
        double[] sums = new double[features.channels()];
        float[] values = features.values();
        for (int i = 0; i < values.length; i++) {
            sums[i % sums.length] += Math.abs(values[i]);
        }
        return sums;
    }
}

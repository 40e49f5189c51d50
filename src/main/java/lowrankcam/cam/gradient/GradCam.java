package lowrankcam.cam.gradient;

import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.ChannelSum;
import lowrankcam.cam.LayerGradient;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;

/// Grad-CAM: channels weighed by the mean gradient of the score.
///
/// Paper: R. R. Selvaraju, M. Cogswell, A. Das, R. Vedantam, D. Parikh, D. Batra, "Grad-CAM: Visual Explanations from
/// Deep Networks via Gradient-Based Localization", ICCV 2017, eq. (1) and (2).
/// `α_k = (1/P) Σ_p g[p,k]`, `L[p] = ReLU(Σ_k α_k M[p,k])`, with `g = ∂score/∂M`.
///
/// | choice | here |
/// |---|---|
/// | score | the target's: logit by default, as in the authors' code, which takes the softmax layer off |
/// | mean or sum of the gradient | mean, as in the paper; the authors' code sums, a positive factor |
/// | ReLU | at the layer's resolution |
///
/// With one dense layer after the last layer, `α_k = W[c,k] / P`, so `L = ReLU(CAM_c) / P`.
/// Passes: one network pass and one backward pass; no backward pass in closed form. Flag: `nothing-positive`.
public record GradCam() implements CamMethod {

    public static final MethodInfo INFO =
            new MethodInfo(
                    "gradcam", "Grad-CAM", "Selvaraju et al., ICCV 2017", Group.GRADIENT,
                    MethodInfo.GRADIENT_PASSES, MethodInfo.ANYWHERE, List.of(),
                    List.of(MethodInfo.variant("paper", "mean gradient, ReLU", new GradCam())));

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public CamMap explain(CamInput input) {
        double[] weights = LayerGradient.of(input).means();
        return new CamMap(input.features(), ChannelSum.weighted(input.features(), weights)).rectify()
                .choice("score", input.scoreName());
    }
}

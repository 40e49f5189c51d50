package lowrankcam.cam.gradient;

import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.LayerGradient;
import lowrankcam.cam.LeadingMode;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.cam.activation.EigenCam.Centring;
import lowrankcam.tensor.Tensor;

/// EigenGrad-CAM: Eigen-CAM of gradient times features, which brings the class in.
///
/// No paper: a method of the library pytorch-grad-cam (`eigen_grad_cam.py`).
/// `L = σ_1 u_1` of the P×K matrix `g ⊙ M`.
///
/// | variant | matrix | sign | ReLU |
/// |---|---|---|---|
/// | `pytorch-grad-cam` | minus each column's mean | largest magnitude positive; that library leaves it open | at the end |
/// | `uncentred` | as it is | along HiResCAM: `u_1 · Σ_k (g ⊙ M)[:,k] ≥ 0` | at the end |
///
/// Passes: one network pass and one backward pass; no backward pass in closed form.
/// Flags: `zero-features` if the matrix is zero, `nothing-positive`.
///
/// @param centring whether each column's mean is taken off
public record EigenGradCam(Centring centring) implements CamMethod {

    public static final MethodInfo INFO =
            new MethodInfo(
                    "eigengradcam", "EigenGrad-CAM", "library pytorch-grad-cam, no paper", Group.GRADIENT,
                    MethodInfo.GRADIENT_PASSES, MethodInfo.ANYWHERE, List.of(),
                    List.of(
                            MethodInfo.variant(
                                    "pytorch-grad-cam", "centred, largest magnitude positive",
                                    new EigenGradCam(Centring.CHANNEL_MEANS)),
                            MethodInfo.variant(
                                    "uncentred", "not centred, sign along the class",
                                    new EigenGradCam(Centring.NONE))));

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor features = input.features();
        LeadingMode mode = centring.leadingMode(LayerGradient.of(input).timesFeatures(features), features);
        CamMap map = new CamMap(features, mode.map()).rectify();
        if (mode.singularValue() == 0) {
            map.flag("zero-features");
        }
        return map.choice("score", input.scoreName()).detail("singularValue", mode.singularValue());
    }
}

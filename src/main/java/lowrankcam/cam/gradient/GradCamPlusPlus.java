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

/// Grad-CAM++: positive gradients, each position weighed by a coefficient.
///
/// Paper: A. Chattopadhay, A. Sarkar, P. Howlader, V. N. Balasubramanian, "Grad-CAM++: Generalized Gradient-Based
/// Visual Explanations for Deep Convolutional Networks", WACV 2018, eq. (19). `α[p,k] = g² / (2g² + S_k g³)` with
/// `S_k = Σ_p M[p,k]`, 0 where `g = 0`; `w_k = Σ_p α[p,k] · ReLU(g[p,k])`; `L[p] = ReLU(Σ_k w_k M[p,k])`.
///
/// | variant | coefficient |
/// |---|---|
/// | `exact` | `1 / (2 + g S_k)`: the same number without the powers |
/// | `official` | the authors' code: α divided by its sum over the positions where `g > 0`, channel by channel |
/// | `pytorch-grad-cam` | `g² / (2g² + S_k g³ + 1e-6)` |
/// | `torch-cam` | `g²`: its division is done on a copy and has no effect |
///
/// At the last layer g is about `W / 64`, so g² is about 1e-7 to 1e-6: an epsilon of 1e-6 is as large as what it
/// protects and changes the weights of channels against each other. The exact form needs none: for features that
/// are not negative and `g > 0` the denominator is above 2. The factor `exp(y_c)` of the paper's score cancels and
/// is never computed.
///
/// Passes: one network pass and one backward pass; no backward pass in closed form.
/// Flags: `alpha-undefined` where features below zero make the denominator zero or negative (α is 0 there).
///
/// @param alpha the coefficient
public record GradCamPlusPlus(Alpha alpha) implements CamMethod {

    public static final MethodInfo INFO =
            new MethodInfo(
                    "gradcam++", "Grad-CAM++", "Chattopadhay et al., WACV 2018", Group.GRADIENT,
                    MethodInfo.GRADIENT_PASSES, MethodInfo.ANYWHERE, List.of(),
                    List.of(
                            MethodInfo.variant("exact", "eq. (19), no epsilon", new GradCamPlusPlus(Alpha.EXACT)),
                            MethodInfo.variant(
                                    "official", "the authors' code: coefficients sum to 1 in each channel",
                                    new GradCamPlusPlus(Alpha.OFFICIAL)),
                            MethodInfo.variant(
                                    "pytorch-grad-cam", "eq. (19) with 1e-6 in the denominator",
                                    new GradCamPlusPlus(Alpha.PYTORCH_GRAD_CAM)),
                            MethodInfo.variant(
                                    "torch-cam", "no denominator: squared gradients",
                                    new GradCamPlusPlus(Alpha.TORCH_CAM))));

    private static final double PYTORCH_GRAD_CAM_EPSILON = 1e-6;

    /// The coefficient of a position.
    public enum Alpha {
        EXACT,
        OFFICIAL,
        PYTORCH_GRAD_CAM,
        TORCH_CAM
    }

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor features = input.features();
        LayerGradient gradient = LayerGradient.of(input);
        double[] totals = ChannelSum.totals(features);
        double[] weights = new double[totals.length];
        boolean undefined = false;
        for (int k = 0; k < weights.length; k++) {
            double sum = 0;
            double alphas = 0;
            for (int p = 0; p < features.positions(); p++) {
                double g = gradient.at(p, k);
                if (g > 0) {
                    double coefficient = coefficient(g, totals[k]);
                    undefined |= Double.isNaN(coefficient);
                    coefficient = Double.isNaN(coefficient) ? 0 : coefficient;
                    alphas += coefficient;
                    sum = Math.fma(coefficient, g, sum);
                }
            }
            weights[k] = alpha != Alpha.OFFICIAL ? sum : alphas == 0 ? 0 : sum / alphas;
        }
        CamMap map = new CamMap(features, ChannelSum.weighted(features, weights)).rectify()
                .choice("score", input.scoreName());
        return undefined ? map.flag("alpha-undefined") : map;
    }

    /// α for a positive gradient, or NaN where it is not defined.
    private double coefficient(double g, double total) {
        return switch (alpha) {
            case EXACT, OFFICIAL -> 2 + g * total > 0 ? 1 / (2 + g * total) : Double.NaN;
            case PYTORCH_GRAD_CAM -> g * g / (2 * g * g + total * g * g * g + PYTORCH_GRAD_CAM_EPSILON);
            case TORCH_CAM -> g * g;
        };
    }
}

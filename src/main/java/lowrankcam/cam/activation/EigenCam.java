package lowrankcam.cam.activation;

import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.LeadingMode;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.cam.Relu;
import lowrankcam.tensor.Tensor;

/// Eigen-CAM: the features projected on their first right singular vector. The class plays no part.
///
/// Paper: M. B. Muhammad, M. Yeasin, "Eigen-CAM: Class Activation Map using Principal Components", IJCNN 2020.
/// `L = M · v_1 = σ_1 · u_1`, with `M = U Σ Vᵀ` of the P×K features.
///
/// | variant | features | sign | ReLU |
/// |---|---|---|---|
/// | `paper` | as they are | `u_1 · M·1 ≥ 0`; for features ≥ 0 all of u_1 is | after the sign; changes nothing there |
/// | `centred` | minus each channel's mean over positions | the value of largest magnitude is positive | none |
/// | `pytorch-grad-cam` | centred | as `centred`; that library's older code leaves it to its SVD | after the sign |
///
/// A centred map has mean zero, so its ReLU keeps one half of the picture, and which one depends on the sign rule
/// alone. Passes: none beyond the network pass. Flag: `zero-features` (constant ones, if centred).
///
/// @param centring whether each channel's mean is taken off
/// @param relu     what happens to negative values
public record EigenCam(Centring centring, Relu relu) implements CamMethod {

    public static final MethodInfo INFO =
            new MethodInfo(
                    "eigencam", "Eigen-CAM", "Muhammad & Yeasin, IJCNN 2020", Group.ACTIVATION, "1 network",
                    "any head, any layer; the same map for every class", List.of(),
                    List.of(
                            MethodInfo.variant("paper", "features as they are", new EigenCam()),
                            MethodInfo.variant(
                                    "centred", "channel means taken off, largest magnitude positive, no ReLU",
                                    new EigenCam(Centring.CHANNEL_MEANS, Relu.NONE)),
                            MethodInfo.variant(
                                    "pytorch-grad-cam", "centred, then ReLU",
                                    new EigenCam(Centring.CHANNEL_MEANS, Relu.AT_THE_END))));

    /// Whether each channel's mean is taken off.
    public enum Centring {
        NONE,
        CHANNEL_MEANS;

        /// First mode of a matrix of the features' size, with the sign rule that goes with the centring.
        public LeadingMode leadingMode(double[] matrix, Tensor features) {
            int rows = features.positions();
            int columns = features.channels();
            return switch (this) {
                case NONE -> LeadingMode.of(matrix, rows, columns, LeadingMode.Sign.COLUMN_SUM);
                case CHANNEL_MEANS ->
                        LeadingMode.of(
                                LeadingMode.centred(matrix, rows, columns), rows, columns,
                                LeadingMode.Sign.LARGEST_MAGNITUDE);
            };
        }
    }

    /// The paper's.
    public EigenCam() {
        this(Centring.NONE, Relu.AT_THE_END);
    }

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor features = input.features();
        double[] matrix = new double[features.values().length];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = features.values()[i];
        }
        LeadingMode mode = centring.leadingMode(matrix, features);
        CamMap map = relu.applyTo(new CamMap(features, mode.map()));
        if (mode.singularValue() == 0) {
            map.flag("zero-features");
        }
        return map.choice("centred", centring == Centring.NONE ? "no" : "channel means")
                .choice("sign", centring == Centring.NONE ? "non-negative sum" : "largest magnitude positive")
                .detail("singularValue", mode.singularValue());
    }
}

package lowrankcam.cam.activation;

import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.cam.Relu;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.MaskScorers;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// CAM: the class's weights applied to the features of every position.
///
/// Paper: B. Zhou, A. Khosla, A. Lapedriza, A. Oliva, A. Torralba, "Learning Deep Features for Discriminative
/// Localization", CVPR 2016, eq. (2).
/// `CAM_c[p] = Σ_k W[c,k] · M[p,k]`, with M the P×K features of the last layer.
///
/// | choice | here |
/// |---|---|
/// | ReLU | none, as in the paper and the authors' code; variant `relu` has one |
/// | bias | left out, as in the paper |
/// | contrast | `CAM_c - CAM_o` |
///
/// Passes: none beyond the network pass. Defined for one dense layer after the global average only.
///
/// @param relu what happens to negative values
public record Cam(Relu relu) implements CamMethod {

    public static final MethodInfo INFO =
            new MethodInfo(
                    "cam", "CAM", "Zhou et al., CVPR 2016", Group.ACTIVATION, "1 network",
                    "a head of one dense layer, last layer", List.of(),
                    List.of(
                            MethodInfo.variant("paper", "no ReLU", new Cam(Relu.NONE)),
                            MethodInfo.variant("relu", "negative values cut off", new Cam(Relu.AT_THE_END))));

    /// CAM without a ReLU.
    public Cam() {
        this(Relu.NONE);
    }

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public CamMap explain(CamInput input) {
        input.requireLinearHead(INFO.name());
        return relu.applyTo(new CamMap(input.features(), classMap(input)));
    }

    /// `CAM_c`, or `CAM_c - CAM_o` for a contrast, P values.
    public static double[] classMap(CamInput input) {
        Tensor features = input.features();
        ClassifierHead head = input.model().head();
        Target target = input.target();
        double[] map = MaskScorers.classMap(features, head, target.classIndex());
        if (target.isContrast()) {
            double[] other = MaskScorers.classMap(features, head, target.contrast());
            for (int p = 0; p < map.length; p++) {
                map[p] -= other[p];
            }
        }
        return map;
    }
}

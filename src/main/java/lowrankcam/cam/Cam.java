package lowrankcam.cam;

import lowrankcam.model.MaskScorers;
import lowrankcam.tensor.Tensor;

/// CAM: the class's weights applied to the features of every position.
///
/// Paper: B. Zhou, A. Khosla, A. Lapedriza, A. Oliva, A. Torralba, "Learning Deep Features for Discriminative
/// Localization", CVPR 2016, eq. (2).
/// `CAM_c[p] = Σ_k W[c,k] · M[p,k]`, with M the P×K features of the last layer.
///
/// | choice | here |
/// |---|---|
/// | ReLU | none, as in the paper |
/// | bias | left out, as in the paper |
///
/// Passes: none beyond the network pass. Defined for one dense layer after the global average only.
public record Cam() implements CamMethod {

    @Override
    public String id() {
        return "cam";
    }

    @Override
    public CamMap explain(CamInput input) {
        input.requireLinearHead("CAM");
        Tensor features = input.trace().features();
        double[] map = MaskScorers.classMap(features, input.model().head(), input.target());
        return new CamMap(features.height(), features.width(), map).choice("relu", "none");
    }
}

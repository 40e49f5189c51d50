package lowrankcam.cam;

import lowrankcam.linalg.ThinSvd;
import lowrankcam.tensor.Tensor;

/// Eigen-CAM: the features projected on their first right singular vector. The class plays no part.
///
/// Paper: M. B. Muhammad, M. Yeasin, "Eigen-CAM: Class Activation Map using Principal Components", IJCNN 2020.
/// `L = M · v_1 = σ_1 · u_1`, with `M = U Σ Vᵀ` of the P×K features.
///
/// | choice | here |
/// |---|---|
/// | centring of channels | none, as in the paper |
/// | sign | `Σ_p L[p] ≥ 0`; for features without negative values all of L is then ≥ 0 |
/// | ReLU | after the sign; changes nothing where features are not negative |
///
/// Passes: none beyond the network pass.
public record EigenCam() implements CamMethod {

    @Override
    public String id() {
        return "eigencam";
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor features = input.trace().features();
        ThinSvd svd = new ThinSvd(features.values(), features.positions(), features.channels());
        if (svd.rank() == 0) {
            return new CamMap(features.height(), features.width(), new double[features.positions()])
                    .flag("zero-features");
        }
        double[] map = svd.left(0);
        double sum = 0;
        for (double value : map) {
            sum += value;
        }
        double factor = svd.sigma()[0] * (sum < 0 ? -1 : 1);
        for (int p = 0; p < map.length; p++) {
            map[p] *= factor;
        }
        return new CamMap(features.height(), features.width(), Normalisation.rectify(map))
                .choice("centred", "no")
                .choice("sign", "non-negative sum")
                .choice("relu", "after the sign")
                .detail("singularValue", svd.sigma()[0]);
    }
}

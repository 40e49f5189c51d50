package lowrankcam.cam.gradient;

import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.ChannelSum;
import lowrankcam.cam.LayerGradient;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.cam.lowrank.rank.FixedRank;
import lowrankcam.cam.lowrank.rank.RankChoice;
import lowrankcam.cam.lowrank.rank.RankRule;
import lowrankcam.cam.lowrank.rank.RankRules;
import lowrankcam.linalg.ThinSvd;
import lowrankcam.tensor.Tensor;

/// SVD-Grad-CAM: Grad-CAM of features cut down to their r strongest modes. **A reading:** neither text nor code of
/// the paper was at hand.
///
/// Paper: by the first author of LowRank-CAM, "SVD-Grad-CAM", ICPR 2024, which filters features by their SVD before
/// Grad-CAM. What that title and LowRank-CAM's account of it suggest: `M_r = U_r U_rᵀ M`, `α_k = (1/P) Σ_p g[p,k]`,
/// `L = ReLU(M_r α) = ReLU(U_r U_rᵀ (M α))`: Grad-CAM's sum projected on the modes, then the ReLU.
///
/// | choice | here |
/// |---|---|
/// | gradient | at the features as they are, not at the truncated ones |
/// | rank | 10, as LowRank-CAM; at full rank this is Grad-CAM. Rules that need a class map get Grad-CAM's sum |
/// | centring | none |
///
/// Passes: one network pass and one backward pass; no backward pass in closed form.
/// Flags: `rank-reduced`, `zero-features`, `nothing-positive`.
///
/// @param rank how many modes are kept, r
public record SvdGradCam(RankRule rank) implements CamMethod {

    public static final MethodInfo INFO =
            new MethodInfo(
                    "svdgradcam", "SVD-Grad-CAM (a reading)", "title: ICPR 2024; text not at hand", Group.GRADIENT,
                    MethodInfo.GRADIENT_PASSES, MethodInfo.ANYWHERE,
                    List.of(new MethodInfo.Parameter("rank", "10", "modes to keep, as for lowrankcam")),
                    List.of(
                            new MethodInfo.Variant(
                                    "reading", "Grad-CAM of the rank-r features",
                                    settings -> new SvdGradCam(RankRules.rank(settings.values().get("rank"))))));

    /// The same rank for every image.
    ///
    /// @param rank r ≥ 1
    public SvdGradCam(int rank) {
        this(new FixedRank(rank));
    }

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor features = input.features();
        double[] sum = ChannelSum.weighted(features, LayerGradient.of(input).means());
        ThinSvd svd = new ThinSvd(features.values(), features.positions(), features.channels(), input.model().gram()::apply);
        RankChoice choice = rank.choose(svd, sum);
        int used = choice.rank();
        double[] map = new double[sum.length];
        for (int i = 0; i < used; i++) {
            double[] mode = svd.left(i);
            double along = 0;
            for (int p = 0; p < sum.length; p++) {
                along = Math.fma(mode[p], sum[p], along);
            }
            for (int p = 0; p < sum.length; p++) {
                map[p] = Math.fma(along, mode[p], map[p]);
            }
        }
        CamMap result = new CamMap(features, map).rectify();
        if (svd.rank() == 0) {
            result.flag("zero-features");
        }
        choice.flags().forEach(result::flag);
        choice.figures().forEach(result::detail);
        return result.choice("score", input.scoreName()).choice("rank", rank.setting()).choice("rankRule", rank.id())
                .detail("rankUsed", used).detail("numericalRank", svd.rank());
    }
}

package lowrankcam.cam.lowrank;

import java.util.Collections;
import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.CamMode;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.cam.lowrank.LowRankOptions.Preset;
import lowrankcam.cam.lowrank.rank.RankRule;
import lowrankcam.cam.lowrank.rank.RankRules;

/// LowRank-CAM: the r strongest spatial modes of the features become masks, each weighed by the classifier head alone.
///
/// Paper: Thota, Nagaraju, Korra, "LowRank-CAM", AAAI student abstract, steps 1 to 6.
///
/// 1. `M` (P×K): features of the target layer, one row per position. `M = U Σ Vᵀ`, thin.
/// 2. Component i summed over channels is `σ_i (Σ_k v_i[k]) u_i = (u_i · m) u_i` with `m = M·1`: V is never needed, and
///    the arbitrary sign of the SVD drops out.
/// 3. `A_i = Norm(ReLU(sign(u_i · m) u_i))`, `Norm` = min–max; positive factors drop out in it.
/// 4. `w_i = f(M ⊙ A_i)[c]`: the head on the features with all channels multiplied by the mask.
/// 5. `map = ReLU(Σ_{i ≤ r} w_i A_i)`.
///
/// The paper names U and V the other way round in its steps 3 and 4; the shapes above are the consistent reading.
/// [LowRankOptions] lists what it leaves open. The preset `class-signed` asks which half of a mode speaks for the class:
/// `u_i · CAM_c ≥ 0` where CAM is defined; elsewhere with Grad-CAM's sum `Σ_k α_k A_k` in its place, which there is CAM / P.
/// Passes: one network pass and r head passes, where Score-CAM needs one network pass for every channel; a backward pass
/// more where `class-signed` or the rule for r needs a class map and CAM is not defined.
/// Flags: `rank-reduced` (fewer than r singular values), `rank-rule-not-met`, `mask-dropped` (a flat mask), `sign-tie`,
/// `zero-features`, `nothing-positive`. Steps 1 to 4 stand in [LowRankModes], the rules for r in [RankRule].
///
/// @param options sign, masks, score, ReLU, rank
public record LowRankCam(LowRankOptions options) implements CamMethod {

    /// Name on the command line.
    public static final String ID = "lowrankcam";

    public static final MethodInfo INFO =
            new MethodInfo(
                    ID, "LowRank-CAM", "Thota, Nagaraju & Korra, AAAI student abstract",
                    Group.FEATURE_MASKS, "1 network + r head", MethodInfo.ANYWHERE,
                    List.of(new MethodInfo.Parameter(
                            "rank", String.valueOf(LowRankOptions.DEFAULT_RANK),
                            "modes to use, r: a number, auto, or a rule such as elbow or energy=0.95")),
                    List.of(
                            variant(Preset.DEFAULT, "the paper's six steps, logits as weights, ReLU at the end"),
                            variant(Preset.PAPER_LITERAL, "same without the ReLU, which the paper does not write"),
                            variant(Preset.SCORECAM_LIKE, "probabilities as weights, no ReLU"),
                            variant(
                                    Preset.CLASS_SIGNED,
                                    "signs by the class, weights without bias and not negative (not in the paper)"),
                            variant(Preset.LINEAR, "CAM of the rank-r features, signed (not in the paper)"),
                            variant(
                                    Preset.POSITIVE,
                                    "the positive part of linear: what speaks for the class (not in the paper)")));

    private static MethodInfo.Variant variant(Preset preset, String meaning) {
        return new MethodInfo.Variant(
                preset.id(), meaning,
                settings -> new LowRankCam(LowRankOptions.of(preset, RankRules.rank(settings.values().get("rank")))));
    }

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public CamMap explain(CamInput input) {
        LowRankModes modes = new LowRankModes(options, input);
        return modes.map(modes.weighAll());
    }

    /// Maps at several ranks in place of the options' own, from one decomposition, each mode weighed once.
    List<CamMap> atRanks(List<Integer> ranks, CamInput input) {
        LowRankModes most = new LowRankModes(options.withRank(Collections.max(ranks)), input);
        List<CamMode> modes = most.weighAll();
        return ranks.stream().map(rank -> most.mapAt(rank, modes)).toList();
    }
}

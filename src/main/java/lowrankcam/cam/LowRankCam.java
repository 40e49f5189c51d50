package lowrankcam.cam;

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
/// [LowRankOptions] lists what it leaves open.
/// Passes: one network pass and r head passes, where Score-CAM needs one network pass for every channel.
/// Flags: `rank-reduced` (fewer than r singular values), `mask-dropped` (a flat mask), `sign-tie`, `zero-features`,
/// `rank-rule-not-met`. Steps 1 to 4 stand in [LowRankModes], the rules for r in [RankRule].
///
/// @param options sign, masks, score, ReLU, rank
public record LowRankCam(LowRankOptions options) implements CamMethod {

    @Override
    public String id() {
        return "lowrankcam";
    }

    @Override
    public CamMap explain(CamInput input) {
        LowRankModes modes = new LowRankModes(options, input);
        return modes.map(modes.weighAll());
    }
}

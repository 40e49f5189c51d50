package lowrankcam.cam.lowrank.rank;

import lowrankcam.linalg.ThinSvd;

/// How many modes LowRank-CAM uses: a pure function of the decomposition and, for some rules, of the class map.
///
/// Every rule but the fixed one answers with at least 1 and at most min(R, 45), R being the numerical rank.
/// `docs/RANK.md` compares them; [RankRules] knows their names.
public sealed interface RankRule permits ClassRank, FixedRank, GapAdjustedRank, ParallelRank, SpectrumRank {

    /// The most modes a rule may choose: the largest rank that the LowRank-CAM paper tried.
    int MOST = 45;

    /// Name and parameter as on the command line, for example `energy:0.95`.
    String id();

    /// What `--rank` says: a number, or `auto`.
    default Object setting() {
        return "auto";
    }

    /// True if [#choose] needs the class map.
    default boolean needsClassMap() {
        return false;
    }

    /// The rank for one image.
    ///
    /// @param svd      of the features M, P×K
    /// @param classMap what the class has at each position, P values; null if the rule needs none
    RankChoice choose(ThinSvd svd, double[] classMap);

    /// The largest rank that a rule may choose: min(R, 45).
    static int limit(ThinSvd svd) {
        return Math.min(svd.rank(), MOST);
    }
}

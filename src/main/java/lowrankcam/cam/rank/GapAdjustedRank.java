package lowrankcam.cam.rank;

import lowrankcam.linalg.ThinSvd;

/// Another rule's rank, moved by at most two to where the gap `σ_r / σ_{r+1}` is widest; on ties it moves least.
///
/// Modes of nearly equal σ turn into each other at the slightest change. A rank that cuts through such a cluster
/// keeps a part of it that is arbitrary; this moves the cut out of it, up or down.
///
/// @param rule decides first
public record GapAdjustedRank(RankRule rule) implements RankRule {

    private static final int REACH = 2;

    /// Ends the names of adjusted rules on the command line.
    static final String SUFFIX = "+gap";

    @Override
    public String id() {
        return rule.id() + SUFFIX;
    }

    @Override
    public boolean needsClassMap() {
        return rule.needsClassMap();
    }

    @Override
    public RankChoice choose(ThinSvd svd, double[] classMap) {
        RankChoice first = rule.choose(svd, classMap);
        int limit = RankRule.limit(svd);
        if (limit == 0) {
            return first;
        }
        int wanted = first.rank();
        RankChoice moved =
                SpectrumRank.MaxGap.largest(
                        svd, Math.max(1, wanted - REACH), Math.min(limit, wanted + REACH), wanted);
        return new RankChoice(moved.rank(), first.figures(), first.flags())
                .with("rankBeforeGap", wanted)
                .with("gap", moved.figures().get("gap"));
    }
}

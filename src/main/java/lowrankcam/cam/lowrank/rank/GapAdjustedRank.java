package lowrankcam.cam.lowrank.rank;

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
        int from = Math.max(1, wanted - REACH);
        int to = Math.min(limit, wanted + REACH);
        int best = Math.min(wanted, to);
        double widest = 0;
        for (int i = from; i <= to; i++) {
            double gap = gap(svd, i);
            boolean nearer = gap == widest && Math.abs(i - wanted) < Math.abs(best - wanted);
            if (gap > widest || nearer) {
                widest = gap;
                best = i;
            }
        }
        return new RankChoice(best, first.figures(), first.flags()).with("rankBeforeGap", wanted).with("gap", widest);
    }

    /// `σ_i / σ_{i+1}`, i counted from 1; 0 where no gap is looked for: behind the 45th mode and behind full rank. Behind the last
    /// mode of features of less than full rank the ratio is infinite.
    private static double gap(ThinSvd svd, int i) {
        double[] sigma = svd.sigma();
        if (i < sigma.length) {
            return i < MOST ? sigma[i - 1] / sigma[i] : 0;
        }
        boolean full = i == Math.min(svd.rows(), svd.columns());
        return full ? 0 : Double.POSITIVE_INFINITY;
    }
}

package lowrankcam.cam.lowrank.rank;

import lowrankcam.format.UsageException;
import lowrankcam.linalg.ThinSvd;

/// The same rank for every image, or as many modes as there are.
///
/// @param rank r ≥ 1
public record FixedRank(int rank) implements RankRule {

    public FixedRank {
        if (rank < 1) {
            throw new UsageException("rank: expected at least 1, found " + rank);
        }
    }

    @Override
    public String id() {
        return "fixed:" + rank;
    }

    @Override
    public Object setting() {
        return rank;
    }

    /// min(r, R); flag `rank-reduced` where that is less than r.
    @Override
    public RankChoice choose(ThinSvd svd, double[] classMap) {
        RankChoice choice = RankChoice.of(Math.min(rank, svd.rank()));
        return svd.rank() < rank && svd.rank() > 0 ? choice.flagged("rank-reduced") : choice;
    }
}

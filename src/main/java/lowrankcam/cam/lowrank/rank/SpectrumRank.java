package lowrankcam.cam.lowrank.rank;

import lowrankcam.linalg.ThinSvd;

/// Rules that look at the singular values σ_1 ≥ σ_2 ≥ … alone. Multiplying the features by a number changes none
/// of them.
public sealed interface SpectrumRank extends RankRule {

    /// The smallest r whose modes hold a share τ of the energy: `Σ_{i≤r} σ_i² ≥ τ · Σ_i σ_i²`.
    ///
    /// Features are not centred, so mode 1 alone often holds most of the energy: τ of 0.95 to 0.99 is usual. τ = 1
    /// gives the limit.
    ///
    /// @param share τ, above 0, at most 1
    record Energy(double share) implements SpectrumRank {

        static final double DEFAULT = 0.95;

        public Energy {
            RankRules.checkShare("energy", share);
        }

        @Override
        public String id() {
            return "energy:" + share;
        }

        @Override
        public RankChoice choose(ThinSvd svd, double[] classMap) {
            double[] sigma = svd.sigma();
            double total = 0;
            for (double value : sigma) {
                total = Math.fma(value, value, total);
            }
            int limit = RankRule.limit(svd);
            double sum = 0;
            for (int r = 1; r <= limit; r++) {
                sum = Math.fma(sigma[r - 1], sigma[r - 1], sum);
                if (sum >= share * total) {
                    return RankChoice.of(r, "energy", sum / total);
                }
            }
            RankChoice choice = RankChoice.of(limit, "energy", total == 0 ? 0 : sum / total);
            return limit == 0 ? choice : choice.flagged(RankChoice.NOT_MET);
        }
    }

    /// The point of (i, ln σ_i) farthest from the chord between i = 1 and i = min(R, 45); the lowest i on ties.
    ///
    /// No parameter. Where the values fall evenly every point lies near the chord, and the choice is arbitrary.
    /// Where they drop to a floor, the point is the first value on the floor.
    record Elbow() implements SpectrumRank {

        @Override
        public String id() {
            return "elbow";
        }

        @Override
        public RankChoice choose(ThinSvd svd, double[] classMap) {
            double[] sigma = svd.sigma();
            int limit = RankRule.limit(svd);
            if (limit < 3) {
                return RankChoice.of(Math.min(limit, 1), "chordDistance", 0);
            }
            double first = StrictMath.log(sigma[0]);
            double slope = (StrictMath.log(sigma[limit - 1]) - first) / (limit - 1);
            int best = 1;
            double farthest = 0;
            for (int i = 2; i < limit; i++) {
                double above = Math.abs(StrictMath.log(sigma[i - 1]) - first - slope * (i - 1));
                // The distance to the chord is the height over it times one factor for all points. A difference of
                // rounding is no difference: exactly even values have their elbow at 1.
                if (above > farthest + 1e-12) {
                    farthest = above;
                    best = i;
                }
            }
            return RankChoice.of(best, "chordDistance", farthest / Math.sqrt(1 + slope * slope));
        }
    }

    /// How many equally strong modes would be as spread out: `⌈exp(-Σ p_i ln p_i)⌉` with `p_i = σ_i / Σσ`.
    ///
    /// Changes smoothly with the features before it is rounded up.
    /// Source: O. Roy, M. Vetterli, "The Effective Rank", EUSIPCO 2007.
    record Effective() implements SpectrumRank {

        @Override
        public String id() {
            return "effective-rank";
        }

        @Override
        public RankChoice choose(ThinSvd svd, double[] classMap) {
            double sum = 0;
            for (double value : svd.sigma()) {
                sum += value;
            }
            double entropy = 0;
            for (double value : svd.sigma()) {
                double p = value / sum;
                entropy -= p * StrictMath.log(p);
            }
            double effective = StrictMath.exp(entropy);
            // Equal values give a whole number, but for rounding: that must not count as one more.
            int rank = (int) Math.ceil(effective - 1e-9);
            return RankChoice.of(Math.min(rank, RankRule.limit(svd)), "effectiveRank", effective);
        }
    }
}

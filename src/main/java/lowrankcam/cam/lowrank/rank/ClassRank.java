package lowrankcam.cam.lowrank.rank;

import lowrankcam.format.UsageException;
import lowrankcam.linalg.ThinSvd;

/// Rules that ask how much of the class the modes carry. Not in the LowRank-CAM paper.
///
/// They need the class map c, P values: `c = M W_c` for a linear head at the last layer, the gradient's elsewhere
/// (see [ClassMaps]). At the last layer c lies in the span of the modes, and `U_r U_rᵀ c` is the class map of the
/// truncated features; elsewhere part of c may lie outside, and no rank may be enough.
public sealed interface ClassRank extends RankRule {

    /// What is missing by less than this share is missing by rounding.
    double ROUNDING = 1e-9;

    @Override
    default boolean needsClassMap() {
        return true;
    }

    /// The smallest r with `‖U_rᵀ c‖² ≥ τ ‖c‖²`: the class map of the truncated features is off by at most
    /// `√(1 - τ) · ‖c‖`.
    ///
    /// @param share τ, above 0, at most 1
    record Coverage(double share) implements ClassRank {

        static final double DEFAULT = 0.9;

        public Coverage {
            RankRules.checkShare("class-coverage", share);
        }

        @Override
        public String id() {
            return "class-coverage:" + share;
        }

        @Override
        public RankChoice choose(ThinSvd svd, double[] classMap) {
            double total = dot(classMap, classMap);
            int limit = RankRule.limit(svd);
            double sum = 0;
            for (int r = 1; r <= limit; r++) {
                double along = dot(svd.left(r - 1), classMap);
                sum = Math.fma(along, along, sum);
                if (sum >= share * total) {
                    return RankChoice.of(r, "classCoverage", total == 0 ? 1 : sum / total);
                }
            }
            RankChoice choice = RankChoice.of(limit, "classCoverage", total == 0 ? 1 : sum / total);
            // All modes of a class map that they span miss a share of 1 by rounding only.
            boolean met = limit == 0 || sum >= share * total * (1 - ROUNDING);
            return met ? choice : choice.flagged(RankChoice.NOT_MET);
        }
    }

    /// The smallest r with `|1ᵀ(I - U_r U_rᵀ) c| / P ≤ ε · max(|y - b|, 1e-6)`: the score of the truncated
    /// features is off by at most ε of what the features contribute to it.
    ///
    /// `y - b`, the logit without the bias, is the mean of c. The error need not fall with every mode: it is a sum
    /// with signs, and its first small value counts.
    ///
    /// @param error ε, 0 or more
    record LogitError(double error) implements ClassRank {

        static final double DEFAULT = 0.05;

        public LogitError {
            if (!(error >= 0 && error < 1e9)) {
                throw new UsageException("rank rule logit-error: expected 0 or more, found " + error);
            }
        }

        @Override
        public String id() {
            return "logit-error:" + error;
        }

        @Override
        public RankChoice choose(ThinSvd svd, double[] classMap) {
            double rest = 0;
            for (double value : classMap) {
                rest += value;
            }
            double scale = Math.max(Math.abs(rest) / classMap.length, 1e-6);
            double most = error * scale;
            int limit = RankRule.limit(svd);
            for (int r = 1; r <= limit; r++) {
                double[] mode = svd.left(r - 1);
                double ones = 0;
                for (double value : mode) {
                    ones += value;
                }
                rest -= ones * dot(mode, classMap);
                if (Math.abs(rest) / classMap.length <= most) {
                    return RankChoice.of(r, "logitError", Math.abs(rest) / classMap.length);
                }
            }
            double left = Math.abs(rest) / classMap.length;
            boolean met = limit == 0 || left <= most + ROUNDING * scale;
            RankChoice choice = RankChoice.of(limit, "logitError", left);
            return met ? choice : choice.flagged(RankChoice.NOT_MET);
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int p = 0; p < a.length; p++) {
            sum = Math.fma(a[p], b[p], sum);
        }
        return sum;
    }
}

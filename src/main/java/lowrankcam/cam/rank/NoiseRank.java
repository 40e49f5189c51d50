package lowrankcam.cam.rank;

import java.util.Arrays;
import java.util.SplittableRandom;
import lowrankcam.linalg.MarchenkoPastur;
import lowrankcam.linalg.ThinSvd;

/// Rules that keep what stands out of noise.
public sealed interface NoiseRank extends RankRule {

    /// Keeps `σ_i > ω(β) · median(σ)`, for noise of unknown strength.
    ///
    /// Paper: M. Gavish, D. L. Donoho, "The Optimal Hard Threshold for Singular Values is 4/√3", IEEE Transactions
    /// on Information Theory 60 (2014), eq. (4) and (11): `ω(β) = λ*(β) / √μ_β`, β the ratio of the matrix's
    /// sides, μ_β the median of [MarchenkoPastur]. The noise is assumed independent and equally strong everywhere,
    /// which features after a ReLU are not: a rule of thumb here.
    ///
    /// | choice | here |
    /// |---|---|
    /// | ω | exact, not the paper's polynomial |
    /// | noise, `centred` (default) | median over M with every channel's mean subtracted, in substance (P-1)×K |
    /// | noise, `uncentred` | median over M itself |
    /// | what is counted | singular values of M itself: those are the modes that make masks |
    ///
    /// @param noise where the median is taken
    record GavishDonoho(Noise noise) implements NoiseRank {

        /// The matrix whose median singular value tells the strength of the noise.
        public enum Noise {
            CENTRED,
            UNCENTRED
        }

        @Override
        public String id() {
            return noise == Noise.CENTRED ? "gavish-donoho" : "gavish-donoho:uncentred";
        }

        @Override
        public RankChoice choose(ThinSvd svd, double[] classMap) {
            int rows = noise == Noise.CENTRED ? svd.rows() - 1 : svd.rows();
            if (svd.rank() == 0 || rows == 0) {
                return RankChoice.of(RankRule.limit(svd));
            }
            ThinSvd source = noise == Noise.CENTRED ? centred(svd) : svd;
            int small = Math.min(rows, svd.columns());
            double omega = omega(small / (double) Math.max(rows, svd.columns()));
            double threshold = omega * median(source.sigma(), small);
            int rank = Math.max(1, Math.min(above(svd.sigma(), threshold), RankRule.limit(svd)));
            return RankChoice.of(rank, "threshold", threshold).with("omega", omega);
        }

        private static int above(double[] sigma, double threshold) {
            int count = 0;
            while (count < sigma.length && sigma[count] > threshold) {
                count++;
            }
            return count;
        }

        /// Every channel minus its mean over the positions.
        private static ThinSvd centred(ThinSvd svd) {
            int channels = svd.columns();
            double[] matrix = svd.matrix();
            double[] means = new double[channels];
            for (int i = 0; i < matrix.length; i++) {
                means[i % channels] += matrix[i];
            }
            double[] values = new double[matrix.length];
            for (int i = 0; i < matrix.length; i++) {
                values[i] = matrix[i] - means[i % channels] / svd.rows();
            }
            return new ThinSvd(values, svd.rows(), channels);
        }

        /// Median of the first `count` values, descending; values that are not there are 0.
        private static double median(double[] sigma, int count) {
            double[] all = Arrays.copyOf(sigma, count);
            return (all[(count - 1) / 2] + all[count / 2]) / 2;
        }

        /// `λ*(β) = sqrt(2(β+1) + 8β / (β + 1 + sqrt(β² + 14β + 1)))`: the best threshold for noise of known
        /// strength.
        static double lambda(double beta) {
            double root = Math.sqrt(beta * beta + 14 * beta + 1);
            return Math.sqrt(2 * (beta + 1) + 8 * beta / (beta + 1 + root));
        }

        /// `λ*(β) / √μ_β`.
        static double omega(double beta) {
            return lambda(beta) / Math.sqrt(MarchenkoPastur.median(beta));
        }
    }

    /// Keeps modes while σ_i exceeds the 95th percentile of σ_i over 20 matrices in which each channel's positions
    /// are shuffled: what the channels' own values give when nothing ties them together in space.
    ///
    /// Source: J. L. Horn, "A rationale and test for the number of factors in factor analysis", Psychometrika 30
    /// (1965), with permutations instead of normal deviates. The percentile lies between the 19th and the 20th of
    /// the sorted values, as NumPy's. Random numbers: `SplittableRandom.nextLong` from a fixed seed, the
    /// SplitMix64 sequence, the same in every Java release; the bounded choice is made here. Cost: 20
    /// decompositions.
    record Parallel() implements NoiseRank {

        private static final int SHUFFLES = 20;
        private static final double PERCENTILE = 0.95;
        private static final long SEED = 20_231_107;

        @Override
        public String id() {
            return "parallel";
        }

        @Override
        public RankChoice choose(ThinSvd svd, double[] classMap) {
            if (svd.rank() == 0) {
                return RankChoice.of(0);
            }
            double[][] noise = new double[SHUFFLES][];
            SplittableRandom random = new SplittableRandom(SEED);
            for (int n = 0; n < SHUFFLES; n++) {
                noise[n] = new ThinSvd(shuffled(svd, random), svd.rows(), svd.columns()).sigma();
            }
            double[] sigma = svd.sigma();
            int rank = 0;
            while (rank < RankRule.limit(svd) && sigma[rank] > percentile(noise, rank)) {
                rank++;
            }
            rank = Math.max(1, rank);
            RankChoice choice = RankChoice.of(rank, "noiseAtRank", percentile(noise, rank - 1));
            return rank < sigma.length ? choice.with("noiseAfterRank", percentile(noise, rank)) : choice;
        }

        private static double[] shuffled(ThinSvd svd, SplittableRandom random) {
            int channels = svd.columns();
            double[] values = svd.matrix().clone();
            for (int k = 0; k < channels; k++) {
                for (int p = svd.rows() - 1; p > 0; p--) {
                    int other = (int) ((random.nextLong() >>> 32) * (p + 1) >>> 32);
                    double kept = values[p * channels + k];
                    values[p * channels + k] = values[other * channels + k];
                    values[other * channels + k] = kept;
                }
            }
            return values;
        }

        /// The percentile of σ_{i+1} over the shuffled matrices; a value that is not there is 0.
        static double percentile(double[][] noise, int i) {
            double[] values = new double[noise.length];
            for (int n = 0; n < noise.length; n++) {
                values[n] = i < noise[n].length ? noise[n][i] : 0;
            }
            Arrays.sort(values);
            double place = PERCENTILE * (values.length - 1);
            int below = (int) place;
            return values[below] + (place - below) * (values[below + 1] - values[below]);
        }
    }
}

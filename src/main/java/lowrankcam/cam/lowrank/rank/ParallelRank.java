package lowrankcam.cam.lowrank.rank;

import java.util.Arrays;
import java.util.SplittableRandom;
import lowrankcam.linalg.ThinSvd;

/// Keeps modes while σ_i exceeds the 95th percentile of σ_i over 20 matrices in which each channel's positions
/// are shuffled: what the channels' own values give when nothing ties them together in space.
///
/// Source: J. L. Horn, "A rationale and test for the number of factors in factor analysis", Psychometrika 30
/// (1965), with permutations instead of normal deviates. The percentile lies between the 19th and the 20th of
/// the sorted values, as NumPy's. Random numbers: `SplittableRandom.nextLong` from a fixed seed, the
/// SplitMix64 sequence, the same in every Java release; the bounded choice is made here. Cost: 20
/// decompositions.
public record ParallelRank() implements RankRule {

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

    /// The matrix with each column in an order of its own.
    static double[] shuffled(ThinSvd svd, SplittableRandom random) {
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

package lowrankcam.cam.rank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import lowrankcam.linalg.ThinSvd;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RankRulesTest {

    private static final List<String> ALL =
            List.of(
                    "energy:0.8", "elbow", "effective-rank",
                    "parallel", "class-coverage:0.8", "logit-error:0.1", "class-coverage+gap");

    private static float[] gaussian(int rows, int columns, long seed) {
        Random random = new Random(seed);
        float[] matrix = new float[rows * columns];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) random.nextGaussian();
        }
        return matrix;
    }

    /// `Σ_i σ_i u_i v_iᵀ` with random orthonormal u and v.
    private static float[] withSpectrum(int rows, int columns, long seed, double... sigma) {
        ThinSvd source = new ThinSvd(gaussian(rows, columns, seed), rows, columns);
        double[] sum = new double[rows * columns];
        for (int i = 0; i < sigma.length; i++) {
            double[] u = source.left(i);
            double[] v = source.right(i);
            for (int at = 0; at < sum.length; at++) {
                sum[at] += sigma[i] * u[at / columns] * v[at % columns];
            }
        }
        float[] matrix = new float[sum.length];
        for (int at = 0; at < sum.length; at++) {
            matrix[at] = (float) sum[at];
        }
        return matrix;
    }

    /// A class map as CAM makes it: the matrix times one weight for each channel.
    private static double[] classMap(float[] matrix, int rows, int columns, long seed) {
        Random random = new Random(seed);
        double[] map = new double[rows];
        for (int k = 0; k < columns; k++) {
            double weight = random.nextGaussian();
            for (int p = 0; p < rows; p++) {
                map[p] += weight * matrix[p * columns + k];
            }
        }
        return map;
    }

    private static int rank(String rule, float[] matrix, int rows, int columns) {
        ThinSvd svd = new ThinSvd(matrix, rows, columns);
        return RankRules.parse(rule).choose(svd, classMap(matrix, rows, columns, 7)).rank();
    }

    /// σ = 4, 2, 2, 1: σ² = 16, 4, 4, 1 of 25; p = 4/9, 2/9, 2/9, 1/9.
    @Test
    void ranksOfASmallSpectrumComeOutByHand() {
        float[] matrix = new float[4 * 6];
        double[] sigma = {4, 2, 2, 1};
        for (int i = 0; i < 4; i++) {
            matrix[i * 6 + i] = (float) sigma[i];
        }
        assertEquals(1, rank("energy:0.64", matrix, 4, 6));
        assertEquals(2, rank("energy:0.65", matrix, 4, 6));
        assertEquals(3, rank("energy:0.96", matrix, 4, 6));
        assertEquals(4, rank("energy:0.961", matrix, 4, 6));
        // exp(-Σ p ln p) = exp(1.2730) = 3.57.
        assertEquals(4, rank("effective-rank", matrix, 4, 6));
        ThinSvd svd = new ThinSvd(matrix, 4, 6);
        assertEquals(3.5715, (double) new SpectrumRank.Effective().choose(svd, null).figures().get("effectiveRank"), 1e-3);
        // ln σ = 1.386, 0.693, 0.693, 0 against the chord 1.386, 0.924, 0.462, 0: off by 0.231 at 2 and at 3.
        assertEquals(2, rank("elbow", matrix, 4, 6));
        assertEquals(1, rank("elbow", new float[] {8, 0, 0, 0, 0, 4, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1}, 4, 4));
        // The class map in the modes' own coordinates is σ_i W_i: 12, 2, 2, 9, so c² = 144, 4, 4, 81 of 233.
        double[] map = {12, 2, 2, 9};
        assertEquals(1, new ClassRank.Coverage(0.6).choose(svd, map).rank());
        assertEquals(3, new ClassRank.Coverage(0.65).choose(svd, map).rank());
        assertEquals(4, new ClassRank.Coverage(0.66).choose(svd, map).rank());
        // |rest| = 13, 11, 9, 0 of 25.
        assertEquals(1, new ClassRank.LogitError(0.52).choose(svd, map).rank());
        assertEquals(2, new ClassRank.LogitError(0.51).choose(svd, map).rank());
        assertEquals(4, new ClassRank.LogitError(0.35).choose(svd, map).rank());
        // Rank 2 would cut the pair of 2s: with the gaps 2 behind 1 and behind 3 equally near, the lower.
        RankChoice moved = new GapAdjustedRank(new SpectrumRank.Energy(0.65)).choose(svd, null);
        assertEquals(1, moved.rank());
        assertEquals(2, moved.figures().get("rankBeforeGap"));
        assertEquals(3, new GapAdjustedRank(new SpectrumRank.Energy(0.96)).choose(svd, null).rank());
    }

    /// σ = 4, 3, 2, 1 in 4×6: the median of an even number lies half-way, and centred features have a row less.
    @Test
    void noRuleTakesMoreThan45Modes() {
        for (String rule : List.of("energy:1", "class-coverage:1", "logit-error:0", "effective-rank")) {
            assertEquals(45, rank(rule, gaussian(60, 200, 5), 60, 200), rule);
        }
    }

    private static int movedByTheGap(int from, double... sigma) {
        float[] matrix = new float[sigma.length * sigma.length];
        for (int i = 0; i < sigma.length; i++) {
            matrix[i * sigma.length + i] = (float) sigma[i];
        }
        ThinSvd svd = new ThinSvd(matrix, sigma.length, sigma.length);
        return new GapAdjustedRank(new FixedRank(from)).choose(svd, null).rank();
    }

    /// The widest gap lies three away, on either side; within reach, two away, is the second widest.
    @Test
    void theGapIsLookedForWithinTwoModes() {
        assertEquals(3, movedByTheGap(1, 10, 9, 8, 6, 1));
        assertEquals(3, movedByTheGap(5, 100, 90, 70, 60, 59, 58, 57));
        assertEquals(4, movedByTheGap(5, 100, 20, 18, 16, 10, 9, 8));
        assertEquals(3, movedByTheGap(5, 100, 20, 18, 12, 10, 9, 8));
    }

    /// numpy.percentile(range(1, 21), 95) = 19.05.
    @Test
    void thePercentileOfParallelIsThe95th() {
        double[][] noise = new double[20][];
        for (int n = 0; n < 20; n++) {
            noise[n] = new double[] {(n * 7 + 3) % 20 + 1};
        }
        assertEquals(19.05, ParallelRank.percentile(noise, 0), 1e-12);
        assertEquals(0, ParallelRank.percentile(noise, 1), "modes that are not there have no strength");
    }

    @Property(tries = 60)
    void moreIsNeverLess(
            @ForAll @IntRange(max = 100_000) int seed, @ForAll @DoubleRange(min = 0.01, max = 1) double a,
            @ForAll @DoubleRange(min = 0.01, max = 1) double b) {
        float[] matrix = gaussian(12, 30, seed);
        double less = Math.min(a, b);
        double more = Math.max(a, b);
        assertTrue(rank("energy:" + less, matrix, 12, 30) <= rank("energy:" + more, matrix, 12, 30));
        assertTrue(rank("class-coverage:" + less, matrix, 12, 30) <= rank("class-coverage:" + more, matrix, 12, 30));
        assertTrue(rank("logit-error:" + more, matrix, 12, 30) <= rank("logit-error:" + less, matrix, 12, 30));
    }

    @Property(tries = 40)
    void everythingTakesAllModesAndExactRanksComeBack(
            @ForAll @IntRange(max = 100_000) int seed, @ForAll @IntRange(min = 1, max = 8) int rank) {
        double[] sigma = new Random(seed).doubles(rank, 1, 3).map(x -> -x).sorted().map(x -> -x).toArray();
        float[] matrix = withSpectrum(12, 30, seed, sigma);
        for (String rule : List.of("energy:1", "class-coverage:1", "logit-error:0")) {
            assertEquals(rank, rank(rule, matrix, 12, 30), rule);
        }
    }

    /// Shuffling spreads the signals' energy over all modes of the null matrix: 20² + 15² over 40 gives a largest
    /// value of about √15.6 · (1 + √(1/2)) = 6.7. Both signals exceed it, the noise (√80 + √40) / 20 = 0.8 does
    /// not.
    @Property(tries = 10)
    void shufflingTellsSignalsFromNoise(@ForAll @IntRange(max = 100_000) int seed) {
        float[] matrix = withSpectrum(40, 80, seed, 20, 15);
        float[] noise = gaussian(40, 80, seed + 1);
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] += noise[i] / 20;
        }
        assertEquals(2, rank("parallel", matrix, 40, 80));
    }

    @Property(tries = 20)
    void multiplyingTheFeaturesChangesNoRank(
            @ForAll @IntRange(max = 100_000) int seed, @ForAll @IntRange(min = -60, max = 60) int exponent) {
        float[] matrix = withSpectrum(10, 25, seed, 9, 8, 5, 2, 1.5, 1, 0.5, 0.1);
        float[] noise = gaussian(10, 25, seed + 1);
        float[] scaled = new float[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] += noise[i] / 50;
            scaled[i] = Math.scalb(matrix[i], exponent);
        }
        ThinSvd svd = new ThinSvd(matrix, 10, 25);
        ThinSvd large = new ThinSvd(scaled, 10, 25);
        double[] map = classMap(matrix, 10, 25, seed);
        // Below 1e-6 the error of the logit is compared with 1e-6 itself: that floor is the one thing with a scale.
        double[] scaledMap = classMap(scaled, 10, 25, seed);
        for (String rule : ALL) {
            if (exponent >= 0 || !rule.startsWith("logit")) {
                RankRule parsed = RankRules.parse(rule);
                assertEquals(parsed.choose(svd, map).rank(), parsed.choose(large, scaledMap).rank(), rule);
            }
        }
    }

    @Property(tries = 30)
    void everyRuleStaysBetweenOneAndTheLimitAndRepeatsItself(
            @ForAll @IntRange(max = 100_000) int seed, @ForAll @IntRange(min = 1, max = 60) int rows,
            @ForAll @IntRange(min = 1, max = 60) int columns) {
        float[] matrix = gaussian(rows, columns, seed);
        ThinSvd svd = new ThinSvd(matrix, rows, columns);
        double[] map = classMap(matrix, rows, columns, seed);
        for (String rule : ALL) {
            RankChoice choice = RankRules.parse(rule).choose(svd, map);
            assertTrue(choice.rank() >= 1 && choice.rank() <= Math.min(svd.rank(), 45), rule + ": " + choice);
            assertEquals(choice, RankRules.parse(rule).choose(svd, map), rule);
        }
    }

    @Test
    void noFeaturesHaveNoModes() {
        ThinSvd svd = new ThinSvd(new float[12], 3, 4);
        for (String rule : ALL) {
            assertEquals(0, RankRules.parse(rule).choose(svd, new double[3]).rank(), rule);
        }
        assertEquals(0, new FixedRank(10).choose(svd, null).rank());
    }

    /// A class map that no mode reaches: rank 1 of features, the class at the other position.
    @Test
    void aRuleThatNoRankMeetsIsFlagged() {
        ThinSvd svd = new ThinSvd(new float[] {1, 2, 0, 0}, 2, 2);
        RankChoice choice = new ClassRank.Coverage(0.9).choose(svd, new double[] {0, 1});
        assertEquals(1, choice.rank());
        assertEquals(List.of("rank-rule-not-met"), choice.flags());
        assertEquals(List.of("rank-rule-not-met"), new ClassRank.LogitError(0.1).choose(svd, new double[] {0, 1}).flags());
        assertEquals(List.of(), new ClassRank.Coverage(0.9).choose(svd, new double[] {1, 0}).flags());
    }

    @Test
    void namesAreReadBackAndWrongOnesRefused() {
        for (String rule : List.of(
                "energy:0.95", "elbow", "effective-rank",
                "parallel", "class-coverage:0.9", "logit-error:0.05", "class-coverage:0.9+gap")) {
            assertEquals(rule, RankRules.parse(rule).id());
        }
        assertEquals("energy:0.95", RankRules.parse("Energy").id());
        assertEquals("class-coverage:0.9+gap", RankRules.AUTO.id());
        for (String rule : List.of(
                "", "nonsense", "energy:0", "energy:1.5", "energy:NaN", "energy:x", "elbow:2", "class-coverage:-1",
                "logit-error:-1", "max-gap", "gavish-donoho", "+gap")) {
            assertThrows(IllegalArgumentException.class, () -> RankRules.parse(rule), rule);
        }
    }
}

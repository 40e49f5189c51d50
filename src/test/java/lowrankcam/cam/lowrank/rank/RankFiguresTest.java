package lowrankcam.cam.lowrank.rank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import lowrankcam.linalg.ThinSvd;
import org.junit.jupiter.api.Test;

/// What rules say beside the rank: the figure that decided, and whether the rule was met. σ = 4, 2, 2, 1 as in [RankRulesTest],
/// where a class map of 12, 2, 2, 9 has the squares 144, 4, 4, 81 of 233 and the sum 25.
class RankFiguresTest {

    private static final double[] MAP = {12, 2, 2, 9};

    private static ThinSvd diagonal(double... sigma) {
        float[] matrix = new float[sigma.length * sigma.length];
        for (int i = 0; i < sigma.length; i++) {
            matrix[i * sigma.length + i] = (float) sigma[i];
        }
        return new ThinSvd(matrix, sigma.length, sigma.length);
    }

    private static void check(int rank, double figure, boolean met, RankRule rule, ThinSvd svd, double... map) {
        RankChoice choice = rule.choose(svd, map);
        assertEquals(rank, choice.rank(), rule.id());
        assertEquals(figure, (double) choice.figures().values().iterator().next(), 1e-12, rule.id());
        assertEquals(met ? List.of() : List.of(RankChoice.NOT_MET), choice.flags(), rule.id());
    }

    @Test
    void theFigureIsWhatTheChosenRankReaches() {
        ThinSvd svd = diagonal(4, 2, 2, 1);
        check(2, 20 / 25.0, true, new SpectrumRank.Energy(0.65), svd);
        check(4, 1, true, new SpectrumRank.Energy(1), svd);
        check(3, 152 / 233.0, true, new ClassRank.Coverage(0.65), svd, MAP);
        check(4, 1, true, new ClassRank.Coverage(0.66), svd, MAP);
        check(2, 11 / 4.0, true, new ClassRank.LogitError(0.51), svd, MAP);
        check(4, 0, true, new ClassRank.LogitError(0.35), svd, MAP);
        // The point at 2 lies ln 2 / 3 above a chord that falls by 2 ln 2 / 3 a step.
        double third = Math.log(2) / 3;
        check(2, third / Math.hypot(1, 2 * third), true, new SpectrumRank.Elbow(), svd);
    }

    /// Shares that are reached exactly are reached; a class map of zeros is covered by any mode.
    @Test
    void whatIsReachedExactlyIsEnough() {
        ThinSvd svd = diagonal(2, 1);
        check(1, 0.5, true, new ClassRank.Coverage(0.5), svd, 1, 1);
        check(1, 1, true, new ClassRank.Coverage(0.5), svd, 0, 0);
        check(2, 0, true, new ClassRank.LogitError(0), svd, 1, 1);
        check(2, 1, true, new ClassRank.Coverage(1), svd, 3, 1);
    }

    /// Rank 1, and the class map is 3 along the mode and 4 beside it.
    @Test
    void aRuleThatIsNotMetSaysHowFarItCame() {
        ThinSvd svd = new ThinSvd(new float[] {1, 2, 0, 0}, 2, 2);
        check(1, 9 / 25.0, false, new ClassRank.Coverage(0.9), svd, 3, 4);
        check(1, 4 / 2.0, false, new ClassRank.LogitError(0.1), svd, 3, 4);
        ThinSvd even = diagonal(IntStream.range(0, 50).mapToDouble(i -> 1).toArray());
        check(45, 45 / 50.0, false, new SpectrumRank.Energy(1), even);
        ThinSvd none = new ThinSvd(new float[4], 2, 2);
        check(0, 0, true, new SpectrumRank.Energy(0.9), none);
        check(0, 1, true, new ClassRank.Coverage(0.9), none, 0, 0);
        check(0, 0, true, new ClassRank.LogitError(0.1), none, 0, 0);
        check(0, 1.5, true, new ClassRank.LogitError(0.1), none, 1, 2);
    }

    @Test
    void threeValuesHaveAnElbow() {
        assertEquals(2, new SpectrumRank.Elbow().choose(diagonal(8, 1, 0.9), null).rank());
        assertEquals(1, new SpectrumRank.Elbow().choose(diagonal(8, 1), null).rank());
    }

    @Test
    void theGapBehindTheLastModeIsInfiniteOnlyBelowFullRank() {
        RankRule moved = new GapAdjustedRank(new FixedRank(1));
        assertEquals(2, moved.choose(diagonal(4, 3.9, 0), null).rank());
        assertEquals(1, moved.choose(diagonal(4, 1, 0.9), null).rank());
        double[] wide = IntStream.range(0, 48).mapToDouble(i -> i < 45 ? 100 - i : 1).toArray();
        assertNotEquals(45, new GapAdjustedRank(new FixedRank(44)).choose(diagonal(wide), null).rank());
    }

    @Test
    void fixedRanksSayWhenThereAreFewerModes() {
        ThinSvd svd = diagonal(4, 2, 1);
        assertEquals(List.of(), new FixedRank(3).choose(svd, null).flags());
        assertEquals(List.of("rank-reduced"), new FixedRank(4).choose(svd, null).flags());
        assertEquals(List.of(), new FixedRank(4).choose(new ThinSvd(new float[4], 2, 2), null).flags());
        assertEquals("fixed:3", new FixedRank(3).id());
        assertEquals(3, new FixedRank(3).setting());
    }

    @Test
    void ranksAreReadAsNumbersRulesOrAuto() {
        assertEquals(new FixedRank(7), RankRules.rank("7"));
        assertEquals(RankRules.AUTO, RankRules.rank("Auto"));
        assertEquals(new SpectrumRank.Elbow(), RankRules.rank("elbow"));
        for (String name : RankRules.names()) {
            String rule = RankRules.parse(name.replaceAll("[\\[\\]]", "")).id();
            assertTrue(rule.startsWith(name.replaceAll("\\[.*", "")), rule);
        }
        assertEquals(6, RankRules.names().size());
    }

    @Test
    void onlyRulesByTheClassNeedItsMap() {
        assertTrue(RankRules.AUTO.needsClassMap());
        assertTrue(RankRules.parse("logit-error").needsClassMap());
        assertFalse(RankRules.parse("energy+gap").needsClassMap());
        assertFalse(RankRules.parse("parallel").needsClassMap());
    }

    /// Two modes of three, each above the noise of its place: the third of the noise is below the second.
    @Test
    void parallelGivesTheNoiseAtItsRankAndBehindIt() {
        SplittableRandom random = new SplittableRandom(5);
        float[] matrix = new float[40 * 80];
        for (int i = 0; i < matrix.length; i++) {
            double wave = 3 * Math.sin(i / 80 * 0.3) * Math.cos(i % 80) + 2 * Math.cos(i / 80 * 0.7) * Math.sin(i % 80 * 0.4);
            matrix[i] = (float) (wave + 0.05 * random.nextGaussian());
        }
        RankChoice choice = new ParallelRank().choose(new ThinSvd(matrix, 40, 80), null);
        double at = (double) choice.figures().get("noiseAtRank");
        double behind = (double) choice.figures().get("noiseAfterRank");
        assertEquals(2, choice.rank());
        assertTrue(at > behind && at < 1.5 * behind, at + ", " + behind);
        // Without noise there is nothing behind the two modes.
        ThinSvd blocks = new ThinSvd(blocks(), 40, 80);
        RankChoice all = new ParallelRank().choose(blocks, null);
        assertEquals(2, blocks.rank());
        assertEquals(2, all.rank());
        assertFalse(all.figures().containsKey("noiseAfterRank"));
    }

    /// Rank 2: a pattern in the upper rows and the left columns, another in the lower rows and the right ones.
    private static float[] blocks() {
        float[] matrix = new float[40 * 80];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = i / 80 < 20 == i % 80 < 40 ? (i / 80 < 20 ? 3 : 2) : 0;
        }
        return matrix;
    }

    /// Every channel keeps its values and gets an order of its own; of two rows about half of the channels change places.
    @Test
    void shufflingMovesValuesWithinTheirChannel() {
        int columns = 50;
        float[] matrix = new float[9 * columns];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = i;
        }
        double[] shuffled = ParallelRank.shuffled(new ThinSvd(matrix, 9, columns), new SplittableRandom(1));
        int[] orders = new int[columns];
        for (int k = 0; k < columns; k++) {
            int channel = k;
            double[] values = IntStream.range(0, 9).mapToDouble(p -> shuffled[p * columns + channel]).toArray();
            orders[k] = Arrays.hashCode(Arrays.stream(values).map(v -> v - channel).toArray());
            Arrays.sort(values);
            assertArrayEquals(IntStream.range(0, 9).mapToDouble(p -> p * columns + channel).toArray(), values);
        }
        assertTrue(Arrays.stream(orders).distinct().count() > 45);
        float[] rows = new float[400];
        Arrays.fill(rows, 200, 400, 1);
        double[] pairs = ParallelRank.shuffled(new ThinSvd(rows, 2, 200), new SplittableRandom(1));
        double moved = Arrays.stream(pairs).limit(200).sum();
        assertTrue(moved > 60 && moved < 140, moved + " of 200");
    }
}

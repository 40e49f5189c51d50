package lowrankcam.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import lowrankcam.random.SplitMix;
import lowrankcam.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PerturbationCurvesTest {

    private static final MetricSettings ZEROS =
            MetricSettings.DEFAULT.withSubstrates(Substrate.FILL, Substrate.FILL);

    /// Score of class 0: the mean of all values; class 1 answers 0.3 to everything.
    private static final Scorer MEAN = (count, images) -> {
        double[][] scores = new double[count][];
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (float value : images.apply(i).values()) {
                sum += value;
            }
            scores[i] = new double[] {sum / images.apply(i).values().length, 0.3};
        }
        return scores;
    };

    private static final class Counting implements Scorer {
        private final List<Integer> calls = new ArrayList<>();

        @Override
        public double[][] scores(int count, IntFunction<Tensor> images) {
            calls.add(count);
            return MEAN.scores(count, images);
        }
    }

    private static Tensor row(float... values) {
        return new Tensor(1, values.length, 1, values);
    }

    private static SaliencyMap map(float... values) {
        return SaliencyMap.ofUnit(1, values.length, values);
    }

    /// Steps of 0.1 and 0.9: 0.1 · 0.9 + 0.9 · 0.6; as if equal: (1 + 0.8 + 0.4 - 0.5 - 0.2) / 2.
    @Test
    void unequalStepsCountByTheirWidthOrAsIfEqual() {
        Curve curve = new Curve(new double[] {0, 0.1, 1}, new double[] {1, 0.8, 0.4});
        assertEquals(0.63, curve.area(), 1e-12);
        assertEquals(0.75, curve.equalSpacedArea(), 1e-12);
    }

    /// An area of 0.5 between a blank image's 0.2 and the whole one's 0.6: three quarters of the way.
    @Test
    void aNormalisedAreaRunsFromTheBlankImageToTheWholeOne() {
        Curve curve = new Curve(new double[] {0, 1}, new double[] {0.4, 0.6});
        assertEquals(0.75, curve.normalisedArea(0.2, 0.6), 1e-12);
        assertEquals(0.25, curve.normalisedArea(0.6, 0.2), 1e-12);
        assertTrue(Double.isNaN(curve.normalisedArea(0.5, 0.5)));
    }

    /// Image 4 0 2 2, map ½ 0 1 ½, steps of one pixel. Order: third, then first and last (a tie, lower index first), then
    /// second. Insertion from zeros: 0, 2, 6, 8, 8, a quarter each; area (0/2 + 2 + 6 + 8 + 8/2)/4/4 = 1.25. Deletion: 8, 6,
    /// 2, 0, 0: area 3/4.
    @Test
    void curvesByHand() {
        PerturbationCurves curves =
                new PerturbationCurves(MEAN, row(4, 0, 2, 2), 0, ZEROS.withSteps(4), new float[1]);
        PerturbationScores scores = curves.of(map(0.5f, 0, 1, 0.5f));
        assertArrayEquals(new double[] {0, 0.25, 0.5, 0.75, 1}, scores.insertion().fractions());
        assertArrayEquals(new double[] {0, 0.5, 1.5, 2, 2}, scores.insertion().scores());
        assertArrayEquals(new double[] {2, 1.5, 0.5, 0, 0}, scores.deletion().scores());
        assertEquals(1.25, scores.insertionArea(), 1e-15);
        assertEquals(0.75, scores.deletionArea(), 1e-15);
        assertEquals(1.25, scores.insertion().equalSpacedArea(), 1e-15);
        assertEquals(0.625, scores.normalisedInsertion(), 1e-15);
        assertEquals(6, scores.passes());
    }

    /// However many steps are asked for, none is smaller than a pixel.
    @Test
    void moreStepsThanPixelsAreOneForEachPixel() {
        for (int steps : new int[] {4, 5, 1000, Integer.MAX_VALUE - 1, Integer.MAX_VALUE}) {
            PerturbationCurves curves =
                    new PerturbationCurves(MEAN, row(4, 0, 2, 2), 0, ZEROS.withSteps(steps), new float[1]);
            PerturbationScores scores = curves.of(map(0.5f, 0, 1, 0.5f));
            assertArrayEquals(new double[] {0, 0.25, 0.5, 0.75, 1}, scores.insertion().fractions(), steps + " steps");
            assertEquals(1.25, scores.insertionArea(), 1e-15);
        }
    }

    /// Three of five pixels a step: fractions 0, 0.6, 1, so the trapezoids are not equally wide.
    @Test
    void aLastShortStepHasItsTrueWidth() {
        PerturbationCurves curves =
                new PerturbationCurves(MEAN, row(1, 1, 1, 1, 1), 0, ZEROS.withSteps(2), new float[1]);
        Curve curve = curves.of(map(1, 0.9f, 0.8f, 0.7f, 0.6f)).insertion();
        assertArrayEquals(new double[] {0, 0.6, 1}, curve.fractions());
        assertEquals(0.6 * 0.3 + 0.4 * 0.8, curve.area(), 1e-7);
        assertEquals((0 / 2.0 + 0.6 + 1 / 2.0) / 2, curve.equalSpacedArea(), 1e-7);
    }

    @Test
    void endPointsAreScoredOnceForAllMaps() {
        Counting scorer = new Counting();
        MetricSettings settings = MetricSettings.DEFAULT.withSteps(4);
        PerturbationCurves curves = new PerturbationCurves(scorer, row(4, 0, 2, 2), 0, settings, new float[1]);
        assertEquals(3, curves.sharedPasses(), "image, zeros, blur");
        assertEquals(4, curves.stepCount());
        curves.of(List.of(map(0.5f, 0, 1, 0.5f), map(1, 0, 0, 0)));
        assertEquals(List.of(3, 2 * 2 * 3), scorer.calls);
    }

    @Test
    void manyMapsAtOnceGiveWhatEachGivesAlone() {
        PerturbationCurves curves =
                new PerturbationCurves(MEAN, row(4, 0, 2, 2, 7, 1), 0, MetricSettings.DEFAULT.withSteps(3), new float[1]);
        List<SaliencyMap> maps = List.of(map(0.5f, 0, 1, 0.5f, 0, 0), map(0, 0, 0, 0, 1, 0.1f), map(0, 0, 0, 0, 0, 0));
        List<PerturbationScores> together = curves.of(maps);
        for (int i = 0; i < maps.size(); i++) {
            PerturbationScores alone = curves.of(maps.get(i));
            assertArrayEquals(alone.insertion().scores(), together.get(i).insertion().scores());
            assertArrayEquals(alone.deletion().scores(), together.get(i).deletion().scores());
        }
        assertEquals("all values are equal", together.get(2).degenerate());
        assertEquals("", together.get(1).degenerate());
    }

    /// Threads take images in any order and side by side; the scores go where they belong.
    @Test
    void theOrderOfScoringChangesNoBit() {
        Scorer parallel = (count, images) -> {
            double[][] scores = new double[count][];
            IntStream.range(0, count).parallel().map(i -> count - 1 - i)
                    .forEach(i -> scores[i] = MEAN.scores(1, _ -> images.apply(i))[0]);
            return scores;
        };
        SplitMix random = new SplitMix(11);
        float[] values = new float[30 * 30 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.normal();
        }
        Tensor image = new Tensor(30, 30, 3, values);
        float[] relevance = new float[900];
        for (int i = 0; i < relevance.length; i++) {
            relevance[i] = (float) random.uniform();
        }
        SaliencyMap map = SaliencyMap.ofUnit(30, 30, relevance);
        MetricSettings settings = MetricSettings.DEFAULT;
        PerturbationScores one = new PerturbationCurves(MEAN, image, 0, settings, new float[3]).of(map);
        PerturbationScores other = new PerturbationCurves(parallel, image, 0, settings, new float[3]).of(map);
        assertArrayEquals(one.insertion().scores(), other.insertion().scores());
        assertArrayEquals(one.deletion().scores(), other.deletion().scores());
        RoadSettings road = new RoadSettings(List.of(20, 60), 0.01, 5);
        RoadScores first = new Road(MEAN, image, 0, road, one.full()).of(map);
        RoadScores second = new Road(parallel, image, 0, road, one.full()).of(map);
        assertArrayEquals(first.morf(), second.morf());
        assertArrayEquals(first.lerf(), second.lerf());
    }

    @Test
    void aStepOfAllPixelsLeavesTwoPoints() {
        PerturbationCurves curves =
                new PerturbationCurves(MEAN, row(4, 0, 2, 2), 0, ZEROS.withSteps(1), new float[1]);
        PerturbationScores scores = curves.of(map(0.5f, 0, 1, 0.5f));
        assertEquals(2, scores.insertion().scores().length);
        assertEquals(1, scores.insertionArea(), 1e-15);
        assertEquals(0, scores.passes());
    }

    @Test
    void moreStepsThanPixelsAreOneEach() {
        PerturbationCurves curves =
                new PerturbationCurves(MEAN, row(4, 0, 2, 2), 0, ZEROS.withSteps(50), new float[1]);
        assertEquals(4, curves.stepCount());
    }

    @Test
    void constantScoresGiveTheirOwnValueAndNoNormalisedOne() {
        PerturbationCurves curves =
                new PerturbationCurves(MEAN, row(4, 0, 2, 2, 5), 1, ZEROS.withSteps(3), new float[1]);
        PerturbationScores scores = curves.of(map(0.5f, 0, 1, 0.5f, 0));
        assertEquals(0.3, scores.insertionArea(), 1e-15);
        assertEquals(0.3, scores.deletionArea(), 1e-15);
        assertTrue(Double.isNaN(scores.normalisedDeletion()));
    }

    /// On the unchanged image with the fill of black -1, the blank image scores -1.
    @Test
    void theFillIsTheMaskedValue() {
        PerturbationCurves curves =
                new PerturbationCurves(MEAN, row(1, 1), 0, ZEROS.withSteps(2), new float[] {-1});
        assertEquals(-1, curves.blank());
        assertEquals(1, curves.full());
        assertArrayEquals(new double[] {1, 0, -1}, curves.of(map(1, 0)).deletion().scores());
    }

    @Test
    void presetsTakeTheStepsTheyPromise() {
        Tensor image = new Tensor(299, 299, 3, new float[299 * 299 * 3]);
        Scorer nothing = (count, _) -> new double[count][1];
        assertEquals(50, new PerturbationCurves(nothing, image, 0, MetricSettings.DEFAULT, new float[3]).stepCount());
        assertEquals(299, new PerturbationCurves(nothing, image, 0, MetricSettings.RISE_299, new float[3]).stepCount());
    }

    @Test
    void aMapOfAnotherSizeIsRefused() {
        PerturbationCurves curves =
                new PerturbationCurves(MEAN, row(4, 0, 2, 2), 0, ZEROS.withSteps(4), new float[1]);
        assertThrows(IllegalArgumentException.class, () -> curves.of(map(0, 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PerturbationCurves(MEAN, row(1), 0, ZEROS, new float[3]));
    }

    /// With one common substrate, deletion in an order is insertion in the reversed order, read backwards.
    @Property(tries = 100)
    void deletionIsInsertionReadBackwards(@ForAll long seed) {
        SplitMix random = new SplitMix(seed);
        float[] values = new float[24];
        float[] relevance = new float[12];
        float[] reversed = new float[12];
        for (int i = 0; i < 24; i++) {
            values[i] = (float) random.normal();
        }
        for (int i = 0; i < 12; i++) {
            // All different, so that turning the map round reverses the order.
            relevance[i] = (float) ((i + random.uniform()) / 12);
            reversed[i] = 1 - relevance[i];
        }
        PerturbationCurves curves =
                new PerturbationCurves(
                        MEAN, new Tensor(3, 4, 2, values), 0, ZEROS.withSteps(4), new float[] {0.25f, -0.5f});
        double[] deletion = curves.of(SaliencyMap.ofUnit(3, 4, relevance)).deletion().scores();
        PerturbationScores other = curves.of(SaliencyMap.ofUnit(3, 4, reversed));
        double[] insertion = other.insertion().scores();
        for (int i = 0; i < deletion.length; i++) {
            assertEquals(deletion[i], insertion[deletion.length - 1 - i]);
        }
        assertEquals(other.insertionArea(), curves.of(SaliencyMap.ofUnit(3, 4, relevance)).deletionArea(), 1e-12);
    }
}

package lowrankcam.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import lowrankcam.evaluation.Bootstrap;
import lowrankcam.evaluation.Interval;
import org.junit.jupiter.api.Test;

/// When a claim holds, when it does not, and when the data do not decide.
class ComparisonTest {

    private static Comparison of(double low, double high, double familyHigh, int images) {
        return new Comparison("a over b", (low + high) / 2, new Interval(low, high), new Interval(low, familyHigh), images);
    }

    @Test
    void holdsIfTheIntervalLiesAboveZero() {
        assertEquals(Verdict.HOLDS, of(0.1, 2, 2.5, 20).verdict());
        assertEquals(Verdict.UNDECIDED, of(0, 2, 2.5, 20).verdict(), "an end on zero decides nothing");
        assertEquals(Verdict.UNDECIDED, of(-0.1, 2, 2.5, 20).verdict());
    }

    @Test
    void failsIfTheFamilysIntervalLiesBelowZero() {
        assertEquals(Verdict.FAILS, of(-2, -1, -0.5, 20).verdict());
        assertEquals(Verdict.UNDECIDED, of(-2, -0.1, 0.1, 20).verdict(), "one of many may be luck");
        assertEquals(Verdict.UNDECIDED, of(-2, 0, 0, 20).verdict());
    }

    @Test
    void fewImagesOrNoNumberDecideNothing() {
        assertEquals(Verdict.UNDECIDED, of(1, 2, 2, Comparison.FEWEST - 1).verdict());
        assertEquals(Verdict.UNDECIDED, of(-2, -1, -1, Comparison.FEWEST - 1).verdict());
        assertEquals(Verdict.HOLDS, of(1, 2, 2, Comparison.FEWEST).verdict());
        assertEquals(
                Verdict.UNDECIDED, new Comparison("x", Double.NaN, Interval.NONE, Interval.NONE, 40).verdict());
    }

    @Test
    void aBarMovesEverything() {
        Comparison over = of(3, 5, 6, 9).over(4);
        assertEquals(0, over.value());
        assertEquals(new Interval(-1, 1), over.interval());
        assertEquals(new Interval(-1, 2), over.family());
        assertEquals(Verdict.HOLDS, of(3, 5, 6, 9).over(2.9).verdict());
        assertEquals(Verdict.FAILS, of(3, 5, 6, 9).over(6.1).verdict());
    }

    @Test
    void aClaimHoldsIfAllHoldAndFailsIfOneFails() {
        assertEquals(Verdict.HOLDS, Verdict.all(List.of(Verdict.HOLDS, Verdict.HOLDS)));
        assertEquals(Verdict.UNDECIDED, Verdict.all(List.of(Verdict.HOLDS, Verdict.UNDECIDED)));
        assertEquals(Verdict.FAILS, Verdict.all(List.of(Verdict.HOLDS, Verdict.UNDECIDED, Verdict.FAILS)));
        assertEquals(Verdict.UNDECIDED, Verdict.all(List.of()));
    }

    /// Differences are taken image by image, where both are defined; a larger family has a wider interval.
    @Test
    void pairedDifferencesLeaveOutWhatOneLacks() {
        Paired paired = new Paired(new Bootstrap(2000, 1, 0.95), new Bootstrap(2000, 1, 0.995));
        double[] a = {5, 6, 7, 8, Double.NaN, 10, 11, 9};
        double[] b = {4, 5, 6.5, 6, 1, 9, Double.NaN, 8};
        Comparison c = paired.difference("a over b", a, b);
        assertEquals(6, c.images());
        assertEquals((1 + 1 + 0.5 + 2 + 1 + 1) / 6, c.value(), 1e-12);
        assertEquals(Verdict.HOLDS, c.verdict());
        assertEquals(Verdict.FAILS, paired.difference("b over a", b, a).verdict());
        double[] noise = {1, -1, 2, -2, 3, -3, 0.5, -0.4};
        Comparison open = paired.mean("noise", noise);
        assertEquals(Verdict.UNDECIDED, open.verdict());
        assertEquals(
                true, open.family().low() < open.interval().low() && open.family().high() > open.interval().high());
    }
}

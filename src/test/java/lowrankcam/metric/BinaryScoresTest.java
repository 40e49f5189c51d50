package lowrankcam.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Worked by hand.
class BinaryScoresTest {

    private static boolean[] truth(String text) {
        boolean[] truth = new boolean[text.length()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = text.charAt(i) == '+';
        }
        return truth;
    }

    /// Guesses are `++---+`: four of six right, half by chance; 7 of 9 pairs in order. Exactly 0.5 is no positive.
    @Test
    void sixCases() {
        BinaryScores scores = BinaryScores.of(new double[] {0.9, 0.8, 0.4, 0.5, 0.1, 0.6}, truth("+++---"));
        assertEquals(6, scores.count());
        assertEquals(4 / 6.0, scores.accuracy(), 1e-15);
        assertEquals(1 / 3.0, scores.kappa(), 1e-15);
        assertEquals(7 / 9.0, scores.auc(), 1e-15);
    }

    /// The bin from 0.8 to 0.9 holds two cases of mean 0.85, one of them positive; that of 0.2 one negative case.
    @Test
    void calibrationErrorByBins() {
        BinaryScores scores = BinaryScores.of(new double[] {0.82, 0.88, 0.25}, truth("+--"));
        assertEquals((2 * 0.35 + 0.25) / 3, scores.ece(), 1e-15);
        assertEquals(0, BinaryScores.of(new double[] {1, 0, 1}, truth("+-+")).ece());
    }

    /// Of 10 cases 7 are positive and 6 called so, 5 of them rightly: observed 0.7, chance 0.42 + 0.12.
    @Test
    void kappaOfUnequalClasses() {
        BinaryScores scores =
                BinaryScores.of(new double[] {1, 1, 1, 1, 1, 0, 0, 1, 0, 0}, truth("+++++++---"));
        assertEquals(0.7, scores.accuracy(), 1e-15);
        assertEquals((0.7 - 0.54) / 0.46, scores.kappa(), 1e-14);
    }

    /// 0.5 ties with two of three, which count half each, and beats the third; 0.7 beats all: 5 of 6.
    @Test
    void tiesCountHalf() {
        assertEquals(5 / 6.0, BinaryScores.of(new double[] {0.5, 0.2, 0.7, 0.5, 0.5}, truth("+-+--")).auc(), 1e-15);
        assertEquals(0.5, BinaryScores.of(new double[] {0.3, 0.3, 0.3}, truth("+--")).auc());
    }

    @Test
    void oneClassAlone() {
        BinaryScores scores = BinaryScores.of(new double[] {0.9, 0.8}, truth("++"));
        assertTrue(Double.isNaN(scores.auc()));
        assertEquals(1, scores.kappa());
        BinaryScores wrong = BinaryScores.of(new double[] {0.1, 0.2}, truth("++"));
        assertEquals(0, wrong.accuracy());
        assertEquals(0, wrong.kappa());
    }

    @Test
    void whatIsNoScoreIsRefused() {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> BinaryScores.of(new double[] {0.1, Double.NaN, 0.3}, truth("+--")));
        assertTrue(e.getMessage().contains("score 2 of 3"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> BinaryScores.of(new double[0], new boolean[0]));
        assertThrows(IllegalArgumentException.class, () -> BinaryScores.of(new double[1], new boolean[2]));
    }
}

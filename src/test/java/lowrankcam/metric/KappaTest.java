package lowrankcam.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Worked by hand.
class KappaTest {

    /// Of 10: both yes 4, both no 3, yes and no 2, no and yes 1. Same 0.7; yes by chance 0.6 · 0.5, no by chance 0.4 · 0.5.
    @Test
    void twoReaders() {
        List<String> one = List.of("yes", "yes", "yes", "yes", "no", "no", "no", "yes", "yes", "no");
        List<String> other = List.of("yes", "yes", "yes", "yes", "no", "no", "no", "no", "no", "yes");
        assertEquals((0.7 - 0.5) / 0.5, Kappa.cohen(one, other), 1e-15);
        assertEquals(Kappa.cohen(one, other), Kappa.cohen(other, one), 1e-15);
        assertEquals(1, Kappa.cohen(one, one));
    }

    /// A word that only one of them uses agrees with nothing, by chance too: same 0.5, chance 0.75 · 0.5 + 0.25 · 0.25.
    @Test
    void wordsOfOneReaderAlone() {
        assertEquals(
                (0.5 - 0.4375) / 0.5625, Kappa.cohen(List.of("a", "a", "a", "b"), List.of("a", "b", "a", "c")), 1e-15);
    }

    @Test
    void allAlikeIsUndefinedAndUnlikeLengthsAreRefused() {
        assertTrue(Double.isNaN(Kappa.cohen(List.of("a", "a"), List.of("a", "a"))));
        assertTrue(Double.isNaN(Kappa.cohen(List.of(), List.of())));
        assertThrows(IllegalArgumentException.class, () -> Kappa.cohen(List.of("a"), List.of()));
    }

    /// Fleiss's own example, 1971: ten subjects, 14 raters, five categories. Agreement 0.378, kappa 0.210.
    @Test
    void manyReaders() {
        int[][] counts = {
            {0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1}, {7, 7, 0, 0, 0},
            {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}
        };
        List<List<String>> judgements = new ArrayList<>();
        for (int[] row : counts) {
            List<String> words = new ArrayList<>();
            for (int c = 0; c < row.length; c++) {
                words.addAll(Collections.nCopies(row[c], "category " + c));
            }
            judgements.add(words);
        }
        assertEquals(0.378, Kappa.agreement(judgements), 5e-4);
        assertEquals(0.210, Kappa.fleiss(judgements), 5e-4);
    }

    /// Three readers: one pair of three agrees on the first, all on the second. Words: a 4 of 6, b 2 of 6.
    @Test
    void pairsOfReaders() {
        List<List<String>> judgements = List.of(List.of("a", "b", "b"), List.of("a", "a", "a"));
        assertEquals((1 / 3.0 + 1) / 2, Kappa.agreement(judgements), 1e-15);
        assertEquals((2 / 3.0 - 5 / 9.0) / (4 / 9.0), Kappa.fleiss(judgements), 1e-15);
    }

    @Test
    void nothingJudgedIsUndefinedAndReadersMustBeAsManyEachTime() {
        assertTrue(Double.isNaN(Kappa.fleiss(List.of())));
        assertTrue(Double.isNaN(Kappa.fleiss(List.of(List.of("a", "a")))));
        assertThrows(IllegalArgumentException.class, () -> Kappa.agreement(List.of(List.of("a"))));
        assertThrows(IllegalArgumentException.class, () -> Kappa.agreement(List.of(List.of("a", "b"), List.of("a", "b", "a"))));
    }
}

package lowrankcam.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SelectionTest {

    // From a second implementation of the documented algorithm, in Python.
    private static final List<Integer> SAMPLE_OF_SEED_1 = List.of(8, 10, 38, 83, 85, 87, 90, 92);
    private static final List<Integer> SAMPLE_OF_SEED_2 = List.of(17, 20, 28, 29, 43, 50, 94, 98);

    private static List<Integer> sample(int of, int limit, long seed) {
        return Selection.ALL.withLimit(limit, seed).sample(IntStream.range(0, of).boxed().toList());
    }

    @Test
    void everythingIsKeptInOrderWithoutALimit() {
        assertEquals(List.of("b", "a", "c"), Selection.ALL.sample(List.of("b", "a", "c")));
        assertEquals(List.of("b", "a", "c"), Selection.ALL.withLimit(3, 9).sample(List.of("b", "a", "c")));
    }

    /// Fixed for good: results that name a seed must be found again with any later version.
    @Test
    void theSampleOfASeedNeverChanges() {
        assertEquals(SAMPLE_OF_SEED_1, sample(100, 8, 1));
        assertEquals(SAMPLE_OF_SEED_2, sample(100, 8, 2));
    }

    @Property(tries = 200)
    void aLargerLimitAddsAndExchangesNothing(
            @ForAll @IntRange(min = 1, max = 60) int of, @ForAll @IntRange(min = 1, max = 60) int limit, @ForAll long seed) {
        List<Integer> small = sample(of, limit, seed);
        List<Integer> large = sample(of, limit + 1, seed);
        assertEquals(Math.min(of, limit), small.size());
        assertTrue(large.containsAll(small), small + " in " + large);
        assertEquals(small.stream().sorted().distinct().toList(), small, "listed order, none twice");
    }

    /// Of 20 000 draws of 1 of 10, each is met about 2000 times.
    @Test
    void everyImageHasTheSameChance() {
        int[] met = new int[10];
        for (int seed = 0; seed < 20_000; seed++) {
            met[sample(10, 1, seed).getFirst()]++;
        }
        for (int count : met) {
            assertEquals(2000, count, 250);
        }
    }

    @Test
    void itDescribesItself() {
        assertEquals("all", Selection.ALL.text());
        assertEquals(
                "part elbow, split valid, label abnormal or normal, 16 at most, seed 3",
                Selection.ALL.withPart(Optional.of(BodyPart.ELBOW)).withSplit(Optional.of(Split.VALID))
                        .withLabels(List.of("normal", "abnormal")).withLimit(16, 3).text());
    }

    @Test
    void aLimitBelowOneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Selection.ALL.withLimit(0, 1));
    }
}

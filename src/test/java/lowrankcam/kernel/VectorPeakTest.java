package lowrankcam.kernel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// What the loop of the peak does, not how fast.
class VectorPeakTest {

    /// Twelve sums that start at 0 … 11, in total 66, and grow by the product at each step.
    @Test
    void everyMultiplyAddIsInTheSum() {
        assertEquals(66, VectorPeak.loop(1, 1, 0));
        assertEquals(66 + 12 * 7, VectorPeak.loop(1, 1, 7));
        assertEquals(66 + 12 * 5 * 6, VectorPeak.loop(2, 3, 5));
        assertEquals(66 + 12 * 7, VectorPeak.sum(7));
    }

    @Test
    void countsTheLanesOfEveryStep() {
        assertDoesNotThrow(() -> VectorPeak.run(1));
        assertEquals(3L * 2000 * 12 * Lanes.SPECIES.length(), VectorPeak.multiplyAdds(3));
    }
}

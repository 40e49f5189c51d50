package lowrankcam.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PixelOrderTest {

    @Test
    void largestFirstAndTiesByIndex() {
        assertArrayEquals(new int[] {1, 3, 0, 2, 4}, PixelOrder.descending(new float[] {0.5f, 1, 0.5f, 1, 0}));
    }

    @Test
    void zerosOfBothSignsAreEqual() {
        assertArrayEquals(new int[] {0, 1, 2, 3}, PixelOrder.descending(new float[] {-0f, 0f, -0f, 0f}));
    }

    @Test
    void negativeAndInfiniteValuesHaveTheirPlace() {
        float[] values = {-1, Float.NEGATIVE_INFINITY, 2, -Float.MIN_VALUE, 0, Float.POSITIVE_INFINITY, -2};
        assertArrayEquals(new int[] {5, 2, 4, 3, 0, 6, 1}, PixelOrder.descending(values));
    }

    @Test
    void ranksInvertAnOrder() {
        assertArrayEquals(new int[] {2, 0, 3, 1}, PixelOrder.ranks(new int[] {1, 3, 0, 2}));
        assertArrayEquals(new int[] {2, 0, 3, 1}, PixelOrder.reversed(new int[] {1, 3, 0, 2}));
    }

    @Property(tries = 100)
    void everyNeighbourInTheOrderIsLargerOrAnEarlierTie(@ForAll float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.isNaN(values[i]) ? 0 : (float) Math.rint(values[i] % 4);
        }
        int[] order = PixelOrder.descending(values);
        for (int i = 1; i < order.length; i++) {
            float before = values[order[i - 1]];
            float after = values[order[i]];
            assertTrue(before > after || before == after && order[i - 1] < order[i], before + " before " + after);
        }
    }
}

package lowrankcam.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// When a map is flat, and where its values lie if it is not.
class MapRangeTest {

    private static String reason(double... map) {
        return MapRange.of(map).flatReason();
    }

    @Test
    void flatMapsSayWhy() {
        assertEquals("all values are zero", reason(0, 0, -0.0));
        assertEquals("all values are equal", reason(3, 3, 3));
        assertEquals("non-finite", reason(1, Double.NaN, 2));
        assertEquals("non-finite", reason(1, Double.POSITIVE_INFINITY));
        assertEquals("non-finite", reason(Double.NEGATIVE_INFINITY, 1));
    }

    @Test
    void theThresholdIsRelative() {
        assertEquals("all values are equal", reason(1, 1 + 0.9e-6));
        assertEquals("", reason(1, 1 + 1.1e-6));
        assertEquals("all values are equal", reason(-1e9, -1e9 + 900));
        assertEquals("", reason(1e-30, 2e-30));
    }

    @Test
    void hugeRangesDoNotOverflow() {
        MapRange range = MapRange.of(new double[] {-Double.MAX_VALUE, 0, Double.MAX_VALUE});
        assertFalse(range.isFlat());
        assertEquals(0.5, range.share(0));
        assertArrayEquals(new float[] {0, 1}, range.shares(new double[] {-Double.MAX_VALUE, Double.MAX_VALUE}));
    }

    @Test
    void aScaleFromHighToLowIsEmpty() {
        assertTrue(MapRange.isEmpty(2, 1));
        assertTrue(MapRange.isEmpty(0, 0));
        assertTrue(MapRange.isEmpty(Double.NaN, 1));
        assertFalse(MapRange.isEmpty(-1, 1));
    }

    @Test
    void stretchingReachesBothEndsOrSaysNo() {
        float[] values = {2, 4, 3};
        assertTrue(MapRange.stretch(values));
        assertArrayEquals(new float[] {0, 1, 0.5f}, values);
        float[] equal = {7, 7};
        assertFalse(MapRange.stretch(equal));
        assertArrayEquals(new float[] {7, 7}, equal);
    }
}

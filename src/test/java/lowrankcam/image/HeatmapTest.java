package lowrankcam.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lowrankcam.kernel.Resample;
import org.junit.jupiter.api.Test;

class HeatmapTest {

    private static final Resample KERNEL = Resample.scalar();

    @Test
    void spansZeroToOneAndKeepsTheRawRange() {
        // 3 5 shown on four pixels: 3, 3.5, 4.5, 5.
        Heatmap map = Heatmap.of(new double[] {3, 5}, 1, 2, 1, 4, KERNEL);
        assertArrayEquals(new float[] {0, 0.25f, 0.75f, 1}, map.values());
        assertEquals(3, map.rawMin());
        assertEquals(5, map.rawMax());
        assertFalse(map.isFlat());
    }

    @Test
    void constantAndNonFiniteMapsAreFlatZeros() {
        double[][] flat = {
            {0, 0, 0, 0}, {7, 7, 7, 7}, {1e9, 1e9 + 1, 1e9, 1e9}, {0, Double.NaN, 1, 2},
            {0, Double.POSITIVE_INFINITY, 1, 2},
        };
        for (double[] raw : flat) {
            Heatmap map = Heatmap.of(raw, 2, 2, 5, 5, KERNEL);
            assertTrue(map.isFlat());
            assertFalse(map.flatReason().isEmpty());
            assertArrayEquals(new float[25], map.values());
        }
    }

    @Test
    void hugeAndTinyRangesAreShownAlike() {
        float[] expected = Heatmap.of(new double[] {-1, 1, 0, 0}, 2, 2, 4, 4, KERNEL).values();
        for (double scale : new double[] {1e308, 1e-300, 1e40}) {
            double[] raw = {-scale, scale, 0, 0};
            assertArrayEquals(expected, Heatmap.of(raw, 2, 2, 4, 4, KERNEL).values(), 1e-6f);
        }
    }

    @Test
    void aMapShownOnOnePixelIsFlatAndNotNan() {
        double[] raw = new double[64];
        raw[0] = 1;
        Heatmap map = Heatmap.of(raw, 8, 8, 1, 1, KERNEL);
        assertTrue(map.isFlat());
        assertEquals(0f, map.values()[0]);
    }

    @Test
    void aWrongLengthIsRefusedEvenIfFlat() {
        assertThrows(IllegalArgumentException.class, () -> Heatmap.of(new double[3], 2, 2, 4, 4, KERNEL));
        assertThrows(IllegalArgumentException.class, () -> Heatmap.of(new double[0], 0, 0, 4, 4, KERNEL));
    }

    /// Values 0, 1, 2, 3 on a scale from 1 to 2: the ends are cut off, not stretched, and the bar shows the scale.
    @Test
    void aGivenScaleIsKept() {
        Heatmap map = Heatmap.onScale(new double[] {0, 1, 2, 3}, 1, 4, 1, 4, Resample.scalar(), 1, 2);
        assertArrayEquals(new float[] {0, 0, 1, 1}, map.values());
        assertEquals(1, map.low());
        assertEquals(2, map.high());
        assertEquals(0, map.rawMin());
        assertEquals(3, map.rawMax());
        Heatmap wide = Heatmap.onScale(new double[] {0, 1, 2, 3}, 1, 4, 1, 4, Resample.scalar(), 0, 6);
        assertArrayEquals(new float[] {0, 1 / 6f, 1 / 3f, 0.5f}, wide.values(), 1e-7f);
    }

    @Test
    void noScaleMakesAFlatMapEvidence() {
        assertTrue(Heatmap.onScale(new double[] {2, 2}, 1, 2, 1, 2, Resample.scalar(), 0, 4).isFlat());
        assertTrue(Heatmap.onScale(new double[] {1, 2}, 1, 2, 1, 2, Resample.scalar(), 3, 3).isFlat());
        assertTrue(Heatmap.onScale(new double[] {1, 2}, 1, 2, 1, 2, Resample.scalar(), 0, Double.NaN).isFlat());
        Heatmap emptied = Heatmap.of(new double[] {1, 2}, 1, 2, 1, 2, Resample.scalar()).emptied("a reason");
        assertTrue(emptied.isFlat());
        assertEquals("a reason", emptied.flatReason());
        assertEquals(0, emptied.values()[1]);
    }

    /// −1 and 3: the bar goes from −3 to 3, and each shown value stands where its raw value does.
    @Test
    void zeroIsInTheMiddleOfTheBarOfASignedMap() {
        Heatmap map = Heatmap.of(new double[] {-1, 3}, 1, 2, 1, 2, KERNEL);
        assertTrue(map.isSigned());
        assertEquals(-3, map.low());
        assertEquals(3, map.high());
        assertEquals(1 / 3.0, map.place(map.values()[0]), 1e-7);
        assertEquals(1, map.place(map.values()[1]), 1e-7);
        assertEquals(-1, map.rawMin(), "what the manifest says");
        // Zero is a quarter of the way from -1 to 3.
        assertEquals(0.5, map.place(0.25), 1e-7);
    }

    @Test
    void aMapBelowZeroIsSignedAndRoundingIsNot() {
        Heatmap below = Heatmap.of(new double[] {-4, -1}, 1, 2, 1, 2, KERNEL);
        assertTrue(below.isSigned());
        assertEquals(0, below.place(below.values()[0]), 1e-7);
        assertEquals(0.375, below.place(below.values()[1]), 1e-7);
        assertFalse(Heatmap.of(new double[] {-1e-9, 1}, 1, 2, 1, 2, KERNEL).isSigned());
        assertFalse(Heatmap.of(new double[] {0, 1}, 1, 2, 1, 2, KERNEL).isSigned());
        assertFalse(Heatmap.of(new double[] {-1, -1}, 1, 2, 1, 2, KERNEL).isSigned(), "flat");
    }

    @Test
    void hugeValuesStandOnTheBarToo() {
        Heatmap map = Heatmap.of(new double[] {-1.7e308, 1.7e308}, 1, 2, 1, 2, KERNEL);
        assertEquals(0, map.place(map.values()[0]), 1e-7);
        assertEquals(1, map.place(map.values()[1]), 1e-7);
        assertEquals(1.7e308, map.high());
    }

    /// The smallest shown value of a hot cell within is a little more than zero, and stands a little above the bar's end.
    @Test
    void placesAreThoseOfRawValues() {
        double[] raw = new double[64];
        raw[27] = 8;
        Heatmap map = Heatmap.of(raw, 8, 8, 20, 20, KERNEL);
        assertEquals(0, map.place(0), 1e-7);
        // Pixel 8's centre is at 8.5/20 of 8 cells, 3.4: a tenth of a cell before the centre of cell 3, 3.5.
        assertEquals(0.9 * 0.9, map.place(map.values()[8 * 20 + 8]), 1e-6);
    }

    @Test
    void aSignedScaleIsMadeSymmetric() {
        Heatmap map = Heatmap.onScale(new double[] {0, 1}, 1, 2, 1, 2, KERNEL, -1, 2);
        assertTrue(map.isSigned());
        assertEquals(-2, map.low());
        assertEquals(0.5, map.place(map.values()[0]), 1e-7);
        assertEquals(0.75, map.place(map.values()[1]), 1e-7);
    }
}

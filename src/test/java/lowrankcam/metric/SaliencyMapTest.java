package lowrankcam.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lowrankcam.image.Heatmap;
import lowrankcam.kernel.Resample;
import org.junit.jupiter.api.Test;

class SaliencyMapTest {

    private static SaliencyMap of(double[] raw, int rows, int columns, int size, MetricSettings settings) {
        return SaliencyMap.of(raw, rows, columns, size, size, settings, Resample.scalar());
    }

    /// What is scored is what is shown.
    @Test
    void theDefaultMapHasTheBitsOfTheHeatmap() {
        for (long seed = 1; seed <= 5; seed++) {
            double[] raw = SanityMaps.random(8, 8, seed);
            for (int i = 0; i < raw.length; i++) {
                raw[i] = (raw[i] - 0.3) * 1e3;
            }
            SaliencyMap map = of(raw, 8, 8, 299, MetricSettings.DEFAULT);
            assertArrayEquals(Heatmap.of(raw, 8, 8, 299, 299, Resample.scalar()).values(), map.values());
            assertFalse(map.isDegenerate());
        }
    }

    @Test
    void degenerateMapsSayWhy() {
        MetricSettings settings = MetricSettings.DEFAULT;
        assertEquals("all values are zero", of(new double[4], 2, 2, 9, settings).reason());
        assertEquals("all values are equal", of(new double[] {2, 2, 2, 2}, 2, 2, 9, settings).reason());
        assertEquals("all values are equal", of(new double[] {1e9, 1e9 + 1, 1e9, 1e9}, 2, 2, 9, settings).reason());
        assertEquals("non-finite", of(new double[] {1, Double.NaN, 0, 0}, 2, 2, 9, settings).reason());
        assertEquals("all shown values are equal", of(new double[] {0, 1, 2, 3}, 2, 2, 1, settings).reason());
        for (float value : of(new double[] {1, Double.NaN, 0, 0}, 2, 2, 9, settings).values()) {
            assertEquals(0, value);
        }
    }

    /// -1 and 3 become -1, 0, 2 and 3.
    @Test
    void zeroIsMarkedWhereValuesLieBelowIt() {
        assertEquals(0.25, SaliencyMap.of(new double[] {-1, 3}, 1, 2, 1, 4, MetricSettings.DEFAULT, Resample.scalar()).zero(), 1e-7);
        assertEquals(
                0.25, of(new double[] {-1, 0, 0, 3}, 2, 2, 2, MetricSettings.DEFAULT.withScaleOrder(ScaleOrder.SCALE_FIRST)).zero(), 1e-7);
        assertEquals(Double.NaN, of(new double[] {0, 1, 2, 3}, 2, 2, 2, MetricSettings.DEFAULT).zero());
        assertEquals(Double.NaN, of(new double[] {-1e-9, 1, 2, 3}, 2, 2, 2, MetricSettings.DEFAULT).zero(), "rounding is no sign");
    }

    /// Two pixels to four, 0 and 1: half-pixel gives 0, ¼, ¾, 1; corners on corners 0, ⅓, ⅔, 1.
    @Test
    void theResizeRuleIsObeyed() {
        double[] raw = {0, 1};
        MetricSettings corners = MetricSettings.DEFAULT.withMapResize(MapResize.ALIGN_CORNERS);
        assertArrayEquals(
                new float[] {0, 0.25f, 0.75f, 1},
                SaliencyMap.of(raw, 1, 2, 1, 4, MetricSettings.DEFAULT, Resample.scalar()).values(), 1e-7f);
        assertArrayEquals(
                new float[] {0, 1 / 3f, 2 / 3f, 1},
                SaliencyMap.of(raw, 1, 2, 1, 4, corners, Resample.scalar()).values(), 1e-7f);
    }

    /// A single 1 among zeros, 3 to 4 pixels: s = 0.625 and 1.375 beside the middle, so the map peaks at 0.625.
    @Test
    void scaledFirstItPeaksBelowOne() {
        double[] raw = {0, 5, 0};
        MetricSettings first = MetricSettings.DEFAULT.withScaleOrder(ScaleOrder.SCALE_FIRST);
        assertArrayEquals(
                new float[] {0, 0.625f, 0.625f, 0},
                SaliencyMap.of(raw, 1, 3, 1, 4, first, Resample.scalar()).values(), 1e-6f);
        assertArrayEquals(
                new float[] {0, 1, 1, 0},
                SaliencyMap.of(raw, 1, 3, 1, 4, MetricSettings.DEFAULT, Resample.scalar()).values(), 1e-6f);
    }

    @Test
    void hugeValuesDoNotOverflow() {
        SaliencyMap map = of(new double[] {-1e308, 1e308, 0, 0}, 2, 2, 4, MetricSettings.DEFAULT);
        assertFalse(map.isDegenerate());
        assertEquals(3, map.peak());
    }

    @Test
    void valuesOutsideTheUnitRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> SaliencyMap.ofUnit(1, 2, new float[] {0, 1.5f}));
        assertThrows(IllegalArgumentException.class, () -> SaliencyMap.ofUnit(1, 2, new float[] {0, Float.NaN}));
        assertThrows(IllegalArgumentException.class, () -> SaliencyMap.ofUnit(1, 3, new float[] {0, 1}));
        assertTrue(SaliencyMap.ofUnit(1, 2, new float[] {1, 1}).isDegenerate());
    }
}

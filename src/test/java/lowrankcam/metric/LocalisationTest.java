package lowrankcam.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LocalisationTest {

    /// Map 1 2 3 4, mask on the last: 4/10 of the energy on 1/4 of the area.
    @Test
    void energyByHand() {
        float[] map = {0.1f, 0.2f, 0.3f, 0.4f};
        boolean[] mask = {false, false, false, true};
        assertEquals(0.4, Localisation.energyInMask(map, mask), 1e-7);
        assertEquals(0.25, Localisation.areaOf(mask));
        assertEquals(1.6, Localisation.energyOverArea(map, mask), 1e-6);
    }

    @Test
    void aZeroMapPointsNowhereAndAnEmptyMaskHasNoRatio() {
        assertEquals(0, Localisation.energyInMask(new float[4], new boolean[] {true, false, false, true}));
        assertEquals(0, Localisation.energyOverArea(new float[2], new boolean[] {true, false}));
        assertTrue(Double.isNaN(Localisation.energyOverArea(new float[] {1, 1}, new boolean[2])));
        assertThrows(IllegalArgumentException.class, () -> Localisation.energyInMask(new float[3], new boolean[4]));
    }

    /// The peak lies in column 6 of row 0. Tolerance 3: a mask pixel three columns away, on either side, is not below it,
    /// two are.
    @Test
    void pointingWithinTheTolerance() {
        float[] values = new float[20];
        values[6] = 1;
        SaliencyMap map = SaliencyMap.ofUnit(2, 10, values);
        double x = PointingGame.peakX(map, 0, 10);
        double y = PointingGame.peakY(map, 0, 2);
        assertEquals(6.5, x);
        assertEquals(0.5, y);
        boolean[] mask = new boolean[20];
        mask[3] = true;
        mask[9] = true;
        assertEquals(PointingGame.Outcome.MISS, PointingGame.of(map, x, y, mask, 10, 3));
        mask[4] = true;
        assertEquals(PointingGame.Outcome.HIT, PointingGame.of(map, x, y, mask, 10, 3));
        assertEquals(PointingGame.Outcome.MISS, PointingGame.of(map, x, y, mask, 10, 0));
        mask[6] = true;
        assertEquals(PointingGame.Outcome.HIT, PointingGame.of(map, x, y, mask, 10, 0));
    }

    /// The input shows columns -10 … 30 of the picture on 8 pixels of 5: pixel 4's centre lies at -10 + 4.5 · 5.
    @Test
    void thePeakIsToldInPixelsOfThePicture() {
        float[] values = new float[64];
        values[8 * 2 + 4] = 1;
        SaliencyMap map = SaliencyMap.ofUnit(8, 8, values);
        assertEquals(12.5, PointingGame.peakX(map, -10, 30));
        assertEquals(2.5 * 3, PointingGame.peakY(map, 0, 24));
    }

    @Test
    void ofSeveralPeaksTheFirstCounts() {
        SaliencyMap map = SaliencyMap.ofUnit(1, 4, new float[] {0, 1, 1, 0.5f});
        assertEquals(1, map.peak());
    }

    @Test
    void nothingToFindAndNothingShownAreToldApart() {
        SaliencyMap flat = SaliencyMap.ofUnit(1, 2, new float[2]);
        assertEquals(PointingGame.Outcome.NO_PEAK, PointingGame.of(flat, 0.5, 0.5, new boolean[] {true, true}, 2, 15));
        assertEquals(PointingGame.Outcome.NO_FINDING, PointingGame.of(flat, 0.5, 0.5, new boolean[2], 2, 15));
    }
}

package lowrankcam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lowrankcam.image.Preprocessing;
import lowrankcam.metric.SaliencyMap;
import org.junit.jupiter.api.Test;

/// Scores of place on a picture of 2×2 pixels.
class LocalisationScoresTest {

    private static final Preprocessing.Placement WHOLE = new Preprocessing.Placement(0, 0, 2, 2);

    private static Map<String, Double> scores(float[] map, float[] positive, boolean... mask) {
        Map<String, Double> values = new HashMap<>();
        LocalisationScores.put(
                SaliencyMap.ofUnit(2, 2, map), () -> SaliencyMap.ofUnit(2, 2, positive),
                Optional.of(new ImageInput.Truth(mask, mask, 2)), WHOLE, 0.5, values);
        return values;
    }

    /// A map that points nowhere misses; it does not fall out of the mean.
    @Test
    void aMapWithoutEnergyMisses() {
        Map<String, Double> values = scores(new float[4], new float[4], true, false, false, false);
        assertEquals(0, values.get("energyOverArea"));
        assertEquals(0, values.get("energyOverAreaPositive"));
        assertEquals(0, values.get("pointing"));
    }

    @Test
    void anEmptyMaskSaysNothing() {
        Map<String, Double> values = scores(new float[] {1, 0, 0, 0}, new float[4], false, false, false, false);
        assertTrue(values.values().stream().allMatch(v -> Double.isNaN(v)), values.toString());
    }

    @Test
    void allEnergyOnAQuarterOfTheAreaIsFourTimesChance() {
        Map<String, Double> values = scores(new float[] {1, 0, 0, 0}, new float[4], true, false, false, false);
        assertEquals(4, values.get("energyOverArea"), 1e-12);
        assertEquals(0, values.get("energyOverAreaPositive"), "nothing positive is left");
        assertEquals(1, values.get("pointing"));
    }
}

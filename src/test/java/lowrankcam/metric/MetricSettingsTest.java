package lowrankcam.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import lowrankcam.model.Prediction;
import org.junit.jupiter.api.Test;

class MetricSettingsTest {

    @Test
    void everyChoiceStandsInTheColumns() {
        Map<String, String> columns = MetricSettings.DEFAULT.columns();
        assertEquals(
                List.of(
                        "maskSpace", "score", "classRule", "mapResize", "scaleOrder", "steps", "insertionSubstrate",
                        "deletionSubstrate", "ties", "roadPercentiles", "roadNoise", "roadSeed", "pointingTolerance"),
                List.copyOf(columns.keySet()));
        assertEquals("normalised", columns.get("maskSpace"));
        assertEquals("blur-zero", columns.get("insertionSubstrate"));
        assertEquals("10 20 30 40 50 60 70 80 90", columns.get("roadPercentiles"));
        assertEquals("15", columns.get("pointingTolerance"));
        assertEquals("0.01", columns.get("roadNoise"));
    }

    /// A setting that changed and did not show would let unlike tables be compared.
    @Test
    void everyChangeShows() {
        MetricSettings base = MetricSettings.DEFAULT;
        List<MetricSettings> changed =
                List.of(
                        base.withMaskSpace(MaskSpace.RAW_PIXELS), base.withScore(Score.LOGIT),
                        base.withClassRule(new ClassRule.Fixed("abnormal")),
                        base.withMapResize(MapResize.ALIGN_CORNERS), base.withScaleOrder(ScaleOrder.SCALE_FIRST),
                        base.withSteps(7), base.withSubstrates(Substrate.FILL, Substrate.FILL),
                        base.withSubstrates(Substrate.BLUR_ZERO, Substrate.BLUR_REFLECT),
                        base.withRoad(base.road().withNoise(0)), base.withTolerance(7.5));
        for (MetricSettings settings : changed) {
            assertEquals(
                    1,
                    settings.columns().entrySet().stream()
                            .filter(e -> !e.getValue().equals(base.columns().get(e.getKey()))).count(),
                    settings.toString());
        }
        assertEquals(299, MetricSettings.RISE_299.steps());
    }

    @Test
    void choicesAreReadByTheNamesTheyPrint() {
        for (Substrate choice : Substrate.values()) {
            assertEquals(choice, Choice.parse(Substrate.class, "substrate", choice.id()));
        }
        String message =
                assertThrows(IllegalArgumentException.class, () -> Choice.parse(Score.class, "--score", "odds"))
                        .getMessage();
        assertEquals("--score: expected one of probability, logit; found 'odds'", message);
    }

    @Test
    void classRulesAreReadByTheNamesTheyPrint() {
        for (String rule : List.of("predicted", "label", "class:abnormal", "class:1")) {
            assertEquals(rule, ClassRule.parse(rule).id());
        }
        assertThrows(IllegalArgumentException.class, () -> ClassRule.parse("class:"));
        assertThrows(IllegalArgumentException.class, () -> ClassRule.parse("best"));
    }

    @Test
    void scoresAndFillsAreWhatTheirNamesSay() {
        Prediction prediction = new Prediction(new double[] {1, 2}, new double[] {0.3, 0.7});
        assertArrayEquals(new double[] {1, 2}, Score.LOGIT.of(prediction));
        assertArrayEquals(new double[] {0.3, 0.7}, Score.PROBABILITY.of(prediction));
        float[] black = {-1, -2};
        assertArrayEquals(new float[2], MaskSpace.NORMALISED.fill(black));
        assertArrayEquals(black, MaskSpace.RAW_PIXELS.fill(black));
        assertFalse(MaskSpace.RAW_PIXELS.fill(black) == black);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> MetricSettings.DEFAULT.withSteps(0));
        assertThrows(IllegalArgumentException.class, () -> MetricSettings.DEFAULT.withTolerance(Double.NaN));
        assertTrue(MetricSettings.DEFAULT.withTolerance(0).tolerance() == 0);
    }
}

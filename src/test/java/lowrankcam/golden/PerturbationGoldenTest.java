package lowrankcam.golden;

import static lowrankcam.golden.MetricGoldens.agrees;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.MethodChoice;
import lowrankcam.metric.Choice;
import lowrankcam.metric.Curve;
import lowrankcam.metric.MapResize;
import lowrankcam.metric.MetricSettings;
import lowrankcam.metric.PerturbationCurves;
import lowrankcam.metric.PerturbationScores;
import lowrankcam.metric.Road;
import lowrankcam.metric.RoadScores;
import lowrankcam.metric.RoadSettings;
import lowrankcam.metric.SaliencyMap;
import lowrankcam.metric.ScaleOrder;
import lowrankcam.metric.Score;
import lowrankcam.metric.Scorer;
import lowrankcam.metric.Substrate;
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Insertion and deletion against RISE's code and torch-cam, ROAD against pytorch-grad-cam, on given maps.
class PerturbationGoldenTest {

    private static MetricGoldens goldens;
    private static Scorer scorer;

    @BeforeAll
    static void load() throws IOException {
        goldens = new MetricGoldens();
        scorer = Scorer.of(goldens.model, Score.PROBABILITY);
    }

    @AfterAll
    static void close() {
        goldens.close();
    }

    private static MetricSettings settings(JsonNode golden, JsonNode row) {
        return MetricSettings.DEFAULT.withSteps(golden.path("steps").asInt(10))
                .withMapResize(Choice.parse(MapResize.class, "resize", row.path("mapResize").asString()));
    }

    /// RISE's order inside equal values is what its sort leaves. With hardly any equal values its figures are ours; with
    /// plateaus they are if it gets our order.
    @Test
    void curvesAreThoseOfRise() throws IOException {
        JsonNode golden = MetricGoldens.read("rise.json");
        Map<String, PerturbationScores> computed = new HashMap<>();
        int compared = 0;
        int arbitrary = 0;
        for (JsonNode row : golden.path("rows")) {
            String key = row.path("image").asString() + row.path("map").asString();
            if (!computed.containsKey(key)) {
                MetricSettings settings = settings(golden, row);
                Tensor image = Goldens.input(row.path("image").asString());
                computed.put(
                        key,
                        new PerturbationCurves(scorer, image, row.path("class").asInt(), settings, MetricGoldens.ZEROS)
                                .of(goldens.map(golden, row, settings)));
            }
            PerturbationScores scores = computed.get(key);
            Curve curve = row.path("mode").asString().equals("ins") ? scores.insertion() : scores.deletion();
            assertEquals(row.path("step").asInt(), Math.round(curve.fractions()[1] * 299 * 299));
            assertEquals(row.path("scores").size(), curve.scores().length);
            if (row.path("order").asString().equals("own") && row.path("equalValues").asInt() > 20_000) {
                arbitrary++;
                continue;
            }
            agrees(row.path("area").asDouble(), curve.equalSpacedArea(), key);
            // The last step is 9 of 8941 pixels shorter.
            agrees(row.path("area").asDouble(), curve.area(), key);
            for (int i = 0; i < curve.scores().length; i++) {
                agrees(
                        row.path("scores").get(i).asDouble(), curve.scores()[i], key + row.path("mode") + " after step " + i);
            }
            compared++;
        }
        assertEquals(8, compared);
        assertEquals(4, arbitrary);
    }

    /// torch-cam: zeros for both curves, stable order, true fractions; Grad-CAM of a saturated probability is left out,
    /// see [AdccGoldenTest].
    @Test
    void curvesAreThoseOfTorchCam() throws IOException {
        JsonNode golden = MetricGoldens.read("torch-cam.json");
        int compared = 0;
        for (JsonNode row : golden.path("rows")) {
            String image = row.path("images").get(0).asString();
            if (!row.has("insertion_auc") || image.equals("chest") && row.path("method").asString().equals("gradcam")) {
                continue;
            }
            MetricSettings settings =
                    MetricSettings.DEFAULT.withSteps(golden.path("steps").asInt())
                            .withScaleOrder(ScaleOrder.SCALE_FIRST).withSubstrates(Substrate.FILL, Substrate.FILL);
            Tensor input = Goldens.input(image);
            ForwardTrace trace = goldens.forward(input);
            int best = trace.prediction().best();
            SaliencyMap map =
                    goldens.map(
                            MethodChoice.of(row.path("method").asString(), Map.of()).create(), trace, best, settings);
            PerturbationScores scores =
                    new PerturbationCurves(scorer, input, best, settings, MetricGoldens.ZEROS).of(map);
            agrees(row.path("insertion_auc").asDouble(), scores.insertionArea(), row);
            agrees(row.path("deletion_auc").asDouble(), scores.deletionArea(), row);
            compared++;
        }
        assertEquals(3, compared);
    }

    /// The library's percentile is the share that it keeps. It removes all pixels that equal its threshold; where these are
    /// more than one, it removes more than ours does, and the row is left out.
    @Test
    void roadIsThatOfPytorchGradCam() throws IOException {
        JsonNode golden = MetricGoldens.read("road.json");
        RoadSettings road = new RoadSettings(List.of(10, 30, 50, 70, 90), 0, 1);
        Map<String, RoadScores> computed = new HashMap<>();
        int compared = 0;
        for (JsonNode row : golden.path("rows")) {
            String key = row.path("image").asString() + row.path("map").asString();
            if (!computed.containsKey(key)) {
                computed.put(
                        key,
                        new Road(
                                        scorer, Goldens.input(row.path("image").asString()), row.path("class").asInt(),
                                        road, 1)
                                .of(goldens.map(golden, row, settings(golden, row))));
            }
            int percentile = 100 - row.path("percentile").asInt();
            int more = row.path("removed").asInt() - (int) Math.round(89401 * percentile / 100.0);
            assertTrue(more >= 0, row.toString());
            if (more > 1) {
                continue;
            }
            RoadScores scores = computed.get(key);
            double found =
                    (row.path("first").asString().equals("most") ? scores.morf() : scores.lerf())
                            [road.percentiles().indexOf(percentile)];
            agrees(row.path("score").asDouble(), found, row);
            compared++;
        }
        assertEquals(36, compared);
    }
}

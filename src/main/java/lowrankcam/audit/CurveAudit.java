package lowrankcam.audit;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import lowrankcam.metric.Choice;
import lowrankcam.metric.Curve;
import lowrankcam.metric.MapResize;
import lowrankcam.metric.MetricSettings;
import lowrankcam.metric.PerturbationCurves;
import lowrankcam.metric.PerturbationScores;
import lowrankcam.metric.SaliencyMap;
import lowrankcam.metric.ScaleOrder;
import lowrankcam.metric.Score;
import lowrankcam.metric.Scorer;
import lowrankcam.metric.Substrate;
import lowrankcam.model.ForwardTrace;
import tools.jackson.databind.JsonNode;

/// Insertion and deletion against RISE's code on given maps, and against torch-cam on its own.
final class CurveAudit {

    private static final String RISE = "metrics/rise.json";
    private static final String TORCH_CAM = "metrics/torch-cam.json";

    /// With more equal values than these in a map, RISE's figure is that of the order its sort happens to leave.
    private static final int MANY_EQUAL = 20_000;

    private CurveAudit() {}

    static void run(MetricAudit metrics, Findings findings) throws IOException {
        Scorer scorer = Scorer.of(metrics.model, Score.PROBABILITY);
        rise(metrics, scorer, findings);
        torchCam(metrics, scorer, findings);
    }

    static MetricSettings settings(JsonNode golden, JsonNode row) {
        return MetricSettings.DEFAULT.withSteps(golden.path("steps").asInt(10))
                .withMapResize(Choice.parse(MapResize.class, "resize", row.path("mapResize").asString()));
    }

    private static void rise(MetricAudit metrics, Scorer scorer, Findings findings) throws IOException {
        JsonNode golden = metrics.golden(RISE);
        Map<String, PerturbationScores> computed = new HashMap<>();
        for (JsonNode row : golden.path("rows")) {
            String image = row.path("image").asString();
            String key = image + ", " + row.path("map").asString();
            String item = key + ", " + row.path("mode").asString() + ", order " + row.path("order").asString();
            if (row.path("order").asString().equals("own") && row.path("equalValues").asInt() > MANY_EQUAL) {
                findings.leftOut(RISE, item, "a plateau of the map is removed in the order that an unstable sort leaves");
                continue;
            }
            if (!computed.containsKey(key)) {
                MetricSettings settings = settings(golden, row);
                computed.put(
                        key,
                        new PerturbationCurves(
                                        scorer, metrics.image(image), row.path("class").asInt(), settings, MetricAudit.ZEROS)
                                .of(metrics.map(golden, row, settings)));
            }
            PerturbationScores scores = computed.get(key);
            Curve curve = row.path("mode").asString().equals("ins") ? scores.insertion() : scores.deletion();
            int pixels = MetricAudit.SIZE * MetricAudit.SIZE;
            findings.absolute(
                    RISE, item + ", pixels a step", row.path("step").asInt(), Math.round(curve.fractions()[1] * pixels), 0);
            double area = row.path("area").asDouble();
            findings.absolute(RISE, item + ", area", area, curve.equalSpacedArea(), MetricAudit.ALLOWED);
            // The last step is 9 of 8941 pixels shorter.
            findings.absolute(RISE, item + ", area over true fractions", area, curve.area(), MetricAudit.ALLOWED);
            double[] expected = new double[row.path("scores").size()];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = row.path("scores").get(i).asDouble();
            }
            findings.absolute(RISE, item + ", scores", expected, curve.scores(), MetricAudit.ALLOWED);
        }
    }

    /// torch-cam: zeros for both curves, stable order, true fractions.
    private static void torchCam(MetricAudit metrics, Scorer scorer, Findings findings) throws IOException {
        JsonNode golden = metrics.golden(TORCH_CAM);
        for (JsonNode row : golden.path("rows")) {
            if (!row.has("insertion_auc")) {
                continue;
            }
            String image = row.path("images").get(0).asString();
            String item = row.path("method").asString() + " on " + image;
            if (image.equals("chest") && row.path("method").asString().equals("gradcam")) {
                findings.leftOut(
                        TORCH_CAM, item + ", areas", "its map is the gradient of a probability that is 1 in float");
                continue;
            }
            MetricSettings settings =
                    MetricSettings.DEFAULT.withSteps(golden.path("steps").asInt())
                            .withScaleOrder(ScaleOrder.SCALE_FIRST).withSubstrates(Substrate.FILL, Substrate.FILL);
            ForwardTrace trace = metrics.trace(image);
            int best = trace.prediction().best();
            SaliencyMap map = metrics.map(AdccAudit.method(row), trace, best, settings);
            PerturbationScores scores =
                    new PerturbationCurves(scorer, metrics.image(image), best, settings, MetricAudit.ZEROS).of(map);
            findings.absolute(
                    TORCH_CAM, item + ", insertion_auc", row.path("insertion_auc").asDouble(), scores.insertionArea(),
                    MetricAudit.ALLOWED);
            findings.absolute(
                    TORCH_CAM, item + ", deletion_auc", row.path("deletion_auc").asDouble(), scores.deletionArea(),
                    MetricAudit.ALLOWED);
        }
    }
}

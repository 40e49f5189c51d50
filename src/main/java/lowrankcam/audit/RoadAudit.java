package lowrankcam.audit;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.metric.Road;
import lowrankcam.metric.RoadScores;
import lowrankcam.metric.RoadSettings;
import lowrankcam.metric.Score;
import lowrankcam.metric.Scorer;
import tools.jackson.databind.JsonNode;

/// ROAD without noise against pytorch-grad-cam on given maps. The library's percentile is the share that it keeps.
final class RoadAudit {

    private static final String FILE = "metrics/road.json";
    private static final List<Integer> PERCENTILES = List.of(10, 30, 50, 70, 90);

    private RoadAudit() {}

    static void run(MetricAudit metrics, Findings findings) throws IOException {
        Scorer scorer = Scorer.of(metrics.model, Score.PROBABILITY);
        JsonNode golden = metrics.golden(FILE);
        RoadSettings road = new RoadSettings(PERCENTILES, 0, 1);
        Map<String, RoadScores> computed = new HashMap<>();
        for (JsonNode row : golden.path("rows")) {
            String image = row.path("image").asString();
            String key = image + ", " + row.path("map").asString();
            int percentile = 100 - row.path("percentile").asInt();
            String item = key + ", " + percentile + " % " + row.path("first").asString() + " relevant first";
            int pixels = MetricAudit.SIZE * MetricAudit.SIZE;
            int more = row.path("removed").asInt() - (int) Math.round(pixels * percentile / 100.0);
            if (more > 1) {
                findings.leftOut(
                        FILE, item, "the library removes all " + (more + 1) + " pixels that equal its threshold");
                continue;
            }
            if (!computed.containsKey(key)) {
                computed.put(
                        key,
                        new Road(scorer, metrics.image(image), row.path("class").asInt(), road, 1)
                                .of(metrics.map(golden, row, CurveAudit.settings(golden, row))));
            }
            RoadScores scores = computed.get(key);
            double[] found = row.path("first").asString().equals("most") ? scores.morf() : scores.lerf();
            findings.absolute(
                    FILE, item, row.path("score").asDouble(), found[PERCENTILES.indexOf(percentile)], MetricAudit.ALLOWED);
        }
    }
}

package lowrankcam.audit;

import java.io.IOException;
import java.util.Map;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.metric.Adcc;
import lowrankcam.metric.Choice;
import lowrankcam.metric.ImageQuality;
import lowrankcam.metric.MetricSettings;
import lowrankcam.metric.SaliencyMap;
import lowrankcam.metric.ScaleOrder;
import lowrankcam.metric.Score;
import lowrankcam.model.ForwardTrace;
import tools.jackson.databind.JsonNode;

/// Average drop, increase, coherency, complexity and ADCC against the code of ADCC's authors and torch-cam, from the
/// image to the figure: own passes, own maps.
final class AdccAudit {

    private static final String AUTHORS = "metrics/adcc.json";
    private static final String TORCH_CAM = "metrics/torch-cam.json";

    private final MetricAudit metrics;
    private final Findings findings;

    private AdccAudit(MetricAudit metrics, Findings findings) {
        this.metrics = metrics;
        this.findings = findings;
    }

    static void run(MetricAudit metrics, Findings findings) throws IOException {
        AdccAudit audit = new AdccAudit(metrics, findings);
        for (JsonNode row : metrics.golden(AUTHORS).path("rows")) {
            audit.authors(row);
        }
        for (JsonNode row : metrics.golden(TORCH_CAM).path("rows")) {
            audit.torchCam(row);
        }
    }

    static CamMethod method(JsonNode row) {
        return MethodChoice.of(row.path("method").asString(), Map.of()).create();
    }

    private static MetricSettings settings(JsonNode row) {
        return MetricSettings.DEFAULT.withScaleOrder(
                Choice.parse(ScaleOrder.class, "order", row.path("scaleOrder").asString()));
    }

    private void authors(JsonNode row) {
        String image = row.path("image").asString();
        String method = row.path("method").asString();
        int predicted = row.path("predictedClass").asInt();
        String item = image + ", " + method + ", " + row.path("scaleOrder").asString();
        if (row.path("askedClass").isNull()) {
            findings.absolute(AUTHORS, item + ", class", predicted, metrics.trace(image).prediction().best(), 0);
            ImageQuality quality = metrics.score(image, method(row), predicted, settings(row)).quality();
            figure(item, "scoreImage", row, quality.before());
            figure(item, "scoreMasked", row, quality.after());
            figure(item, "drop", row, quality.drop());
            figure(item, "coherency", row, quality.coherency());
            figure(item, "complexity", row, quality.complexity());
            figure(item, "adcc", row, quality.adcc());
        } else {
            mixed(item, image, row, predicted, row.path("askedClass").asInt());
        }
    }

    /// For another class than the predicted one the authors' code mixes classes: the drop is from the predicted class to
    /// the asked one, the second map that of the predicted class. The same mixture of our functions is compared.
    private void mixed(String item, String image, JsonNode row, int predicted, int asked) {
        MetricSettings settings = settings(row);
        CamMethod method = method(row);
        SaliencyMap map = metrics.map(method, metrics.trace(image), asked, settings);
        ForwardTrace masked = metrics.masked(image, map);
        double before = settings.score().of(metrics.trace(image).prediction())[predicted];
        double after = settings.score().of(masked.prediction())[asked];
        String mixture = item + ", class " + asked + " as the authors' code mixes it";
        figure(mixture, "drop", row, Adcc.drop(before, after));
        figure(mixture, "coherency", row, Adcc.coherency(map, metrics.map(method, masked, predicted, settings)));
    }

    private void figure(String item, String key, JsonNode row, double found) {
        findings.absolute(AUTHORS, item + ", " + key, row.path(key).asDouble(), found, MetricAudit.ALLOWED);
    }

    /// torch-cam's Grad-CAM takes the gradient of what is scored. Where the probability is 1 in float that gradient is
    /// rounding, so that one map is not a map of the image. Nor can such a probability increase in float, as it does in
    /// double: increases are counted on floats.
    private void torchCam(JsonNode row) {
        MetricSettings settings =
                MetricSettings.DEFAULT.withScaleOrder(ScaleOrder.SCALE_FIRST)
                        .withScore(Choice.parse(Score.class, "score", row.path("score").asString()));
        String method = row.path("method").asString();
        String item = method + " of " + row.path("score").asString() + " on " + row.path("images").size() + " images, first "
                + row.path("images").get(0).asString();
        double drop = 0;
        double increase = 0;
        boolean saturated = false;
        for (JsonNode image : row.path("images")) {
            int best = metrics.trace(image.asString()).prediction().best();
            MetricAudit.Scored found = metrics.score(image.asString(), method(row), best, settings);
            drop += found.quality().drop() / row.path("images").size();
            boolean inFloat = Adcc.increases((float) found.before()[best], (float) found.after()[best]);
            increase += (inFloat ? 1.0 : 0.0) / row.path("images").size();
            saturated |= (float) metrics.trace(image.asString()).prediction().probabilities()[best] == 1f;
        }
        if (saturated && method.equals("gradcam") && settings.score() == Score.PROBABILITY) {
            findings.leftOut(
                    TORCH_CAM, item, "its map is the gradient of a probability that is 1 in float: rounding only");
            return;
        }
        findings.absolute(TORCH_CAM, item + ", avg_drop", row.path("avg_drop").asDouble(), drop, MetricAudit.ALLOWED);
        findings.absolute(TORCH_CAM, item + ", conf_increase", row.path("conf_increase").asDouble(), increase, 0);
    }
}

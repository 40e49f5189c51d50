package lowrankcam.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import lowrankcam.golden.Goldens;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Workers;
import lowrankcam.metric.MetricSettings;
import lowrankcam.metric.ScaleOrder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Where reference implementations of metrics and this one cannot agree, they do not: the reasons that the audit gives for
/// leaving rows out, or for comparing a mixture, are needed.
class MetricDisagreementsTest {

    private static final MetricSettings SCALE_FIRST = MetricSettings.DEFAULT.withScaleOrder(ScaleOrder.SCALE_FIRST);

    private static Workers workers;
    private static MetricAudit metrics;

    @BeforeAll
    static void load() throws IOException {
        workers = new Workers(2);
        metrics =
                new MetricAudit(
                        new GoldenFolder(
                                Goldens.ROOT.resolve("golden"), Goldens.ROOT.resolve("weights/default"),
                                KernelSet.of(KernelChoice.VECTOR), workers));
    }

    @AfterAll
    static void close() {
        workers.close();
    }

    /// The authors' code holds the predicted class's map of the explanation image against the asked class's.
    @Test
    void coherencyOfAnotherClassIsNotTheAuthors() throws IOException {
        int rows = 0;
        for (JsonNode row : metrics.golden("metrics/adcc.json").path("rows")) {
            if (!row.path("askedClass").isNull()) {
                MetricSettings settings =
                        row.path("scaleOrder").asString().equals("scale-first") ? SCALE_FIRST : MetricSettings.DEFAULT;
                double ours =
                        metrics.score(
                                        row.path("image").asString(), AdccAudit.method(row), row.path("askedClass").asInt(),
                                        settings)
                                .quality().coherency();
                assertTrue(Math.abs(ours - row.path("coherency").asDouble()) > 0.1, ours + " against " + row);
                rows++;
            }
        }
        assertEquals(2, rows);
    }

    /// Grad-CAM of a probability that is 1 in float32.
    @Test
    void torchCamsMapOfASaturatedProbabilityIsAnother() throws IOException {
        int rows = 0;
        for (JsonNode row : metrics.golden("metrics/torch-cam.json").path("rows")) {
            boolean onChest = row.path("images").size() == 1 && row.path("images").get(0).asString().equals("chest");
            if (onChest && row.path("method").asString().equals("gradcam")
                    && row.path("score").asString().equals("probability")) {
                int best = metrics.trace("chest").prediction().best();
                assertEquals(1f, (float) metrics.trace("chest").prediction().probabilities()[best]);
                double drop = metrics.score("chest", AdccAudit.method(row), best, SCALE_FIRST).quality().drop();
                assertTrue(Math.abs(drop - row.path("avg_drop").asDouble()) > 0.1, drop + " against " + row);
                rows++;
            }
        }
        assertEquals(1, rows);
    }
}

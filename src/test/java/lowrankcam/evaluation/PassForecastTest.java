package lowrankcam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.Progress;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.dataset.LabelledImage;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.Resample;
import lowrankcam.metric.MetricSettings;
import lowrankcam.model.PassCounter.Passes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a method is expected to run is what it then runs, and to expect it runs next to nothing.
class PassForecastTest {

    @TempDir private Path dataset;

    private static EvaluatedMethod column(String id) {
        return new EvaluatedMethod(
                id, MethodChoice.of(id, Map.of()), EvaluatedMethod.Undefined.SAY);
    }

    private ImageInput input() {
        return new ImageInput(SmallRun.preprocessing(), Resample.scalar());
    }

    private List<LabelledImage> images() throws IOException {
        SmallRun.writeImages(dataset, 1);
        return SmallRun.images(dataset).images();
    }

    private static EvaluationPlan plan(String layer, List<String> methods, MetricGroup... groups) {
        return new EvaluationPlan(
                layer, methods.stream().map(PassForecastTest::column).toList(), List.of(groups),
                MetricSettings.DEFAULT.withSteps(8), new Bootstrap(10, 1, 0.95), "", 0);
    }

    @Test
    void expectedPassesAreThoseThatAreRun() throws IOException {
        List<LabelledImage> images = images();
        List<String> methods = List.of("cam", "lowrankcam", "scorecam", "groupcam", "occlusion:window=8:stride=4");
        for (String method : methods) {
            InceptionModel model = SmallRun.model(1);
            EvaluationPlan plan = plan("last", List.of(method), MetricGroup.ROAD);
            Evaluation evaluation =
                    new Evaluation(model, input(), plan, images, (_, _, _, _, _) -> {}, Progress.NONE);
            assertTrue(Double.isNaN(evaluation.passesOf(method)), "nobody has asked yet");
            List<ResultRecord> records = new ArrayList<>();
            evaluation.run(0, List.of(method), records::add);
            double metrics = 2.0 * plan.metrics().road().percentiles().size();
            assertEquals(records.getFirst().value("networkPasses") - 1 + metrics, evaluation.passesOf(method), method);
            assertTrue(evaluation.passesRun() >= evaluation.passesOf(method), method);
        }
    }

    @Test
    void expectingRunsNoPassesButGradients() throws IOException {
        List<String> methods =
                List.of("lowrankcam", "gradcam", "ablationcam", "scorecam", "scorecam++", "gscorecam", "fimf", "rise");
        for (String layer : List.of("first", "last")) {
            InceptionModel model = SmallRun.model(1);
            var trace = model.forward(input().read(images().getFirst()).tensor(), layer);
            Passes before = model.passes().now();
            PassForecast forecast = new PassForecast(model, plan(layer, methods, MetricGroup.ADCC));
            forecast.learn(trace, Resample.scalar());
            Passes run = model.passes().now().minus(before);
            assertEquals(0, run.network() + run.head(), layer);
            // Two maps and the pass on the explanation image.
            assertEquals(layer.equals("last") ? 1 : 2, forecast.of("gradcam"), layer);
            assertEquals(2 * 4000 + 1, forecast.of("rise"), layer);
        }
    }
}

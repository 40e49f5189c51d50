package lowrankcam.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What runs beside or before a record changes nothing in it.
class EvaluationOrderTest {

    private static final ImageInput INPUT = new ImageInput(SmallRun.preprocessing(), Resample.scalar());

    @TempDir private static Path dataset;
    private static List<LabelledImage> images;

    @BeforeAll
    static void write() throws IOException {
        SmallRun.writeImages(dataset, 6);
        images = SmallRun.images(dataset).images();
    }

    private static EvaluatedMethod column(String id) {
        return new EvaluatedMethod(
                id, MethodChoice.of(id, Map.of()), EvaluatedMethod.Undefined.REFUSE);
    }

    private static List<ResultRecord> run(EvaluationPlan plan, List<EvaluatedMethod> columns) throws IOException {
        List<ResultRecord> records = new ArrayList<>();
        new Evaluation(SmallRun.model(1), INPUT, plan, images, (_, _, _, _, _) -> {}, Progress.NONE)
                .run(1, columns.stream().map(EvaluatedMethod::name).toList(), records::add);
        return records;
    }

    @Test
    void passesSideBySideAreThoseOneByOne() throws IOException {
        InceptionModel model = SmallRun.model(3);
        List<Tensor> inputs = new ArrayList<>();
        for (LabelledImage image : images) {
            inputs.add(INPUT.read(image).tensor());
        }
        long before = model.passes().now().network();
        List<ForwardTrace> together = model.forwardAll(inputs);
        assertEquals(inputs.size(), model.passes().now().network() - before);
        for (int i = 0; i < inputs.size(); i++) {
            ForwardTrace alone = model.forward(inputs.get(i), "last");
            assertArrayEquals(alone.features().values(), together.get(i).features().values());
            assertArrayEquals(alone.pooled(), together.get(i).pooled());
            assertArrayEquals(alone.prediction().logits(), together.get(i).prediction().logits());
            assertEquals(inputs.get(i), together.get(i).image());
            assertEquals("last", together.get(i).layer());
        }
    }

    /// Which columns are still to do changes no record, at an earlier layer too, where gradients go on from a pass.
    @Test
    void aRecordDoesNotDependOnTheColumnsBeforeIt() throws IOException {
        List<EvaluatedMethod> columns =
                List.of(
                        column("lowrankcam"),
                        column("gradcam"), column("xgradcam"),
                        column("gscorecam"), column("groupcam"));
        for (String layer : List.of("first", "last")) {
            EvaluationPlan all =
                    new EvaluationPlan(
                            layer, columns, List.of(MetricGroup.ADCC), MetricSettings.DEFAULT,
                            new Bootstrap(200, 1, 0.95), "lowrankcam", 0);
            List<ResultRecord> records = run(all, columns);
            for (int i = 0; i < columns.size(); i++) {
                List<ResultRecord> alone = run(all, List.of(columns.get(i)));
                assertTrue(alone.getFirst().agreesWith(records.get(i)), alone + "\n" + records.get(i));
            }
        }
    }
}

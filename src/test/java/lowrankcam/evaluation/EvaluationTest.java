package lowrankcam.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.Progress;
import lowrankcam.cam.UnsupportedTargetException;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.dataset.ImageSet;
import lowrankcam.dataset.LabelledImage;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.Resample;
import lowrankcam.metric.Adcc;
import lowrankcam.metric.ClassRule;
import lowrankcam.metric.ImageQuality;
import lowrankcam.metric.MaskSpace;
import lowrankcam.metric.MaskedImage;
import lowrankcam.metric.MetricSettings;
import lowrankcam.metric.SaliencyMap;
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records against the metrics computed step by step, and the table against their means.
class EvaluationTest {

    @TempDir private static Path dataset;
    private static List<LabelledImage> images;

    @BeforeAll
    static void write() throws IOException {
        SmallRun.writeImages(dataset, 6);
        images = SmallRun.images(dataset).images();
    }

    private static final ImageInput INPUT = new ImageInput(SmallRun.preprocessing(), Resample.scalar());

    private static EvaluatedMethod column(String id, EvaluatedMethod.Undefined undefined) {
        return new EvaluatedMethod(
                id, MethodChoice.of(id, Map.of("rank", "4")), undefined);
    }

    private static EvaluationPlan plan(List<EvaluatedMethod> columns, List<MetricGroup> groups, MetricSettings metrics) {
        return new EvaluationPlan("last", columns, groups, metrics, new Bootstrap(200, 1, 0.95), "lowrankcam", 0);
    }

    private static List<ResultRecord> run(EvaluationPlan plan, InceptionModel model, int index) throws IOException {
        List<ResultRecord> records = new ArrayList<>();
        new Evaluation(model, INPUT, plan, images, (_, _, _, _, _) -> {}, Progress.NONE)
                .run(index, plan.methods().stream().map(EvaluatedMethod::name).toList(), records::add);
        return records;
    }

    /// Everything by hand: pass, map, explanation image, pass, map again.
    @Test
    void aRecordHoldsWhatTheMetricsSay() throws IOException {
        InceptionModel model = SmallRun.model(1);
        EvaluatedMethod column = column("lowrankcam", EvaluatedMethod.Undefined.REFUSE);
        ResultRecord record =
                run(plan(List.of(column), List.of(MetricGroup.ADCC), MetricSettings.DEFAULT), model, 2).getFirst();

        Tensor x = INPUT.read(images.get(2)).tensor();
        ForwardTrace trace = model.forward(x, "last");
        int target = trace.prediction().best();
        SaliencyMap map = saliency(column, model, trace, target);
        Tensor e = MaskedImage.explanation(x, map, new float[3]);
        ForwardTrace again = model.forward(e, "last");
        ImageQuality expected =
                ImageQuality.of(
                        trace.prediction().probabilities()[target], again.prediction().probabilities()[target], map,
                        saliency(column, model, again, target));
        assertFalse(expected.isDegenerate());
        assertEquals(images.get(2).key(), record.image());
        assertEquals(target, record.value("class"));
        assertEquals(expected.before(), record.value("imageScore"));
        assertEquals(expected.after(), record.value("maskedScore"));
        assertEquals(expected.drop(), record.value("drop"));
        assertEquals(expected.increase() ? 1 : 0, record.value("increase"));
        assertEquals(expected.coherency(), record.value("coherency"));
        assertEquals(expected.complexity(), record.value("complexity"));
        assertEquals(expected.adcc(), record.value("adcc"));
        assertEquals(1, record.value("networkPasses"));
        assertEquals(4, record.value("headPasses"));
        double blank =
                model.forward(MaskedImage.blank(x, new float[3]), "last").prediction().probabilities()[target];
        assertEquals(blank, record.value("blankScore"));
        assertTrue(record.facts().get("variant").contains("rank=4"), record.facts().toString());
    }

    private static SaliencyMap saliency(EvaluatedMethod column, InceptionModel model, ForwardTrace trace, int target) {
        CamMap map =
                column.method().explain(new CamInput(model, trace, target, Resample.scalar(), Progress.NONE));
        return SaliencyMap.of(
                map.raw(), map.rows(), map.columns(), SmallRun.SIZE, SmallRun.SIZE, MetricSettings.DEFAULT,
                Resample.scalar());
    }

    @Test
    void placeIsScoredWhereThereIsAMaskOnly() throws IOException {
        EvaluationPlan plan =
                plan(
                        List.of(column("cam", EvaluatedMethod.Undefined.REFUSE)), List.of(MetricGroup.LOCALISATION),
                        MetricSettings.DEFAULT.withClassRule(new ClassRule.Fixed("abnormal")));
        InceptionModel model = SmallRun.model(1);
        ResultRecord with = run(plan, model, 0).getFirst();
        ResultRecord without = run(plan, model, 1).getFirst();
        assertEquals("abnormal", with.facts().get("classLabel"));
        assertTrue(with.value("energyOverArea") > 0, with.toString());
        assertTrue(with.value("pointing") == 0 || with.value("pointing") == 1);
        assertTrue(Double.isNaN(without.value("energyOverArea")) && Double.isNaN(without.value("pointing")));
    }

    @Test
    void aMaskOfAnotherSizeIsBadInput() {
        LabelledImage image = images.getFirst();
        assertThrows(
                lowrankcam.format.FormatException.class,
                () -> INPUT.truth(
                        image.mask().orElseThrow(),
                        new lowrankcam.image.Picture(5, 5, 1, 8, new float[25])));
    }

    @Test
    void threadsChangeNothingButTimes() throws IOException {
        EvaluationPlan plan = SmallRun.plan();
        List<ResultRecord> one = run(plan, SmallRun.model(1), 0);
        List<ResultRecord> three = run(plan, SmallRun.model(3), 0);
        assertEquals(5, one.size());
        for (int i = 0; i < one.size(); i++) {
            assertTrue(one.get(i).agreesWith(three.get(i)), one.get(i) + "\n" + three.get(i));
        }
    }

    /// A network whose features are all zero: every map is degenerate, and no pass is spent on a blank explanation.
    @Test
    void degenerateMapsAreCountedWithCoherencyZero() throws IOException {
        EvaluationPlan plan =
                plan(
                        List.of(column("lowrankcam", EvaluatedMethod.Undefined.REFUSE)),
                        List.of(MetricGroup.ADCC), MetricSettings.DEFAULT.withMaskSpace(MaskSpace.RAW_PIXELS));
        InceptionModel model = SmallRun.deadModel();
        List<ResultRecord> records = new ArrayList<>();
        Evaluation evaluation = new Evaluation(model, INPUT, plan, images, (_, _, _, _, _) -> {}, Progress.NONE);
        evaluation.run(0, List.of("lowrankcam"), records::add);
        long before = model.passes().now().network();
        evaluation.run(1, List.of("lowrankcam"), records::add);
        assertEquals(1, model.passes().now().network() - before);
        ResultRecord record = records.getLast();
        assertEquals("all values are zero", record.facts().get("degenerate"));
        assertEquals(0, record.value("coherency"));
        assertEquals(0, record.value("adcc"));
        assertEquals(record.value("blankScore"), record.value("maskedScore"));
    }

    @Test
    void aMethodThatIsNotDefinedSaysSoOrEndsTheRunIfItWasNamed() throws IOException {
        InceptionModel deep = SmallRun.deepHeadModel();
        ResultRecord said =
                run(
                                plan(
                                        List.of(column("cam", EvaluatedMethod.Undefined.SAY)),
                                        List.of(MetricGroup.ADCC), MetricSettings.DEFAULT),
                                deep, 0)
                        .getFirst();
        assertTrue(said.isUndefined() && said.failure().contains("CAM needs a head of one dense layer"), said.failure());
        assertThrows(
                UnsupportedTargetException.class,
                () -> run(
                        plan(
                                List.of(column("cam", EvaluatedMethod.Undefined.REFUSE)),
                                List.of(MetricGroup.ADCC), MetricSettings.DEFAULT),
                        deep, 0));
    }

    @Test
    void theTableIsTheMeansOfItsRecords(@TempDir Path folder) throws IOException {
        SmallRun.evaluate(folder, dataset, Shard.WHOLE, "weights");
        RunData data = RunData.read(folder);
        MethodTable table = MethodTable.of(data);
        for (String method : data.methods()) {
            List<ResultRecord> records = data.images().stream().map(image -> data.record(image.path(), method)).toList();
            MethodTable.Row row = table.row(method);
            assertEquals(records.stream().filter(r -> !r.facts().get("degenerate").isEmpty()).count(), row.degenerate());
            assertEquals(6, row.images());
            double drop = mean(records, "drop");
            double coherency = mean(records, "coherency");
            double complexity = mean(records, "complexity");
            check(100 * drop, row, Measure.AVERAGE_DROP);
            check(100 * mean(records, "increase"), row, Measure.AVERAGE_INCREASE);
            check(100 * coherency, row, Measure.COHERENCY);
            check(100 * complexity, row, Measure.COMPLEXITY);
            check(100 * Adcc.harmonic(coherency, complexity, drop), row, Measure.ADCC);
            check(100 * mean(records, "adcc"), row, Measure.MEAN_ADCC);
            assertEquals(2, row.cells().get(Measure.ENERGY).images(), "images with a mask");
        }
        assertEquals("lowrankcam", table.reference());
        assertEquals(4, table.differences().size());
        for (MethodTable.Row difference : table.differences()) {
            double expected =
                    table.row(difference.method()).cells().get(Measure.ADCC).value()
                            - table.row("lowrankcam").cells().get(Measure.ADCC).value();
            assertEquals(expected, difference.cells().get(Measure.ADCC).value(), 1e-9);
        }
    }

    /// Over the images where it is defined.
    private static double mean(List<ResultRecord> records, String value) {
        return records.stream().mapToDouble(r -> r.value(value)).filter(v -> !Double.isNaN(v)).average().orElseThrow();
    }

    private static void check(double expected, MethodTable.Row row, Measure measure) {
        MethodTable.Cell cell = row.cells().get(measure);
        assertEquals(expected, cell.value(), 1e-9, measure.title());
        assertTrue(cell.interval().low() <= cell.value() && cell.value() <= cell.interval().high(), measure + " " + cell);
    }

    @Test
    void everyRowOfEveryFileNamesItsChoices(@TempDir Path folder) throws IOException {
        SmallRun.evaluate(folder, dataset, Shard.WHOLE, "weights");
        for (String name : List.of("images.csv", "table.csv", "differences.csv")) {
            List<lowrankcam.format.Csv.Row> rows = lowrankcam.format.Csv.read(folder.resolve(name));
            List<String> head = rows.getFirst().fields().stream().map(lowrankcam.format.Csv.Field::text).toList();
            assertEquals(head.size(), head.stream().distinct().count(), "names of columns are different: " + head);
            assertTrue(
                    head.containsAll(List.of(
                            "maskSpace", "score", "classRule", "mapResize", "scaleOrder", "steps", "layer")),
                    head.toString());
            assertTrue(head.contains("blankScore") || head.contains("blank_score"));
            assertTrue(rows.stream().allMatch(row -> row.fields().size() == head.size()), name);
        }
        assertEquals(1 + 6 * 5, lowrankcam.format.Csv.read(folder.resolve("images.csv")).size());
        assertEquals(1 + 6 * 5, lowrankcam.format.Csv.read(folder.resolve("times.csv")).size());
    }

    @Test
    void anImageThatCannotBeReadIsNamedAndTheRestGoesOn(@TempDir Path folder) throws IOException {
        Path broken = folder.resolve("data");
        SmallRun.writeImages(broken, 3);
        ImageSet set = SmallRun.images(broken);
        Files.write(set.images().get(1).file(), new byte[] {1, 2, 3});
        Path output = folder.resolve("run");
        SmallRun.evaluate(output, broken, Shard.WHOLE, "weights");
        RunData data = RunData.read(output);
        assertEquals(0, data.missing());
        MethodTable.Row row = MethodTable.of(data).row("cam");
        assertEquals(2, row.images());
        assertEquals(1, row.failed());
        assertFalse(row.reason().isEmpty());
        assertFalse(row.reason().contains(folder.toString()), "no place on this machine: " + row.reason());
        String journal = Files.readString(output.resolve("journal.log"));
        assertEquals(2 * 5 + 1, journal.lines().count());
        assertArrayEquals(
                new String[] {""},
                journal.lines().filter(line -> line.contains("failure")).map(_ -> "").toArray(String[]::new));
    }
}

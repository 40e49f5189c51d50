package lowrankcam.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lowrankcam.dataset.BodyPart;
import lowrankcam.cam.Progress;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.dataset.ImageSet;
import lowrankcam.dataset.Selection;
import lowrankcam.evaluation.Bootstrap;
import lowrankcam.evaluation.Evaluation;
import lowrankcam.evaluation.EvaluationPlan;
import lowrankcam.evaluation.ExperimentRun;
import lowrankcam.evaluation.ImageInput;
import lowrankcam.evaluation.EvaluatedMethod;
import lowrankcam.evaluation.MetricGroup;
import lowrankcam.evaluation.RankPlan;
import lowrankcam.evaluation.RankSweep;
import lowrankcam.evaluation.RunFolder;
import lowrankcam.evaluation.RunSettings;
import lowrankcam.evaluation.Shard;
import lowrankcam.evaluation.SmallRun;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.Json;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.Resample;
import lowrankcam.metric.ClassRule;
import lowrankcam.metric.MetricSettings;
import lowrankcam.published.TableReader;
import lowrankcam.report.MapPictures;
import lowrankcam.report.ReproductionPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// The four runs with a network of two layers, and the report made of them.
class ReproductionPageTest {

    private static final List<String> CHEAP =
            List.of("cam", "gradcam", "gradcam++", "xgradcam", "ablationcam", "eigencam", "fimf", "reciprocam", "lowrankcam");
    private static final List<String> SLOW = List.of("scorecam", "scorecam++", "gscorecam", "groupcam");
    private static final ImageInput INPUT = new ImageInput(SmallRun.preprocessing(), Resample.scalar());
    private static final Bootstrap BOOTSTRAP = new Bootstrap(200, 1, 0.95);

    @TempDir private Path folder;
    private final InceptionModel model = SmallRun.model(1);

    private static EvaluatedMethod column(String text, String name) {
        return new EvaluatedMethod(
                name, MethodChoice.of(text, Map.of()), EvaluatedMethod.Undefined.SAY);
    }

    private void evaluate(
            String name, Selection selection, List<EvaluatedMethod> columns, MetricGroup group, MetricSettings metrics)
            throws IOException {
        ImageSet images = ImageSet.open(folder.resolve(Runs.PHANTOMS), selection);
        EvaluationPlan plan = new EvaluationPlan("last", columns, List.of(group), metrics, BOOTSTRAP, "lowrankcam", 3);
        ObjectNode settings = settings(images).of(plan);
        Path run = folder.resolve(name);
        try (RunFolder open = RunFolder.open(run, settings, RunSettings.identify(images.images()))) {
            new ExperimentRun(open, (_, _, _) -> {})
                    .run(new Evaluation(
                            model, INPUT, plan, images.images(), new MapPictures(run.resolve("pictures")), Progress.NONE));
        }
    }

    private static RunSettings settings(ImageSet images) {
        return new RunSettings(
                "test 1", SmallRun.facts("weights"), images.kind(), images.selection().text(), List.of(), Shard.WHOLE);
    }

    /// Folders of four runs that have not begun: the report is there, and says so.
    @Test
    void aReportOfNothingSaysThatEverythingIsMissing() throws IOException {
        ReproductionPlan plan = new ReproductionPlan(List.of(BodyPart.HUMERUS), 4, 2, 2, 2, "5,10", List.of(10), 4, 1, 200);
        AtomicFile.write(folder.resolve(Runs.SETTINGS), Json.text(plan.settings("given")));
        for (String name : List.of(Runs.TABLE, Runs.THIRTEEN, Runs.FINDINGS)) {
            String group = name.equals(Runs.FINDINGS) ? "place" : "adcc";
            SyntheticRun.begin(folder.resolve(name), "evaluate", group, 4, List.of("lowrankcam", "gradcam")).close();
        }
        SyntheticRun.begin(folder.resolve(Runs.RANKS), "tune-rank", "curves", 4, List.of("5", "10")).close();
        String page = page();
        Claims claims = Claims.of(Runs.read(folder), TableReader.paper());
        assertTrue(page.contains("**Unfinished:** 32 records are missing"), page);
        assertTrue(claims.list().stream().allMatch(c -> c.verdict() == Verdict.UNDECIDED), claims.csv());
    }

    private void sweep(Selection selection) throws IOException {
        ImageSet images = ImageSet.open(folder.resolve(Runs.PHANTOMS), selection);
        RankPlan plan =
                new RankPlan(
                        "last", LowRankOptions.Preset.DEFAULT, List.of(2, 5, 10), MetricSettings.DEFAULT.withSteps(4),
                        BOOTSTRAP, RankPlan.Rule.SUM);
        try (RunFolder open =
                RunFolder.open(
                        folder.resolve(Runs.RANKS), settings(images).of(plan), RunSettings.identify(images.images()))) {
            new ExperimentRun(open, (_, _, _) -> {}).run(new RankSweep(model, INPUT, plan, images.images()));
        }
    }

    private String page() throws IOException {
        return Files.readString(ReproductionPage.write(folder));
    }

    @Test
    void theReportFollowsFromTheRuns() throws IOException {
        SmallRun.writeImages(folder.resolve(Runs.PHANTOMS), 7);
        ReproductionPlan plan = new ReproductionPlan(List.of(BodyPart.HUMERUS), 7, 3, 3, 3, "2,5,10", List.of(3, 10), 4, 1, 200);
        AtomicFile.write(folder.resolve(Runs.SETTINGS), Json.text(plan.settings("default")));
        List<EvaluatedMethod> cheap = CHEAP.stream().map(id -> column(id, id)).toList();
        List<EvaluatedMethod> all =
                java.util.stream.Stream.concat(CHEAP.stream(), SLOW.stream()).map(id -> column(id, id)).toList();
        evaluate(Runs.TABLE, plan.sample(7), cheap, MetricGroup.ADCC, MetricSettings.DEFAULT);
        evaluate(Runs.THIRTEEN, Selection.ALL.withLimit(3, 1), all, MetricGroup.ADCC, MetricSettings.DEFAULT);
        evaluate(
                Runs.FINDINGS, plan.withFinding(),
                List.of(
                        column("cam", "cam"), column("eigencam", "eigencam"),
                        column("lowrankcam:default:rank=10", "lowrankcam-default"),
                        column("lowrankcam:default:rank=3", "lowrankcam-default-rank=3"),
                        column("lowrankcam:linear:rank=3", "lowrankcam-linear-rank=3")),
                MetricGroup.LOCALISATION, MetricSettings.DEFAULT.withClassRule(new ClassRule.Fixed("abnormal")));
        sweep(plan.sample(3));

        String page = page();
        assertFalse(page.contains("Unfinished"), page);
        assertFalse(page.contains("NaN") || page.contains("null"), page);
        for (String id : SLOW) {
            assertTrue(page.contains("| " + id + " | 3 |"), id + " in\n" + page);
        }
        assertTrue(page.contains("| lowrankcam | 7 |"), page);
        assertTrue(
                page.contains(
                        "| method | AD % ↓ | printed | AIn % ↑ | printed | CH % ↑ | printed | CX % ↓ | printed | ADCC % ↑ | printed |"),
                page);
        String number = " \\| [0-9.]+ \\| ";
        for (String row : List.of(
                "scorecam\t1.75\t43.75\t79.45\t27.47\t82.07", "lowrankcam\t1.60\t43.75\t89.01\t24.30\t86.69",
                "fimf\t0.95\t50.00\t91.25\t45.74\t75.98")) {
            String pattern = "\\| " + row.replace("\t", number) + " \\|";
            assertTrue(Pattern.compile(pattern).matcher(page).find(), row);
        }
        assertTrue(page.contains("LowRank-CAM's ADCC is above Score-CAM's (printed: 86.69 and 82.07)"), page);
        assertTrue(page.contains("**undecided**"), "three images decide nothing:\n" + page);
        assertTrue(page.contains("--images 7 --slow-images 3 --rank-images 3 --findings 3 --ranks 2,5,10"), page);
        assertTrue(page.contains("--place-ranks 3,10 "), page);
        Set<String> pictures = new TreeSet<>();
        Matcher links = Pattern.compile("\\]\\((images/[^)]+)\\)").matcher(page);
        while (links.find()) {
            pictures.add(links.group(1));
            assertTrue(Files.size(folder.resolve("page").resolve(links.group(1))) > 500, links.group(1));
        }
        assertEquals(5, pictures.size(), pictures.toString());

        assertEquals(page, page(), "the same records, the same page");
        String html = Files.readString(folder.resolve("page/REPRODUCTION.html"));
        String words = html.substring(html.indexOf("<main"), html.indexOf("</main>")).replaceAll("base64,[A-Za-z0-9+/=]*", "");
        assertFalse(words.contains("NaN") || words.contains("null") || words.contains("**"), words);
        assertTrue(html.indexOf("Of the paper&#39;s claims tested here, ") < html.indexOf("SHA-256"), "what came out stands first");
        assertEquals(3, html.split("<svg", -1).length - 1);
        assertEquals(2, html.split("src=\"data:image/png", -1).length - 1);
        long tables = page.lines().filter(line -> line.startsWith("|---")).count();
        assertEquals(tables + 1, html.split("<table", -1).length - 1, "worst and best cases are in the page only");
    }

    /// `--slow-images 0`: a run of all methods without images.
    @Test
    void theSlowPartCanBeLeftOut() throws IOException {
        SmallRun.writeImages(folder.resolve(Runs.PHANTOMS), 7);
        ReproductionPlan plan = new ReproductionPlan(List.of(BodyPart.HUMERUS), 7, 0, 1, 1, "5,10", List.of(10), 4, 1, 200);
        AtomicFile.write(folder.resolve(Runs.SETTINGS), Json.text(plan.settings("default")));
        List<EvaluatedMethod> cheap = CHEAP.stream().map(id -> column(id, id)).toList();
        evaluate(Runs.TABLE, plan.sample(7), cheap, MetricGroup.ADCC, MetricSettings.DEFAULT);
        evaluate(Runs.FINDINGS, plan.withFinding(), cheap, MetricGroup.LOCALISATION, MetricSettings.DEFAULT);
        sweep(plan.sample(1));
        List<EvaluatedMethod> all =
                java.util.stream.Stream.concat(CHEAP.stream(), SLOW.stream()).map(id -> column(id, id)).toList();
        EvaluationPlan none =
                new EvaluationPlan(
                        "last", all, List.of(MetricGroup.ADCC), MetricSettings.DEFAULT, BOOTSTRAP, "lowrankcam", 0);
        ImageSet images = ImageSet.open(folder.resolve(Runs.PHANTOMS), plan.sample(1));
        RunFolder.open(folder.resolve(Runs.THIRTEEN), settings(images).of(none), List.of()).close();
        String page = page();
        assertFalse(page.contains("Unfinished"), page);
        assertFalse(page.contains("NaN") || page.contains("null"), page);
        assertFalse(page.contains("All thirteen methods on the few"), page);
        assertTrue(page.contains("were left out (`--slow-images 0`)"), page);
        assertTrue(page.contains("over scorecam (not measured)"), page);
        assertTrue(page.contains("network passes for an image: 1, head passes: "), page);
        Claims claims = Claims.of(Runs.read(folder), TableReader.paper());
        for (String id : List.of("highest ADCC", "ADCC above Score-CAM", "speed-up")) {
            Claim claim = claims.list().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
            assertTrue(claim.verdict() != Verdict.HOLDS, id + " rests on methods that were not run");
        }
    }

    @Test
    void whatIsMissingIsSaidAndDecidesNothing() throws IOException {
        SmallRun.writeImages(folder.resolve(Runs.PHANTOMS), 4);
        ReproductionPlan plan = new ReproductionPlan(List.of(BodyPart.HUMERUS), 4, 1, 1, 1, "5,10", List.of(10), 4, 1, 200);
        AtomicFile.write(folder.resolve(Runs.SETTINGS), Json.text(plan.settings("given")));
        List<EvaluatedMethod> columns =
                List.of(column("gradcam", "gradcam"), column("xgradcam", "xgradcam"), column("lowrankcam", "lowrankcam"));
        for (String name : List.of(Runs.TABLE, Runs.THIRTEEN, Runs.FINDINGS)) {
            evaluate(
                    name, plan.sample(4), columns,
                    name.equals(Runs.FINDINGS) ? MetricGroup.LOCALISATION : MetricGroup.ADCC, MetricSettings.DEFAULT);
        }
        sweep(plan.sample(1));
        // A journal cut after its first record.
        Path journal = folder.resolve(Runs.TABLE).resolve("journal.log");
        Files.writeString(journal, Files.readAllLines(journal).getFirst() + "\n");
        String page = page();
        assertTrue(page.contains("**Unfinished:** 11 records are missing"), page);
        assertTrue(page.contains("a model of the user's"), page);
        assertFalse(page.contains("NaN") || page.contains("null"), page);
    }
}

package lowrankcam.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import lowrankcam.cam.lowrank.LowRankCam;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.cam.lowrank.LowRankOptions.Preset;
import lowrankcam.cam.lowrank.RankMaps;
import lowrankcam.dataset.ImageSet;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.Resample;
import lowrankcam.metric.MetricSettings;
import lowrankcam.model.ForwardTrace;
import lowrankcam.report.RunFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// The sweep of ranks: maps, passes, the chosen rank, the files.
class RankSweepTest {

    private static final ImageInput INPUT = new ImageInput(SmallRun.preprocessing(), Resample.scalar());
    private static final int STEPS = 5;

    @TempDir private Path folder;

    private static RankPlan plan(RankPlan.Rule rule) {
        return new RankPlan(
                "last", Preset.DEFAULT, List.of(1, 2, 4, 8), MetricSettings.DEFAULT.withSteps(STEPS),
                new Bootstrap(200, 1, 0.95), rule);
    }

    private RunData run(Path output, Path dataset, InceptionModel model, RankPlan plan) throws IOException {
        ImageSet images = SmallRun.images(dataset);
        ObjectNode settings =
                new RunSettings("test 1", SmallRun.facts("w"), images.kind(), images.selection().text(), images.missing(), Shard.WHOLE)
                        .of(plan);
        try (RunFolder run = RunFolder.open(output, settings, RunSettings.identify(images.images()))) {
            new ExperimentRun(run, (_, _, _) -> {}).run(new RankSweep(model, INPUT, plan, images.images()));
            new RunFiles().write(output, run.data());
            return run.data();
        }
    }

    @Test
    void mapsOfAllRanksAreThoseOfTheMethodAtEach() throws IOException {
        SmallRun.writeImages(folder, 1);
        InceptionModel model = SmallRun.model(1);
        ForwardTrace trace =
                model.forward(INPUT.read(SmallRun.images(folder).images().getFirst()).tensor(), "last");
        CamInput input = new CamInput(model, trace, 0, Resample.scalar(), Progress.NONE);
        List<Integer> ranks = List.of(1, 3, 7, 500);
        for (Preset preset : Preset.values()) {
            List<CamMap> maps = RankMaps.of(preset, ranks, input);
            for (int i = 0; i < ranks.size(); i++) {
                CamMap alone = new LowRankCam(LowRankOptions.of(preset, ranks.get(i))).explain(input);
                assertArrayEquals(alone.raw(), maps.get(i).raw(), preset + " r=" + ranks.get(i));
                assertEquals(alone.flags(), maps.get(i).flags(), preset + " r=" + ranks.get(i));
                assertEquals(alone.details().get("rankUsed"), maps.get(i).details().get("rankUsed"));
            }
        }
    }

    @Test
    void onePassAndOneDecompositionServeAllRanks() throws IOException {
        Path dataset = folder.resolve("data");
        SmallRun.writeImages(dataset, 2);
        InceptionModel model = SmallRun.model(1);
        RunData data = run(folder.resolve("run"), dataset, model, plan(RankPlan.Rule.SUM));
        assertEquals(0, data.missing());
        // An image: its own pass; image, blank and blur as end points; two curves of four inner steps for each rank.
        int expected = 2 * (1 + 3 + 4 * 2 * (STEPS - 1));
        assertEquals(expected, model.passes().now().network());
        // Each network pass ends in the head; masks: those of the largest rank and no more.
        assertEquals(expected + 2 * 8, model.passes().now().head());
    }

    @Test
    void theChosenRankMaximisesItsRule() throws IOException {
        Path dataset = folder.resolve("data");
        SmallRun.writeImages(dataset, 4);
        for (RankPlan.Rule rule : RankPlan.Rule.values()) {
            RunData data = run(folder.resolve(rule.id()), dataset, SmallRun.model(1), plan(rule));
            RankTable table = RankTable.of(data);
            assertEquals(4, table.rows().size());
            double best = Double.NEGATIVE_INFINITY;
            int chosen = 0;
            double shares = 0;
            for (RankTable.Row row : table.rows()) {
                double mean = 0;
                for (RunImage image : data.images()) {
                    ResultRecord record = data.record(image.path(), String.valueOf(row.rank()));
                    mean += rule.of(record.value("insertion"), record.value("deletion")) / 4;
                }
                if (mean > best + 1e-12) {
                    best = mean;
                    chosen = row.rank();
                }
                shares += row.share();
                assertEquals(4, row.images());
                assertTrue(row.kept().interval().low() <= row.kept().value()
                        && row.kept().value() <= row.kept().interval().high(), row.toString());
            }
            assertEquals(chosen, table.chosen(), rule.id());
            assertEquals(1, shares, 1e-9);
        }
    }

    @Test
    void theFigureAndTheTablesAreWritten() throws IOException {
        Path dataset = folder.resolve("data");
        SmallRun.writeImages(dataset, 2);
        Path output = folder.resolve("run");
        run(output, dataset, SmallRun.model(1), plan(RankPlan.Rule.SUM));
        for (String name :
                List.of("ranks.csv", "images.csv", "ranks.json", "ranks.md", "figure2.svg", "figure2.png",
                        "report.html")) {
            assertTrue(Files.size(output.resolve(name)) > 100, name);
        }
        assertEquals(1 + 4, Files.readAllLines(output.resolve("ranks.csv")).size());
        assertEquals(1 + 2 * 4, Files.readAllLines(output.resolve("images.csv")).size());
        String page = Files.readString(output.resolve("report.html"));
        assertTrue(page.contains("<svg") && !page.replace("http://www.w3.org/2000/svg", "").contains("://"), "self-contained");
    }

    @Test
    void ranksAreRead() {
        assertEquals(List.of(5, 10, 15), RankPlan.parseRanks("5:17:5"));
        assertEquals(List.of(1, 45), RankPlan.parseRanks("1,45"));
        for (String bad : List.of("", "0", "a", "5:1:5", "1:5:0", "1;2", "0:10:5")) {
            assertThrows(IllegalArgumentException.class, () -> RankPlan.parseRanks(bad), bad);
        }
        assertThrows(IllegalArgumentException.class, () -> RankPlan.Rule.of("best"));
        Map<String, RankPlan.Rule> rules = Map.of("sum", RankPlan.Rule.SUM, "deletion", RankPlan.Rule.DELETION);
        List<String> ids = new ArrayList<>(rules.keySet());
        ids.forEach(id -> assertEquals(rules.get(id), RankPlan.Rule.of(id)));
    }
}

package lowrankcam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.Progress;
import lowrankcam.cam.lowrank.LowRankOptions.Preset;
import lowrankcam.dataset.ImageSet;
import lowrankcam.format.FileTree;
import lowrankcam.format.Kills;
import lowrankcam.kernel.Resample;
import lowrankcam.metric.MetricSettings;
import lowrankcam.report.MapPictures;
import lowrankcam.report.RunFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// Runs that are killed before each step that changes the disk: what is there is whole, and the next run ends in the same files,
/// with nothing else beside them.
class KilledRunTest {

    private static final List<String> TIMED = List.of("journal.log", "times.csv", "table.md", "report.html");

    private static final ImageInput INPUT = new ImageInput(SmallRun.preprocessing(), Resample.scalar());

    @TempDir private static Path shared;
    private static Path dataset;

    @TempDir private Path folder;

    @BeforeAll
    static void images() throws IOException {
        dataset = shared.resolve("data");
        SmallRun.writeImages(dataset, 1);
    }

    /// One method, and no more than that there is something to write.
    private static void evaluate(Path output) throws IOException {
        ImageSet images = SmallRun.images(dataset);
        EvaluationPlan plan =
                new EvaluationPlan(
                        "last", SmallRun.plan().methods().subList(0, 1), List.of(MetricGroup.values()[0]),
                        MetricSettings.DEFAULT.withSteps(2), new Bootstrap(20, 1, 0.95), "cam", 1);
        ObjectNode settings = settings(images).of(plan);
        try (RunFolder run = RunFolder.open(output, settings, RunSettings.identify(images.images()))) {
            Evaluation task =
                    new Evaluation(
                            SmallRun.model(1), INPUT, plan, images.images(), new MapPictures(output.resolve(Merge.PICTURES)),
                            Progress.NONE);
            new ExperimentRun(run, (_, _, _) -> {}).run(task);
            new RunFiles().write(output, run.data());
        }
    }

    private static RunSettings settings(ImageSet images) {
        return new RunSettings(
                "test 1", SmallRun.facts("w"), images.kind(), images.selection().text(), images.missing(), Shard.WHOLE);
    }

    private static void tuneRank(Path output) throws IOException {
        ImageSet images = SmallRun.images(dataset);
        RankPlan plan =
                new RankPlan(
                        "last", Preset.DEFAULT, List.of(1, 2), MetricSettings.DEFAULT.withSteps(2),
                        new Bootstrap(20, 1, 0.95), RankPlan.Rule.SUM);
        ObjectNode settings = settings(images).of(plan);
        try (RunFolder run = RunFolder.open(output, settings, RunSettings.identify(images.images()))) {
            new ExperimentRun(run, (_, _, _) -> {}).run(new RankSweep(SmallRun.model(1), INPUT, plan, images.images()));
            new RunFiles().write(output, run.data());
        }
    }

    /// Times aside.
    private static Map<String, String> results(Map<String, String> files) {
        files.keySet().removeAll(TIMED);
        return files;
    }

    private interface Command {
        void run(Path output) throws IOException;
    }

    /// Kills a run that begins, and one that writes its files again.
    private void killAtEveryStep(Command command) throws IOException {
        Path whole = shared.resolve(folder.getFileName());
        command.run(whole);
        Map<String, String> expected = results(Kills.files(whole));
        Path run = folder.resolve("run");
        for (boolean finished : new boolean[] {false, true}) {
            FileTree.delete(run);
            int kills =
                    Kills.atEveryStep(
                            folder,
                            () -> {
                                if (!finished) {
                                    FileTree.delete(run);
                                } else if (!Files.exists(run)) {
                                    command.run(run);
                                }
                            },
                            () -> command.run(run),
                            step -> {
                                Map<String, String> left = Files.exists(run) ? Kills.filesOutsideDrafts(run) : Map.of();
                                for (String name : expected.keySet()) {
                                    String found = left.get(name);
                                    assertTrue(
                                            found == null ? !finished : found.equals(expected.get(name)), step + ": " + name);
                                }
                                command.run(run);
                                assertEquals(expected, results(Kills.files(run)), step);
                            });
            assertTrue(kills > (finished ? 12 : 20), kills + " kills");
        }
    }

    @Test
    void evaluateKilledAnywhereEndsInTheSameFiles() throws IOException {
        killAtEveryStep(KilledRunTest::evaluate);
    }

    @Test
    void tuneRankKilledAnywhereEndsInTheSameFiles() throws IOException {
        killAtEveryStep(KilledRunTest::tuneRank);
    }
}

package lowrankcam.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.LowRankOptions.Preset;
import lowrankcam.dataset.ImageSet;
import lowrankcam.format.FileTree;
import lowrankcam.format.Kills;
import lowrankcam.kernel.Resample;
import lowrankcam.metric.MetricSettings;
import lowrankcam.report.RunFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// Runs that are killed before each step that changes the disk: what is there is whole, and the next run ends in the same files,
/// with nothing else beside them.
class KilledRunTest {

    private static final List<String> TIMED = List.of("journal.log", "times.csv", "table.md", "report.html");

    @TempDir private static Path shared;
    private static Path dataset;

    @TempDir private Path folder;

    @BeforeAll
    static void images() throws IOException {
        dataset = shared.resolve("data");
        SmallRun.writeImages(dataset, 1);
    }

    private static void evaluate(Path output) throws IOException {
        SmallRun.evaluate(output, dataset, Shard.WHOLE, "weights");
    }

    private static void tuneRank(Path output) throws IOException {
        ImageSet images = SmallRun.images(dataset);
        RankPlan plan =
                new RankPlan(
                        "last", Preset.DEFAULT, List.of(1, 2), MetricSettings.DEFAULT.withSteps(2),
                        new Bootstrap(50, 1, 0.95), RankPlan.Rule.values()[0]);
        ObjectNode settings =
                new RunSettings(
                        "test 1", SmallRun.facts("w"), images.kind(), images.selection().text(), images.missing(), Shard.WHOLE)
                        .of(plan);
        ImageInput input = new ImageInput(SmallRun.preprocessing(), Resample.scalar());
        try (RunFolder run = RunFolder.open(output, settings, RunSettings.identify(images.images()))) {
            new ExperimentRun(run, (_, _, _) -> {}).run(new RankSweep(SmallRun.model(1), input, plan, images.images()));
            RunFiles.write(output, run.data());
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
            int kills =
                    Kills.atEveryStep(
                            folder,
                            () -> {
                                FileTree.delete(run);
                                if (finished) {
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

package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import lowrankcam.cam.lowrank.LowRankOptions.Preset;
import lowrankcam.evaluation.Bootstrap;
import lowrankcam.evaluation.Merge;
import lowrankcam.evaluation.RankPlan;
import lowrankcam.evaluation.ResultRecord;
import lowrankcam.evaluation.RunFolder;
import lowrankcam.evaluation.RunImage;
import lowrankcam.evaluation.RunSettings;
import lowrankcam.evaluation.Shard;
import lowrankcam.evaluation.SmallRun;
import lowrankcam.format.FileTree;
import lowrankcam.metric.MetricSettings;
import lowrankcam.report.RunFiles;
import tools.jackson.databind.node.ObjectNode;

/// Folders of runs that somebody else made: settings, images, records. They are merged, and their tables made.
record RunFolderTarget() implements Target {

    private static final List<RunImage> IMAGES =
            List.of(
                    new RunImage("a.png", "normal", "11", ""), new RunImage("b,c.png", "abnormal", "22", "33"),
                    new RunImage("d.png", "normal", "44", ""));

    @Override
    public String name() {
        return "run-folder";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() throws IOException {
        RankPlan ranks =
                new RankPlan(
                        "last", Preset.DEFAULT, List.of(1, 2), MetricSettings.DEFAULT.withSteps(4),
                        new Bootstrap(20, 1, 0.95), RankPlan.Rule.values()[0]);
        return List.of(
                Samples.written(folder -> {
                    shard(folder.resolve("one"), settings("1/2").of(SmallRun.plan()), 0, 2);
                    shard(folder.resolve("two"), settings("2/2").of(SmallRun.plan()), 1);
                }),
                // Settings that differ are refused at once: those of a single shard are looked at further.
                Samples.written(folder -> shard(folder.resolve("one"), settings("1/1").of(SmallRun.plan()), 0, 1, 2)),
                Samples.written(folder -> shard(folder.resolve("one"), settings("1/1").of(ranks), 0, 1, 2)));
    }

    private static RunSettings settings(String shard) {
        return new RunSettings("test", SmallRun.facts("weights"), "mura", "all", List.of(), Shard.parse(shard));
    }

    private static void shard(Path folder, ObjectNode settings, int... images) throws IOException {
        settings.withObject("/bootstrap").put("resamples", 20);
        try (RunFolder run = RunFolder.open(folder, settings, IMAGES)) {
            for (int image : images) {
                for (String column : run.data().methods()) {
                    run.add(record(IMAGES.get(image).path(), column, image));
                }
            }
        }
    }

    private static ResultRecord record(String image, String column, int n) {
        if (n == 2 && column.equals("cam")) {
            return ResultRecord.failed(image, column, "out of luck");
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (String name :
                List.of(
                        "drop", "increase", "coherency", "complexity", "adcc", "insertion", "deletion", "insertionNormalised",
                        "deletionNormalised", "road", "pointing", "energyOverArea", "networkPasses")) {
            values.put(name, (name.length() + n) / 20.0);
        }
        return new ResultRecord(image, column, values, Map.of("degenerate", ""), Map.of("methodMillis", 3.0, "forwardMillis", 5.0));
    }

    @Override
    public List<String> words() {
        return List.of(
                "experiment", "evaluate", "tune-rank", "columns", "name", "shard", "1/2", "0/0", "2/1", "bootstrap", "resamples",
                "seed", "level", "metricGroups", "metrics", "reference", "rule", "preset", "model", "dataset", "values", "facts",
                "times", "degenerate", "failure", "image", "column", "a.png", "lowrankcam");
    }

    /// Checksums of records.
    @Override
    public byte[] repaired(String file, byte[] bytes) {
        return file.endsWith(JournalTarget.FILE) ? new JournalTarget().repaired(file, bytes) : bytes;
    }

    @Override
    public void read(Path folder) throws IOException {
        Path merged = folder.resolve("merged");
        FileTree.delete(merged);
        List<Path> shards =
                Stream.of("one", "two").map(folder::resolve)
                        .filter(shard -> Files.exists(shard.resolve("settings.json"))).toList();
        Merge.merge(shards.isEmpty() ? List.of(folder) : shards, merged, new RunFiles()::write);
    }
}

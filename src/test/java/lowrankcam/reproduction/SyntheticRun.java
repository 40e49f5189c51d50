package lowrankcam.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lowrankcam.evaluation.ResultRecord;
import lowrankcam.evaluation.RunData;
import lowrankcam.evaluation.RunFolder;
import lowrankcam.evaluation.RunImage;
import lowrankcam.format.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Records whose answer is known, in a folder like any run's.
final class SyntheticRun {

    private SyntheticRun() {}

    /// Makes the values of a record.
    interface Values {
        Map<String, Double> of(int image, String column);
    }

    static RunFolder begin(Path folder, String experiment, String groups, int images, List<String> columns)
            throws IOException {
        ObjectNode settings = Json.object();
        settings.put("experiment", experiment);
        ArrayNode names = settings.putArray("methods");
        columns.forEach(column -> names.addObject().put("name", column));
        settings.putArray("metricGroups").add(groups);
        settings.put("reference", "lowrankcam").put("rule", "sum");
        settings.putObject("bootstrap").put("resamples", 500).put("seed", 1).put("level", 0.95);
        List<RunImage> list =
                IntStream.range(0, images).mapToObj(i -> new RunImage("image" + i, "normal", "hash" + i, "")).toList();
        return RunFolder.open(folder, settings, list);
    }

    static RunData write(
            Path folder, String experiment, String groups, int images, List<String> columns, Values values,
            Map<String, Double> milliseconds) throws IOException {
        try (RunFolder run = begin(folder, experiment, groups, images, columns)) {
            for (int i = 0; i < images; i++) {
                for (String column : columns) {
                    run.add(new ResultRecord(
                            "image" + i, column, values.of(i, column), Map.of("variant", "preset=default; rank=10"),
                            Map.of("forwardMillis", 40.0, "methodMillis", milliseconds.getOrDefault(column, 0.0))));
                }
            }
            return run.data();
        }
    }

    /// Small differences between images, the same for all columns.
    static double wobble(int image) {
        return 0.01 * Math.sin(1.7 * image);
    }
}

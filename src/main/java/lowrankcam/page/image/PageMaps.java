package lowrankcam.page.image;

import lowrankcam.cam.CamMap;
import lowrankcam.cam.MethodInfo;
import lowrankcam.explain.ExplainedMap;
import lowrankcam.explain.Explanation;
import lowrankcam.explain.MapTask;
import lowrankcam.explain.SkippedMap;
import lowrankcam.format.Json;
import lowrankcam.kernel.Resample;
import lowrankcam.kernel.ResampleWeights;
import lowrankcam.page.Numbers;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The maps of an image as a page reads them: the values of their `.npy` files, and what a reader wants to know of each.
final class PageMaps {

    /// Larger maps, as of RISE with one value for each pixel of the input, are shrunk to this: a page stays small.
    private static final int MOST_CELLS = 96;

    private PageMaps() {}

    static ArrayNode json(Explanation explanation) {
        ArrayNode maps = Json.object().putArray("maps");
        explanation.maps().forEach(map -> maps.add(json(map, explanation.model().kernels().resample())));
        return maps;
    }

    static ArrayNode skipped(Explanation explanation) {
        ArrayNode maps = Json.object().putArray("skipped");
        for (SkippedMap skipped : explanation.skipped()) {
            maps.add(task(skipped.task()).put("reason", skipped.reason()));
        }
        return maps;
    }

    private static ObjectNode task(MapTask task) {
        ObjectNode json = Json.object();
        json.put("file", task.name());
        json.put("method", task.method().choice().info().id());
        json.put("name", task.method().choice().info().name());
        json.put("variant", task.method().choice().label());
        json.put("layer", task.layer());
        json.put("anyLayer", task.method().choice().info().group() == MethodInfo.Group.BLACK_BOX);
        json.put("class", task.target().classIndex());
        json.put("contrast", task.contrastLabel());
        return json;
    }

    private static ObjectNode json(ExplainedMap explained, Resample kernel) {
        CamMap map = explained.map();
        ObjectNode json = task(explained.task());
        int rows = Math.min(map.rows(), MOST_CELLS);
        int columns = Math.min(map.columns(), MOST_CELLS);
        json.put("rows", rows);
        json.put("columns", columns);
        json.put("fileRows", map.rows());
        json.put("fileColumns", map.columns());
        json.put("values", Numbers.floats(shrunk(map, rows, columns, kernel)));
        json.put("flat", explained.flatReason());
        map.flags().forEach(json.putArray("flags")::add);
        json.put("network", explained.passes().network());
        json.put("head", explained.passes().head());
        json.put("backward", explained.passes().backward());
        json.put("milliseconds", explained.milliseconds());
        return json;
    }

    private static double[] shrunk(CamMap map, int rows, int columns, Resample kernel) {
        if (rows == map.rows() && columns == map.columns()) {
            return map.raw();
        }
        float[] values = new float[map.raw().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) map.raw()[i];
        }
        float[] small = new float[rows * columns];
        kernel.resample(
                values, map.rows(), map.columns(), 1, ResampleWeights.antialiasedBilinear(map.rows(), rows),
                ResampleWeights.antialiasedBilinear(map.columns(), columns), small);
        double[] result = new double[small.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = small[i];
        }
        return result;
    }
}

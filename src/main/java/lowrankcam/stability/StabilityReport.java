package lowrankcam.stability;

import java.util.List;
import lowrankcam.format.EnumNames;
import lowrankcam.format.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the maps of an image become.
///
/// @param options how large the changes were
/// @param maps    in the order they were made
/// @param leftOut names of maps of methods that mask the input: each change would take all their passes again
public record StabilityReport(StabilityOptions options, List<MapStability> maps, List<String> leftOut) {

    /// As manifests hold it. Numbers that are undefined are left out.
    public ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("noiseLevels", options.noise());
        json.put("draws", options.draws());
        json.put("jpegQuality", options.quality());
        json.put("seed", options.seed());
        json.put("rankStep", StabilityOptions.RANK_STEP);
        ArrayNode list = json.putArray("maps");
        for (MapStability map : maps) {
            ObjectNode node = list.addObject();
            node.put("map", map.subject().name());
            map.signMargins().forEach(node.putArray("signMargins")::add);
            ArrayNode changes = node.putArray("changes");
            for (MapChange change : map.changes()) {
                ObjectNode one = changes.addObject();
                one.put("kind", EnumNames.id(change.kind()));
                one.put("what", change.what());
                put(one, "spearman", change.similarity().spearman());
                put(one, "ssim", change.similarity().ssim());
                put(one, "probability", change.probability());
            }
        }
        leftOut.forEach(json.putArray("leftOut")::add);
        return json;
    }

    private static void put(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        }
    }
}

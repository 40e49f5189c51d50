package lowrankcam.evaluation;

import java.util.List;
import lowrankcam.image.Preprocessing;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What identifies a model in the settings of a run. Where its files lie, the kernels and the number of threads are not in
/// it: they change no bit of a result.
///
/// @param weightsSha256 of the body
/// @param headSha256    of the head
/// @param dialect       of the body
/// @param labels        of the head
/// @param layer         target layer
/// @param preprocessing how the network sees a picture
/// @param numerics      of the network passes
public record ModelFacts(
        String weightsSha256, String headSha256, String dialect, List<String> labels, String layer,
        Preprocessing preprocessing, String numerics) {

    void describe(ObjectNode node) {
        node.put("weightsSha256", weightsSha256);
        node.put("headSha256", headSha256);
        node.put("dialect", dialect);
        ArrayNode names = node.putArray("labels");
        labels.forEach(names::add);
        node.put("layer", layer);
        node.put("height", preprocessing.height());
        node.put("width", preprocessing.width());
        preprocessing.choices().forEach(node::put);
        node.put("numerics", numerics);
    }
}

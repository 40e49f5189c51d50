package lowrankcam.shortcut;

import java.util.List;
import lowrankcam.format.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What came out.
///
/// @param plan       how many phantoms
/// @param images     abnormal test phantoms whose maps were measured
/// @param accuracies of both heads
/// @param methods    where the maps of both heads lie
/// @param pictures   names of files
public record ShortcutResult(
        ShortcutPlan plan, int images, List<Accuracy> accuracies, List<Energy> methods, List<String> pictures) {

    /// Share of the test phantoms that the heads get right.
    ///
    /// @param markers  whose images carry a marker
    /// @param shortcut by the head that learnt where markers lie on the abnormal
    /// @param control   by the head that learnt from the same phantoms with a marker on all
    public record Accuracy(String markers, double shortcut, double control) {}

    /// Mean share of the energy of a map for 'abnormal' (values below zero left out) over the share of the area: 1 is what chance gives.
    ///
    /// @param method          with its variant
    /// @param shortcutMarker  on the marker, of the head that learnt it
    /// @param shortcutFinding on the finding, of the same head
    /// @param controlMarker    on the marker, of the head that learnt with a marker on all
    /// @param controlFinding   on the finding, of the same head
    public record Energy(
            String method, double shortcutMarker, double shortcutFinding, double controlMarker, double controlFinding) {}

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("training", plan.training()).put("test", plan.test()).put("part", plan.partName()).put("seed", plan.seed());
        json.put("images", images);
        ArrayNode right = json.putArray("accuracies");
        for (Accuracy accuracy : accuracies) {
            right.addObject().put("markers", accuracy.markers()).put("shortcut", accuracy.shortcut()).put("control", accuracy.control());
        }
        ArrayNode energies = json.putArray("methods");
        for (Energy energy : methods) {
            energies.addObject().put("method", energy.method())
                    .put("shortcutMarker", energy.shortcutMarker()).put("shortcutFinding", energy.shortcutFinding())
                    .put("controlMarker", energy.controlMarker()).put("controlFinding", energy.controlFinding());
        }
        pictures.forEach(json.putArray("pictures")::add);
        return json;
    }
}

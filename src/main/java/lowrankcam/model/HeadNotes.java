package lowrankcam.model;

import java.nio.file.Path;
import java.util.List;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.weights.TensorSource;
import tools.jackson.databind.JsonNode;

/// What is written of a head beside its tensors: in the metadata of its file, or under `head` in a `model.json`.
///
/// @param file       where it is written
/// @param place      what stands before a key in messages
/// @param labels     as they are written, or null
/// @param activation as it is written, or null
public record HeadNotes(Path file, String place, JsonNode labels, JsonNode activation) {

    /// What a weights file says of its head.
    static HeadNotes of(TensorSource source) {
        String labels = source.metadata().get("labels");
        String activation = source.metadata().get("activation");
        return new HeadNotes(
                source.file(), "metadata ", labels == null ? null : Json.value(labels).orElse(text(labels)),
                activation == null ? null : text(activation));
    }

    private static JsonNode text(String text) {
        return Json.object().stringNode(text);
    }

    /// What a `model.json` says of its head. A list without names, which `convert` once wrote, says nothing.
    ///
    /// @param head the object under `head`
    public static HeadNotes of(Path modelJson, JsonNode head) {
        JsonNode labels = head.get("labels");
        boolean none = labels != null && labels.isArray() && labels.isEmpty();
        return new HeadNotes(modelJson, "head's ", none ? null : labels, head.get("activation"));
    }

    /// The names of the classes.
    ///
    /// @param earlier what another place says of them, or an empty list
    /// @throws FormatException if they are not readable, or other names than those
    List<String> labels(int classes, List<String> earlier) throws FormatException {
        if (labels == null) {
            return earlier;
        }
        List<String> names = ClassLabels.read(labels, classes, file, place + "'labels'");
        if (!earlier.isEmpty() && !earlier.equals(names)) {
            throw error("labels", "those in the head's own file: " + String.join(", ", earlier), String.join(", ", names));
        }
        return names;
    }

    /// The activation.
    ///
    /// @param outputs of the last layer
    /// @param earlier what another place says of it, or null
    /// @throws FormatException if it is not a known one, another than that, or softmax of a single output
    Activation activation(int outputs, Activation earlier) throws FormatException {
        if (activation == null) {
            return earlier;
        }
        Activation found;
        try {
            found = Activation.of(activation.stringValue(activation.toString()));
        } catch (IllegalArgumentException _) {
            throw error("activation", "softmax or sigmoid", activation.toString());
        }
        if (found == Activation.SOFTMAX && outputs == 1) {
            throw error("activation", "sigmoid for a head with one output, whose softmax is always 1", "softmax");
        }
        if (earlier != null && found != earlier) {
            throw error("activation", "that in the head's own file: " + earlier.id(), found.id());
        }
        return found;
    }

    FormatException error(String key, String expected, String found) {
        return new FormatException(file, FormatException.NO_OFFSET, place + "'" + key + "'", expected, found);
    }
}

package lowrankcam.weights;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What Keras writes of a model's layers beside their weights.
final class KerasConfig {

    private final JsonNode layers;

    /// @param config of a model: its layers, or an object with them; may be missing
    KerasConfig(JsonNode config) {
        this.layers = config.isArray() ? config : config.path("layers");
    }

    /// The activation of the last layer, if it is one that makes probabilities of logits; else empty.
    String activation() {
        JsonNode last = layers.path(layers.size() - 1);
        return switch (kind(last)) {
            case "Dense", "Activation", "Softmax" -> function(last);
            default -> "";
        };
    }

    /// What lies between two dense layers where it is not ReLU alone, in words; else empty.
    String notRelu() {
        String before = "";
        List<String> functions = new ArrayList<>();
        for (JsonNode layer : layers) {
            boolean dense = kind(layer).equals("Dense");
            if (dense && !before.isEmpty() && !(functions.contains("relu") && functions.stream().allMatch("relu"::equals))) {
                return (functions.isEmpty() ? "nothing" : String.join(", ", functions)) + " behind layer '" + before + "'";
            }
            if (dense) {
                before = layer.path("config").path("name").asString("dense");
                functions.clear();
            }
            if (!before.isEmpty() && !function(layer).isEmpty()) {
                functions.add(function(layer));
            }
        }
        return "";
    }

    /// What a layer applies to each value or to all; empty if nothing.
    private static String function(JsonNode layer) {
        String function = switch (kind(layer)) {
            case "Softmax" -> "softmax";
            case "ReLU" -> "relu";
            default -> layer.path("config").path("activation").asString("");
        };
        return function.equals("linear") ? "" : function;
    }

    private static String kind(JsonNode layer) {
        return layer.path("class_name").asString("");
    }
}

package lowrankcam.evaluation;

import java.util.Map;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.format.Json;
import tools.jackson.databind.node.ObjectNode;

/// A method of an experiment, with its options.
///
/// @param name      as results print it
/// @param choice    method, variant and parameters
/// @param undefined what happens where head or layer do not allow the method
public record EvaluatedMethod(String name, MethodChoice choice, Undefined undefined) {

    /// What happens where head or layer do not allow a method.
    public enum Undefined {
        /// The user named the method: the run ends.
        REFUSE,
        /// The method is one of a group: its row says so.
        SAY
    }

    /// The method with all its options.
    public CamMethod method() {
        return choice.create();
    }

    /// True if a map takes many network passes: such a method is not run before it is timed.
    boolean isHeavy() {
        return choice.info().group().masksTheInput();
    }

    /// What decides the method's results, by the names on the command line.
    ObjectNode settings() {
        return settings(name, choice.info().id(), choice.variant().id(), choice.settings().values());
    }

    static ObjectNode settings(String name, String method, String variant, Map<String, String> parameters) {
        ObjectNode node = Json.object();
        node.put("name", name).put("method", method).put("variant", variant);
        parameters.forEach(node.putObject("parameters")::put);
        return node;
    }
}

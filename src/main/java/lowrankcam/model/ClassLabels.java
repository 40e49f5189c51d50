package lowrankcam.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lowrankcam.format.FormatException;
import tools.jackson.databind.JsonNode;

/// Reads the names of classes from JSON: a list of them, an object from index to name (`{"0": "normal", "1": "abnormal"}`), or one
/// from name to index, as torchvision's `class_to_idx`. The order of an object's keys says nothing.
final class ClassLabels {

    private ClassLabels() {}

    /// The names by class.
    ///
    /// @param file    where they are written, for messages
    /// @param item    what they are called there
    /// @param classes how many there must be
    /// @throws FormatException if they are anything but different, non-empty names, one for each class
    static List<String> read(JsonNode json, int classes, Path file, String item) throws FormatException {
        List<String> names = new ArrayList<>();
        String fault =
                switch (json.getNodeType()) {
                    case ARRAY -> array(json, classes, names);
                    case OBJECT -> object(json, classes, names);
                    default -> json.toString();
                };
        if (!fault.isEmpty()) {
            throw error(classes, file, item, fault);
        }
        return names;
    }

    static FormatException error(int classes, Path file, String item, String found) {
        return new FormatException(
                file, FormatException.NO_OFFSET, item,
                "a JSON array of " + classes + " different names, or a JSON object with the names and the numbers 0 to "
                        + (classes - 1),
                found);
    }

    /// Takes the names over; what is wrong with them, or nothing.
    private static String array(JsonNode json, int classes, List<String> names) {
        for (JsonNode name : json) {
            if (!name.isString()) {
                return name + " in " + json;
            }
            names.add(name.stringValue());
        }
        return fault(names, classes);
    }

    private static String object(JsonNode json, int classes, List<String> names) {
        String[] byClass = new String[Math.min(classes, json.size())];
        boolean named = json.properties().stream().allMatch(entry -> entry.getValue().isString());
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            JsonNode value = entry.getValue();
            int index = named ? index(entry.getKey()) : value.isInt() ? value.intValue() : -1;
            if (index < 0 || index >= byClass.length || byClass[index] != null) {
                return json.toString();
            }
            byClass[index] = named ? value.stringValue() : entry.getKey();
        }
        names.addAll(Arrays.asList(byClass));
        return fault(names, classes);
    }

    /// The number that a key is, as it is usually written, or -1.
    private static int index(String key) {
        return key.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(key) : -1;
    }

    private static String fault(List<String> names, int classes) {
        Set<String> seen = new LinkedHashSet<>();
        for (String name : names) {
            if (name.isBlank()) {
                return "an empty name in " + names;
            }
            if (!seen.add(name)) {
                return "'" + name + "' twice";
            }
        }
        return names.size() == classes ? "" : names.size() + " names: " + String.join(", ", names);
    }
}

package lowrankcam.study;

import java.nio.file.Path;
import lowrankcam.format.FormatException;
import tools.jackson.databind.JsonNode;

/// Fields of an object in a file of a study, each with a clear word if it is not what it should be.
record Fields(Path file, JsonNode node) {

    static Fields of(Path file, JsonNode node) throws FormatException {
        Fields fields = new Fields(file, node);
        if (!node.isObject()) {
            throw fields.wrong("entry", "an object", node.getNodeType().toString());
        }
        return fields;
    }

    FormatException wrong(String item, String expected, String found) {
        return new FormatException(file, FormatException.NO_OFFSET, item, expected, found);
    }

    /// Refuses a file of another kind.
    Fields kind(String kind, int version) throws FormatException {
        if (!node.path("kind").asString("").equals(kind)) {
            throw wrong("kind", "'" + kind + "'", node.has("kind") ? node.get("kind").toString() : "nothing");
        }
        if (node.path("version").asInt(0) != version) {
            throw wrong("version", String.valueOf(version), node.has("version") ? node.get("version").toString() : "nothing");
        }
        return this;
    }

    String text(String name) throws FormatException {
        return text(name, node.path(name));
    }

    String text(String name, JsonNode value) throws FormatException {
        if (!value.isString()) {
            throw wrong(name, "a text", value.isMissingNode() ? "nothing" : value.toString());
        }
        return value.asString();
    }

    String id(String name) throws FormatException {
        String id = text(name);
        if (!StudyKey.ID.matcher(id).matches()) {
            throw wrong(name, "8 to 16 hexadecimal digits", "'" + id + "'");
        }
        return id;
    }

    long whole(String name) throws FormatException {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(name, "a whole number", value.isMissingNode() ? "nothing" : value.toString());
        }
        return value.asLong();
    }

    JsonNode list(String name) throws FormatException {
        JsonNode value = node.path(name);
        if (!value.isArray()) {
            throw wrong(name, "a list", value.isMissingNode() ? "nothing" : value.getNodeType().toString());
        }
        return value;
    }
}

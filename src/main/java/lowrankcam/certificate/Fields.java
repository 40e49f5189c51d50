package lowrankcam.certificate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.format.EnumNames;
import lowrankcam.format.FormatException;
import tools.jackson.databind.JsonNode;

/// What a certificate's JSON must hold.
///
/// @param file for messages
/// @param node an object
record Fields(Path file, JsonNode node) {

    FormatException wrong(String item, String expected, String found) {
        return new FormatException(file, FormatException.NO_OFFSET, item, expected, found);
    }

    private JsonNode value(String key, String expected, boolean fits) throws FormatException {
        JsonNode value = node.path(key);
        if (!fits) {
            throw wrong("'" + key + "'", expected, value.isMissingNode() ? "nothing" : value.toString());
        }
        return value;
    }

    String text(String key) throws FormatException {
        return value(key, "a text", node.path(key).isString()).stringValue();
    }

    String sha256(String key) throws FormatException {
        return value(key, "64 hexadecimal digits", text(key).matches("[0-9a-f]{64}")).stringValue();
    }

    int number(String key) throws FormatException {
        return value(key, "a whole number", node.path(key).isInt()).intValue();
    }

    Fields object(String key) throws FormatException {
        return new Fields(file, value(key, "an object", node.path(key).isObject()));
    }

    List<Fields> objects(String key) throws FormatException {
        List<Fields> all = new ArrayList<>();
        for (JsonNode item : value(key, "a list", node.path(key).isArray())) {
            if (!item.isObject()) {
                throw wrong("'" + key + "'", "a list of objects", item.toString());
            }
            all.add(new Fields(file, item));
        }
        return all;
    }

    /// Texts or whole numbers.
    List<String> list(String key) throws FormatException {
        List<String> all = new ArrayList<>();
        for (JsonNode item : value(key, "a list", node.path(key).isArray())) {
            if (!item.isString() && !item.isInt()) {
                throw wrong("'" + key + "'", "a list of texts or whole numbers", item.toString());
            }
            all.add(item.asString());
        }
        return List.copyOf(all);
    }

    <E extends Enum<E>> E choice(String key, Class<E> type) throws FormatException {
        String text = text(key);
        return EnumNames.of(type, text).orElseThrow(() -> wrong("'" + key + "'", EnumNames.expected(type), "'" + text + "'"));
    }
}

package lowrankcam.inception;

import java.nio.file.Path;
import lowrankcam.format.EnumNames;
import lowrankcam.format.FormatException;
import tools.jackson.databind.JsonNode;

/// Texts that a JSON object must hold.
///
/// @param file for messages
/// @param node the object, or anything else, which then holds nothing
record JsonFields(Path file, JsonNode node) {

    /// The text under a key.
    ///
    /// @throws FormatException if there is none
    String text(String key) throws FormatException {
        JsonNode value = node.path(key);
        if (!value.isString()) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "'" + key + "'", "a text",
                    value.isMissingNode() ? "nothing" : value.toString());
        }
        return value.stringValue();
    }

    /// The choice that the text under a key names, see [EnumNames].
    ///
    /// @throws FormatException if it names none
    <E extends Enum<E>> E choice(String key, Class<E> type) throws FormatException {
        String text = text(key);
        return EnumNames.of(type, text).orElseThrow(() -> new FormatException(
                file, FormatException.NO_OFFSET, "'" + key + "'", EnumNames.expected(type), "'" + text + "'"));
    }

    /// @throws FormatException if the text under a key is not this one
    void require(String key, String expected) throws FormatException {
        if (!text(key).equals(expected)) {
            throw new FormatException(file, FormatException.NO_OFFSET, "'" + key + "'", expected, text(key));
        }
    }
}

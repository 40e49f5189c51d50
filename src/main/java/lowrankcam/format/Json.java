package lowrankcam.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeType;
import tools.jackson.databind.node.ObjectNode;

/// Strict JSON: no duplicate keys, nothing after the value, errors with file and offset.
///
/// Numbers are read by Java's own parser, which gives the same bits: Jackson's faster one would have to be compiled for the few that are read.
public final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /// The same line ends on every system.
    private static final ObjectWriter INDENTED =
            MAPPER.writer()
                    .with(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private Json() {}

    /// Reads a file that holds one JSON object.
    public static JsonNode read(Path file) throws FormatException {
        return read(file, JsonNodeType.OBJECT);
    }

    /// Reads a file that holds one JSON array.
    public static JsonNode readArray(Path file) throws FormatException {
        return read(file, JsonNodeType.ARRAY);
    }

    private static JsonNode read(Path file, JsonNodeType wanted) throws FormatException {
        ByteSource.requireRegular(file);
        try {
            return parse(file, 0, Files.readAllBytes(file), wanted);
        } catch (IOException e) {
            throw FileWords.unreadable(file, "file", e);
        }
    }

    /// Parses one JSON object that lies in a file from `offset` on.
    public static JsonNode parse(Path file, long offset, byte[] text) throws FormatException {
        return parse(file, offset, text, JsonNodeType.OBJECT);
    }

    private static JsonNode parse(Path file, long offset, byte[] text, JsonNodeType wanted) throws FormatException {
        String expected = "an " + wanted.name().toLowerCase(Locale.ROOT);
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || node.getNodeType() != wanted) {
                throw new FormatException(
                        file, offset, "JSON", expected, node == null ? "nothing" : "" + node.getNodeType());
            }
            return node;
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            long place = at == null || at.getByteOffset() < 0 ? offset : offset + at.getByteOffset();
            throw new FormatException(file, place, "JSON", expected, e.getOriginalMessage());
        }
    }

    /// The value that a text holds, or nothing if the text is not JSON.
    public static Optional<JsonNode> value(String text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// Indented text; lines end with a line feed, the last one too.
    public static String text(JsonNode node) {
        return INDENTED.writeValueAsString(node) + "\n";
    }

    /// Text without line breaks.
    public static byte[] compact(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}

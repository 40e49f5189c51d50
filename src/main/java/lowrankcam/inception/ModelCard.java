package lowrankcam.inception;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.TensorSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is said of a model besides its tensors and its head. A model folder's `model.json` says it, and in the same words the
/// metadata `lowrankcam` of a safetensors file.
///
/// @param dialect of the body
/// @param resize  `antialiased`, `half-pixel` or `align-corners`
/// @param fit     `stretch`, `fit`, `crop` or `crop-342`
/// @param range   `zero-one`, `minus-one-one` or `imagenet`
/// @param alpha   `drop`, `black` or `white`; `drop` where a model does not say it
/// @param stated  false if the model says nothing and all of this is assumed from its tensors' names
/// @param origin  texts under `provenance`, `licence` and `notFor`, as far as there are any
public record ModelCard(
        Dialect dialect, String resize, String fit, String range, String alpha, boolean stated,
        Map<String, String> origin) {

    /// Key of a safetensors file's metadata.
    static final String METADATA = "lowrankcam";

    private static final String DROP = "drop";
    private static final String ARCHITECTURE = "inception_v3";
    private static final List<String> ORIGIN = List.of("provenance", "licence", "notFor");

    /// What JSON says.
    ///
    /// @throws FormatException if it says less than it should, or of another network
    static ModelCard read(Path file, JsonNode json) throws FormatException {
        JsonFields fields = new JsonFields(file, json);
        fields.require("architecture", ARCHITECTURE);
        JsonFields preprocessing = new JsonFields(file, json.path("preprocessing"));
        Map<String, String> origin = new LinkedHashMap<>();
        for (String key : ORIGIN) {
            if (json.path(key).isString()) {
                origin.put(key, json.path(key).stringValue());
            }
        }
        try {
            return new ModelCard(
                    Dialect.of(fields.text("dialect")), preprocessing.text("resize"), preprocessing.text("fit"),
                    preprocessing.text("range"), json.path("preprocessing").path("alpha").asString(DROP), true, origin);
        } catch (IllegalArgumentException e) {
            throw new FormatException(file, FormatException.NO_OFFSET, "'dialect'", "a known choice", e.getMessage());
        }
    }

    /// What a file's metadata say, or null if they say nothing.
    static ModelCard read(TensorSource source) throws FormatException {
        String text = source.metadata().get(METADATA);
        return text == null
                ? null
                : read(source.file(), Json.parse(source.file(), 8, text.getBytes(StandardCharsets.UTF_8)));
    }

    /// What is assumed of a file that says nothing: what the weights want that were published in its dialect, see
    /// [#basis].
    static ModelCard assumed(Dialect dialect) {
        return switch (dialect) {
            case TORCHVISION -> new ModelCard(dialect, "antialiased", "crop-342", "minus-one-one", DROP, false, Map.of());
            case FID -> new ModelCard(dialect, "half-pixel", "stretch", "minus-one-one", DROP, false, Map.of());
            case KERAS -> new ModelCard(dialect, "antialiased", "stretch", "zero-one", DROP, false, Map.of());
        };
    }

    /// Whose preparation of images is assumed of a file that says nothing, in words.
    public static String basis(Dialect dialect) {
        return switch (dialect) {
            case TORCHVISION -> "torchvision's own weights want it (weights trained further may want --resize crop or stretch)";
            case FID -> "pytorch-fid does it";
            case KERAS -> "the default model wants it";
        };
    }

    /// The same in another dialect; what is assumed is assumed of that.
    ModelCard with(Dialect other) {
        return stated ? new ModelCard(other, resize, fit, range, alpha, true, origin) : assumed(other);
    }

    /// The same with another preparation of images.
    public ModelCard with(String otherResize, String otherFit, String otherRange, String otherAlpha) {
        return new ModelCard(dialect, otherResize, otherFit, otherRange, otherAlpha, stated, origin);
    }

    /// The same with other texts on its origin.
    ModelCard with(Map<String, String> otherOrigin) {
        return new ModelCard(dialect, resize, fit, range, alpha, stated, otherOrigin);
    }

    /// Adds what it is to JSON.
    void describe(ObjectNode json) {
        json.put("architecture", ARCHITECTURE);
        json.put("dialect", dialect.id());
        ObjectNode preprocessing =
                json.putObject("preprocessing").put("resize", resize).put("fit", fit).put("range", range);
        if (!alpha.equals(DROP)) {
            preprocessing.put("alpha", alpha);
        }
    }

    /// Adds where it comes from to JSON.
    void describeOrigin(ObjectNode json) {
        for (String key : ORIGIN) {
            if (origin.containsKey(key)) {
                json.put(key, origin.get(key));
            }
        }
    }
}

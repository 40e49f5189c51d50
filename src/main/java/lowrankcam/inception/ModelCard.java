package lowrankcam.inception;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.dicom.View;
import lowrankcam.dicom.Window;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.UsageException;
import lowrankcam.image.Alpha;
import lowrankcam.image.Preprocessing;
import lowrankcam.image.Preprocessing.Fit;
import lowrankcam.image.Preprocessing.InputRange;
import lowrankcam.image.Preprocessing.Resize;
import lowrankcam.weights.TensorSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is said of a model besides its tensors and its head. A model folder's `model.json` says it, and in the same words the
/// metadata `lowrankcam` of a safetensors file.
///
/// @param dialect       of the body
/// @param preprocessing how pictures become the input; the colours of pixels that are not opaque are dropped where a model
///                      does not say what becomes of them, and DICOM files are shown as they want it where it names no window
/// @param stated        false if the model says nothing and all of this is assumed from its tensors' names
/// @param origin        texts under `provenance`, `licence` and `notFor`, as far as there are any
public record ModelCard(Dialect dialect, Preprocessing preprocessing, boolean stated, Map<String, String> origin) {

    /// Key of a safetensors file's metadata.
    static final String METADATA = "lowrankcam";

    private static final String ARCHITECTURE = "inception_v3";
    private static final List<String> ORIGIN = List.of("provenance", "licence", "notFor");

    /// What JSON says.
    ///
    /// @throws FormatException if it says less than it should, or of another network
    static ModelCard read(Path file, JsonNode json) throws FormatException {
        JsonFields fields = new JsonFields(file, json);
        fields.require("architecture", ARCHITECTURE);
        Map<String, String> origin = new LinkedHashMap<>();
        for (String key : ORIGIN) {
            if (json.path(key).isString()) {
                origin.put(key, json.path(key).stringValue());
            }
        }
        return new ModelCard(fields.choice("dialect", Dialect.class), preprocessing(file, json), true, origin);
    }

    private static Preprocessing preprocessing(Path file, JsonNode json) throws FormatException {
        JsonFields fields = new JsonFields(file, json.path("preprocessing"));
        return input(
                fields.choice("resize", Resize.class), fields.choice("fit", Fit.class),
                fields.choice("range", InputRange.class),
                fields.node().has("alpha") ? fields.choice("alpha", Alpha.class) : Alpha.DROP)
                .with(View.DEFAULT.with(fields.node().has("window") ? window(file, fields.text("window")) : Window.FILE));
    }

    private static Window window(Path file, String text) throws FormatException {
        try {
            return Window.parse(text);
        } catch (UsageException _) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "'window'", Window.EXPECTED, "'" + text + "'");
        }
    }

    private static Preprocessing input(Resize resize, Fit fit, InputRange range, Alpha alpha) {
        return new Preprocessing(InceptionV3.IMAGE_SIZE, InceptionV3.IMAGE_SIZE, resize, fit, range, alpha);
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
        Preprocessing preprocessing = switch (dialect) {
            case TORCHVISION -> input(Resize.ANTIALIASED, Fit.CROP_342, InputRange.MINUS_ONE_ONE, Alpha.DROP);
            case FID -> input(Resize.HALF_PIXEL, Fit.STRETCH, InputRange.MINUS_ONE_ONE, Alpha.DROP);
            case KERAS -> input(Resize.ANTIALIASED, Fit.STRETCH, InputRange.ZERO_ONE, Alpha.DROP);
        };
        return new ModelCard(dialect, preprocessing, false, Map.of());
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
        return stated ? new ModelCard(other, preprocessing, true, origin) : assumed(other);
    }

    /// The same with another preparation of images.
    public ModelCard with(Preprocessing other) {
        return new ModelCard(dialect, other, stated, origin);
    }

    /// The same with other texts on its origin.
    ModelCard with(Map<String, String> otherOrigin) {
        return new ModelCard(dialect, preprocessing, stated, otherOrigin);
    }

    /// Adds what it is to JSON.
    void describe(ObjectNode json) {
        json.put("architecture", ARCHITECTURE);
        json.put("dialect", dialect.id());
        ObjectNode choices = json.putObject("preprocessing");
        preprocessing.choices().forEach(choices::put);
        if (preprocessing.alpha() == Alpha.DROP) {
            choices.remove("alpha");
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

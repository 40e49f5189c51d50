package lowrankcam.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lowrankcam.format.EnumNames;
import lowrankcam.format.FormatException;
import lowrankcam.format.Sha256;
import lowrankcam.image.Alpha;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureFlag;
import lowrankcam.image.PictureReader;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.LoadedModel;
import lowrankcam.tensor.Tensor;

/// An image, and what makes its scores and maps doubtful.
///
/// @param path    of its file
/// @param sha256  of its file
/// @param picture its pixels
/// @param flags   what is doubtful, each with the values that it rests on, in words
public record ImageFacts(Path path, String sha256, Picture picture, Map<PictureFlag, String> flags) {

    /// An image with the network's input made of it.
    public record Read(ImageFacts facts, Tensor tensor) {}

    /// Reads an image and says what is doubtful about it.
    public static Read read(LoadedModel model, Path image, ExplainListener listener) throws IOException {
        return read(model, image, PictureReader.load(image), listener);
    }

    /// The same of an image that need not be on disk.
    ///
    /// @param image what messages and results call it
    public static Read read(LoadedModel model, Path image, byte[] bytes, ExplainListener listener) throws FormatException {
        Preprocessing.Seen seen = model.read(image, bytes);
        ImageFacts facts =
                new ImageFacts(image, Sha256.of(bytes), seen.picture(), PictureFlag.of(seen.picture()));
        facts.doubts(model.preprocessing().alpha()).forEach(listener::say);
        seen.picture().origin().rendering().notes().forEach(note -> listener.say(image + ": " + note));
        return new Read(facts, seen.tensor());
    }

    /// True if its scores and maps mean nothing.
    public boolean isMeaningless() {
        return flags.keySet().stream().anyMatch(flag -> flag != PictureFlag.TRANSPARENT_PIXELS);
    }

    /// Names of the flags.
    public List<String> flagIds() {
        return flags.keySet().stream().map(PictureFlag::id).toList();
    }

    /// One line on an image whose scores mean nothing, one on an image with pixels that are not opaque.
    List<String> doubts(Alpha alpha) {
        List<String> lines = new ArrayList<>();
        if (isMeaningless()) {
            Map<PictureFlag, String> others = new EnumMap<>(flags);
            others.remove(PictureFlag.TRANSPARENT_PIXELS);
            lines.add(
                    path + ": " + others.keySet().stream().map(PictureFlag::id).collect(Collectors.joining(", ")) + ": "
                            + String.join(", ", others.values()) + "; its scores and maps mean nothing");
        }
        if (flags.containsKey(PictureFlag.TRANSPARENT_PIXELS)) {
            String made = alpha == Alpha.DROP ? "their stored colours are taken" : "they lie over " + EnumNames.id(alpha);
            lines.add(
                    path + ": " + PictureFlag.TRANSPARENT_PIXELS.id() + ": " + flags.get(PictureFlag.TRANSPARENT_PIXELS) + "; "
                            + made + " (--alpha)");
        }
        return lines;
    }
}

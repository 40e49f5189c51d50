package lowrankcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import lowrankcam.format.EnumNames;
import lowrankcam.image.Alpha;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureFlag;

/// Says what makes an image's scores and maps doubtful.
final class ImageContent {

    private ImageContent() {}

    /// One line on an image whose scores mean nothing, one on an image with pixels that are not opaque.
    static void tell(Path image, Picture picture, Alpha alpha, PrintWriter err) {
        Map<PictureFlag, String> flags = PictureFlag.of(picture);
        String transparent = flags.remove(PictureFlag.TRANSPARENT_PIXELS);
        if (!flags.isEmpty()) {
            err.println(
                    "lowrank-cam: " + image + ": "
                            + flags.keySet().stream().map(PictureFlag::id).collect(Collectors.joining(", ")) + ": "
                            + String.join(", ", flags.values()) + "; its scores and maps mean nothing");
        }
        if (transparent != null) {
            String made = alpha == Alpha.DROP ? "their stored colours are taken" : "they lie over " + EnumNames.id(alpha);
            err.println(
                    "lowrank-cam: " + image + ": " + PictureFlag.TRANSPARENT_PIXELS.id() + ": " + transparent + "; " + made
                            + " (--alpha)");
        }
    }
}

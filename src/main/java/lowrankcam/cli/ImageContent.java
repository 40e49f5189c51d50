package lowrankcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.image.Picture;

/// Images that hold nothing to explain. They get scores and maps like any other, and the network is often sure of
/// them; the flags say that neither means anything.
final class ImageContent {

    /// All pixels are equal.
    static final String CONSTANT = "constant-image";

    /// Fewer than [#LEAST] pixels on a side.
    static final String TINY = "tiny-image";

    /// Pixels on a side below which an image is called tiny: the network sees it enlarged ninefold or more.
    static final int LEAST = 32;

    private ImageContent() {}

    static List<String> flags(Picture picture) {
        List<String> flags = new ArrayList<>();
        if (isConstant(picture)) {
            flags.add(CONSTANT);
        }
        if (Math.min(picture.width(), picture.height()) < LEAST) {
            flags.add(TINY);
        }
        return flags;
    }

    private static boolean isConstant(Picture picture) {
        float[] samples = picture.samples();
        int channels = picture.channels();
        for (int i = channels; i < samples.length; i++) {
            if (samples[i] != samples[i - channels]) {
                return false;
            }
        }
        return true;
    }

    /// One line on an image that has flags, nothing on any other.
    static void tell(Path image, Picture picture, PrintWriter err) {
        List<String> flags = flags(picture);
        if (flags.isEmpty()) {
            return;
        }
        List<String> reasons = new ArrayList<>();
        if (flags.contains(CONSTANT)) {
            reasons.add("all pixels are equal");
        }
        if (flags.contains(TINY)) {
            reasons.add(picture.width() + "x" + picture.height() + " pixels, fewer than " + LEAST + " on a side");
        }
        err.println(
                "lowrank-cam: " + image + ": " + String.join(", ", flags) + ": " + String.join(", ", reasons)
                        + "; its scores and maps mean nothing");
    }
}

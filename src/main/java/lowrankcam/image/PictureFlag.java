package lowrankcam.image;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// What makes a picture's score doubtful. Such a picture gets scores and maps like any other, and the network is often sure
/// of it.
public enum PictureFlag {
    /// All pixels are equal.
    CONSTANT_IMAGE,
    /// Fewer than [#LEAST] pixels on a side.
    TINY_IMAGE,
    /// Values lie within a sixteenth of what the file's depth allows: twelve bits in a sixteen-bit file, most often.
    NARROW_RANGE,
    /// Some pixels are not opaque. Unlike the others this does not make a score meaningless: it depends on what [Alpha] makes
    /// of them.
    TRANSPARENT_PIXELS;

    /// Pixels on a side below which an image is called tiny: the network sees it enlarged ninefold or more.
    static final int LEAST = 32;

    private static final int NARROW = 16;

    /// The name in a manifest: `tiny-image`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The flags of a picture, each with the values that it rests on, in words.
    public static Map<PictureFlag, String> of(Picture picture) {
        Map<PictureFlag, String> flags = new EnumMap<>(PictureFlag.class);
        Levels levels = Levels.of(picture);
        if (isConstant(picture)) {
            flags.put(CONSTANT_IMAGE, "all pixels are equal");
        } else if ((long) (levels.highest() - levels.lowest()) * NARROW < levels.most()) {
            flags.put(
                    NARROW_RANGE,
                    "values from " + levels.lowest() + " to " + levels.highest() + " of 0 to " + levels.most());
        }
        if (Math.min(picture.width(), picture.height()) < LEAST) {
            flags.put(TINY_IMAGE, picture.width() + "x" + picture.height() + " pixels, fewer than " + LEAST + " on a side");
        }
        int transparent = picture.origin().transparent();
        if (transparent > 0) {
            flags.put(
                    TRANSPARENT_PIXELS,
                    transparent + " of " + (long) picture.width() * picture.height() + " pixels are not opaque");
        }
        return flags;
    }

    /// The values of a picture in the units of its file.
    ///
    /// @param lowest  that occurs
    /// @param highest that occurs
    /// @param most    that the depth allows
    public record Levels(int lowest, int highest, int most) {

        public static Levels of(Picture picture) {
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            for (float sample : picture.samples()) {
                low = Math.min(low, sample);
                high = Math.max(high, sample);
            }
            int most = (1 << picture.bitDepth()) - 1;
            return new Levels(Math.round(low * most), Math.round(high * most), most);
        }
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
}

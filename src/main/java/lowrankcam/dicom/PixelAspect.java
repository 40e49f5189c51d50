package lowrankcam.dicom;

import java.util.List;
import lowrankcam.format.FormatException;

/// How many times as high as wide a pixel is.
final class PixelAspect {

    private static final List<Tag> TAGS =
            List.of(
                    Tag.PIXEL_ASPECT_RATIO, Tag.PIXEL_SPACING, Tag.IMAGER_PIXEL_SPACING, Tag.NOMINAL_SCANNED_PIXEL_SPACING);

    private PixelAspect() {}

    /// By the first attribute that says it, vertical before horizontal in each; 1 if none does.
    static double of(FrameData frame) {
        for (Tag tag : TAGS) {
            try {
                double[] numbers = frame.holder(tag).decimals(tag);
                if (numbers.length == 2 && numbers[0] > 0 && numbers[1] > 0) {
                    return numbers[0] / numbers[1];
                }
            } catch (FormatException _) {
                // A spacing that is no number makes no picture unreadable.
            }
        }
        return 1;
    }
}

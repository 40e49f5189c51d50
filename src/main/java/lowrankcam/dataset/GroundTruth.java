package lowrankcam.dataset;

import java.nio.file.Path;
import lowrankcam.format.FormatException;
import lowrankcam.image.Alpha;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import lowrankcam.image.Preprocessing;
import lowrankcam.kernel.Resample;

/// Where a finding is known to be: a mask of the image's size, white on the finding, cut at one half.
///
/// The array of a mask is not to be modified.
public final class GroundTruth {

    private final Picture picture;

    private GroundTruth(Picture picture) {
        this.picture = picture;
    }

    /// Reads a mask.
    ///
    /// @param file a PNG or JPEG file, from [LabelledImage#mask]
    /// @param of   the image that it belongs to
    /// @throws FormatException if it cannot be read or has another size than the image
    public static GroundTruth read(Path file, Picture of) throws FormatException {
        // What is transparent in a mask is no finding, whatever colour it has.
        Picture picture = PictureReader.read(file, Alpha.BLACK);
        if (picture.width() != of.width() || picture.height() != of.height()) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "size of the mask",
                    of.width() + "x" + of.height() + " as its image has", picture.width() + "x" + picture.height());
        }
        return new GroundTruth(picture);
    }

    public int width() {
        return picture.width();
    }

    public int height() {
        return picture.height();
    }

    /// At the image's own size, row-major.
    public boolean[] mask() {
        boolean[] mask = new boolean[width() * height()];
        for (int p = 0; p < mask.length; p++) {
            mask[p] = picture.samples()[p * picture.channels()] >= 0.5f;
        }
        return mask;
    }

    /// On the grid of the network's input: resized with the filter that averages over all covered pixels, placed
    /// as the image is placed, cut at one half.
    public boolean[] onInput(Preprocessing preprocessing, Resample kernel) {
        Preprocessing plain =
                new Preprocessing(
                        preprocessing.height(), preprocessing.width(), Preprocessing.Resize.ANTIALIASED,
                        preprocessing.fit(), Preprocessing.InputRange.ZERO_ONE);
        float[] values = plain.apply(picture, kernel).values();
        boolean[] mask = new boolean[values.length / 3];
        for (int p = 0; p < mask.length; p++) {
            mask[p] = values[3 * p] >= 0.5f;
        }
        return mask;
    }
}

package lowrankcam.experiment;

import java.io.IOException;
import java.nio.file.Path;
import lowrankcam.dataset.LabelledImage;
import lowrankcam.format.FormatException;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import lowrankcam.image.Preprocessing;
import lowrankcam.kernel.Resample;
import lowrankcam.tensor.Tensor;

/// Reads images and their ground truth as an experiment needs them.
///
/// @param preprocessing how the network sees a picture
/// @param resample      kernel
public record ImageInput(Preprocessing preprocessing, Resample resample) {

    /// A picture and what the network sees of it.
    public record Seen(Picture picture, Tensor tensor) {}

    /// Where the finding is.
    ///
    /// @param seen   at the size of the network's input: half or more of the pixel is finding
    /// @param whole  at the size of the picture
    /// @param width  of the picture
    public record Truth(boolean[] seen, boolean[] whole, int width) {}

    public Seen read(LabelledImage image) throws IOException {
        Picture picture = PictureReader.read(image.file());
        return new Seen(picture, preprocessing.apply(picture, resample));
    }

    /// @throws FormatException if the mask has another size than the picture
    public Truth truth(Path file, Picture picture) throws IOException {
        Picture mask = PictureReader.read(file);
        if (mask.width() != picture.width() || mask.height() != picture.height()) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "size of the ground-truth mask",
                    picture.width() + "x" + picture.height(), mask.width() + "x" + mask.height());
        }
        Preprocessing rule =
                new Preprocessing(
                        preprocessing.height(), preprocessing.width(), Preprocessing.Resize.ANTIALIASED,
                        preprocessing.fit(), Preprocessing.InputRange.ZERO_ONE);
        float[] resized = rule.apply(mask, resample).values();
        boolean[] seen = new boolean[resized.length / 3];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = resized[3 * i] >= 0.5f;
        }
        boolean[] whole = new boolean[mask.width() * mask.height()];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = mask.get(i / mask.width(), i % mask.width(), 0) >= 0.5f;
        }
        return new Truth(seen, whole, mask.width());
    }

    /// The network's input for a black pixel, per channel.
    public float[] black() {
        float[] values = preprocessing.apply(new Picture(1, 1, 1, 8, new float[1]), resample).values();
        return new float[] {values[0], values[1], values[2]};
    }

    /// @throws FormatException naming the image and the first value of its features that is not finite
    static void requireFinite(LabelledImage image, Tensor features) throws FormatException {
        int bad = features.firstNonFinite();
        if (bad >= 0) {
            throw new FormatException(
                    image.file(), FormatException.NO_OFFSET, "features of the target layer, value " + bad,
                    "finite numbers", String.valueOf(features.values()[bad]));
        }
    }
}

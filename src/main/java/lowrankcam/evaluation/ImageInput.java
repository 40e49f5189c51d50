package lowrankcam.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import lowrankcam.dataset.GroundTruth;
import lowrankcam.dataset.LabelledImage;
import lowrankcam.format.FormatException;
import lowrankcam.image.Picture;
import lowrankcam.image.Preprocessing;
import lowrankcam.kernel.Resample;
import lowrankcam.tensor.Tensor;

/// Reads images and their ground truth as an experiment needs them.
///
/// @param preprocessing how the network sees a picture
/// @param resample      kernel
public record ImageInput(Preprocessing preprocessing, Resample resample) {

    /// Where the finding is.
    ///
    /// @param seen   at the size of the network's input: half or more of the pixel is finding
    /// @param whole  at the size of the picture
    /// @param width  of the picture
    public record Truth(boolean[] seen, boolean[] whole, int width) {}

    public Preprocessing.Seen read(LabelledImage image) throws FormatException {
        return preprocessing.read(image.file(), resample);
    }

    /// @throws FormatException if the mask has another size than the picture
    public Truth truth(Path file, Picture picture) throws IOException {
        GroundTruth truth = GroundTruth.read(file, picture);
        return new Truth(truth.onInput(preprocessing, resample), truth.mask(), truth.width());
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

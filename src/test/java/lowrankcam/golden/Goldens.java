package lowrankcam.golden;

import java.io.IOException;
import java.nio.file.Path;
import lowrankcam.format.FormatException;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.LoadedModel;
import lowrankcam.inception.ModelLoader;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Workers;
import lowrankcam.tensor.Tensor;

/// The golden files and the model they were made with.
public final class Goldens {

    public static final Path ROOT = Path.of(System.getProperty("lowrankcam.home", "."));

    private Goldens() {}

    public static Path file(String name) {
        return ROOT.resolve("golden").resolve(name);
    }

    /// The network's input for `hand` or `chest`: 299×299 RGB, v / 255.
    public static Tensor input(String image) throws IOException {
        Picture picture = PictureReader.read(file("inputs/" + image + "_299.png"));
        return new Preprocessing(
                        299, 299, Preprocessing.Resize.ALIGN_CORNERS, Preprocessing.Fit.STRETCH,
                        Preprocessing.InputRange.ZERO_ONE)
                .apply(picture, KernelSet.of(KernelChoice.VECTOR).resample());
    }

    /// The default body with a head from the golden folder.
    public static LoadedModel model(KernelChoice kernels, Workers workers, Dialect dialect, String head)
            throws FormatException {
        return model(KernelSet.of(kernels), workers, dialect, head);
    }

    /// The default body with a head from the golden folder.
    public static LoadedModel model(KernelSet kernels, Workers workers, Dialect dialect, String head)
            throws FormatException {
        return new ModelLoader(
                        kernels, workers, file(head), dialect, ModelLoader.HeadUse.REQUIRED)
                .load(ROOT.resolve("weights/default/body/model.json"));
    }
}

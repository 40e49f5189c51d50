package lowrankcam.audit;

import java.io.IOException;
import java.nio.file.Path;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.ModelLoader;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Workers;
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.Tensor;
import lowrankcam.weights.SafetensorsFile;
import tools.jackson.databind.JsonNode;

/// The golden files, the model they were made with, and the kernels that are held against them.
///
/// @param golden  the folder `golden`
/// @param weights the folder of the default model
/// @param kernels that compute
/// @param workers that they run on
public record GoldenFolder(Path golden, Path weights, KernelSet kernels, Workers workers) {

    private static final int SIZE = 299;

    Path file(String name) {
        return golden.resolve(name);
    }

    SafetensorsFile open(String name) throws FormatException {
        return SafetensorsFile.open(file(name));
    }

    JsonNode json(String name) throws IOException {
        return Json.read(file(name));
    }

    /// What every golden is, who made it, and how far one may be off.
    JsonNode manifest() throws IOException {
        return Json.readArray(file("manifest.json"));
    }

    /// The network's input for `hand` or `chest`: 299×299 RGB, v / 255.
    Tensor input(String image) throws IOException {
        Picture picture = PictureReader.read(file("inputs/" + image + "_299.png"));
        return new Preprocessing(
                        SIZE, SIZE, Preprocessing.Resize.ALIGN_CORNERS, Preprocessing.Fit.STRETCH,
                        Preprocessing.InputRange.ZERO_ONE)
                .apply(picture, kernels.resample());
    }

    /// The default body, compared with its hashes, with a head from the folder: `linear`, `two-layer`, `nsfwjs`, `humerus`.
    InceptionModel model(Dialect dialect, String head) throws FormatException {
        Path file = file("head-" + head + ".safetensors");
        return new ModelLoader(kernels, workers, file, dialect, ModelLoader.HeadUse.REQUIRED)
                .load(weights)
                .model();
    }

    /// What PyTorch found at `Mixed_7c`, and our head's scores of it.
    ForwardTrace storedLastLayer(InceptionModel model, String image) throws IOException {
        try (SafetensorsFile taps = open("taps/" + image + "-torch-keras.safetensors")) {
            Tensor features = new Tensor(8, 8, 2048, taps.read("Mixed_7c"));
            float[] pooled = model.pool(features);
            return new ForwardTrace(input(image), "Mixed_7c", features, pooled, model.classify(pooled));
        }
    }

    /// Where sample i of a golden that is stored in part lies: `i · 2654435761 mod 2³² mod count`.
    ///
    /// @param count values in whole
    static int sampleAt(int i, int count) {
        return (int) (i * 2654435761L % (1L << 32) % count);
    }

    /// The values that a golden of `samples` values holds: all, or the samples.
    static double[] sampled(double[] values, int samples) {
        double[] result = new double[samples];
        for (int i = 0; i < samples; i++) {
            result[i] = values[samples == values.length ? i : sampleAt(i, values.length)];
        }
        return result;
    }

    static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    /// A float32 or float64 tensor of a golden file.
    static double[] doubles(SafetensorsFile golden, String name) throws IOException {
        return golden.tensors().get(name).type().equals("F64") ? golden.readDoubles(name) : doubles(golden.read(name));
    }
}

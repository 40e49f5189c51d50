package lowrankcam.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.MethodChoice;
import lowrankcam.cam.Progress;
import lowrankcam.format.SafetensorsFile;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.Workers;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Maps of every method that looks at features, gradients or masked features, in all variants, against NumPy on
/// PyTorch's float64 network: one dense layer and two, logits and probabilities, two classes.
class MethodGoldenTest {

    /// 1e-5 of the map's largest magnitude; the features are the stored ones, so only the scores are float.
    @ParameterizedTest
    @CsvSource({
        "hand,linear,methods-hand", "hand,two-layer,methods-hand",
        "chest,linear,methods-chest-last-layer", "chest,two-layer,methods-chest-last-layer"
    })
    void mapsOfTheLastLayerAgree(String image, String head, String file) throws IOException {
        try (Workers workers = new Workers(2);
                SafetensorsFile golden = Goldens.open("cam/" + file + ".safetensors");
                SafetensorsFile taps = Goldens.open("taps/" + image + "-torch-keras.safetensors")) {
            InceptionModel model = model(workers, head);
            Tensor features = new Tensor(8, 8, 2048, taps.read("Mixed_7c"));
            float[] pooled = model.pool(features);
            ForwardTrace trace =
                    new ForwardTrace(Goldens.input(image), "Mixed_7c", features, pooled, model.classify(pooled));
            StringBuilder worst = new StringBuilder();
            int compared = 0;
            for (String name : golden.tensors().keySet()) {
                GoldenMap parts = GoldenMap.of(name);
                if (parts.isOf("Mixed_7c", head)) {
                    double off = difference(model, trace, parts, golden.readDoubles(name));
                    if (off > 1e-5) {
                        worst.append(name).append(" off by ").append(off).append('\n');
                    }
                    compared++;
                }
            }
            assertTrue(worst.isEmpty(), worst.toString());
            assertTrue(compared >= 80, "maps compared: " + compared);
        }
    }

    /// Methods that need hundreds of head passes at this layer: see [FeatureMaskGoldenTest].
    private static final List<String> SLOW = List.of("ablationcam", "fimf", "reciprocam");

    /// From the image on, with the backward pass and the rest of the network: 1e-5 of the map's largest magnitude for
    /// methods on features and gradients. LowRank-CAM's head passes are float32: 5e-5, as the manifest says, and 2e-4 for the
    /// maps that float32 moves most in PyTorch too, which it lists.
    @ParameterizedTest
    @CsvSource({"hand,linear", "hand,two-layer"})
    void mapsOfAnEarlierLayerAgree(String image, String head) throws IOException {
        try (Workers workers = new Workers(2);
                SafetensorsFile golden = Goldens.open("cam/methods-" + image + ".safetensors")) {
            InceptionModel model = model(workers, head);
            ForwardTrace trace = model.forward(Goldens.input(image), "Mixed_6e");
            StringBuilder worst = new StringBuilder();
            int compared = 0;
            for (String name : golden.tensors().keySet()) {
                GoldenMap parts = GoldenMap.of(name);
                if (parts.isOf("Mixed_6e", head) && !SLOW.contains(parts.method()) && !parts.rank().equals("40")) {
                    double off = difference(model, trace, parts, golden.readDoubles(name));
                    if (off > tolerance(name, parts)) {
                        worst.append(name).append(" off by ").append(off).append('\n');
                    }
                    compared++;
                }
            }
            assertTrue(worst.isEmpty(), worst.toString());
            assertTrue(compared >= 20, "maps compared: " + compared);
        }
    }

    private static double tolerance(String name, GoldenMap parts) throws IOException {
        for (JsonNode entry : new JsonMapper().readTree(Files.readAllBytes(Goldens.file("manifest.json")))) {
            if (entry.path("measuredMoves").has(name)) {
                return entry.path("tolerance").path("ownForwardOfMovedMost").asDouble();
            }
            if (entry.path("file").asString().equals("cam/methods-hand.safetensors")
                    && parts.method().equals("lowrankcam")) {
                return entry.path("tolerance").path("ownForward").asDouble();
            }
        }
        return 1e-5;
    }

    private static InceptionModel model(Workers workers, String head) throws IOException {
        return Goldens.model(KernelChoice.VECTOR, workers, Dialect.KERAS, "head-" + head + ".safetensors").model();
    }

    /// Largest difference over the golden map's largest magnitude.
    private static double difference(InceptionModel model, ForwardTrace trace, GoldenMap name, double[] golden) {
        CamInput input =
                new CamInput(model, trace, name.target(), model.kernels().resample(), Progress.NONE);
        double[] found = name.choice().create().explain(input).raw();
        double[] expected = name.method().equals("eigengradcam") ? rectified(name, golden, input) : golden;
        return GoldenMap.difference(expected, found);
    }

    /// EigenGrad-CAM's goldens are signed; and where they are not centred their sum is positive, while ours lies
    /// along the class: along HiResCAM.
    private static double[] rectified(GoldenMap name, double[] golden, CamInput input) {
        double along = 0;
        double[] evidence = MethodChoice.of("hirescam:signed").create().explain(input).raw();
        for (int p = 0; p < golden.length; p++) {
            along += golden[p] * evidence[p];
        }
        double sign = name.variant().equals("uncentred") && along < 0 ? -1 : 1;
        return Arrays.stream(golden).map(v -> Math.max(0, sign * v)).toArray();
    }
}

package lowrankcam.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import lowrankcam.format.SafetensorsFile;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Numerics;
import lowrankcam.kernel.Workers;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every tap, the pooled features and the logits against TF.js and PyTorch on two radiographs.
///
/// Taps within 1e-4 and logits within 2e-5 absolute: independent engines differ by up to 3e-5 and 5e-6 among themselves.
class TapsGoldenTest {

    private static final double TAP_TOLERANCE = 1e-4;
    private static final double FEATURE_TOLERANCE = 5e-6;
    private static final double LOGIT_TOLERANCE = 2e-5;

    @ParameterizedTest
    @CsvSource({
        "hand,tfjs,keras,DIRECT", "hand,torch,keras,DIRECT", "hand,torch,torchvision,DIRECT",
        "chest,tfjs,keras,DIRECT", "chest,torch,keras,DIRECT", "chest,torch,torchvision,DIRECT",
        "hand,tfjs,keras,FAST", "chest,torch,torchvision,FAST",
    })
    void allStagesAgree(String image, String engine, String dialect, Numerics numerics) throws IOException {
        try (Workers workers = new Workers(2);
                SafetensorsFile golden = Goldens.open("taps/" + image + "-" + engine + "-" + dialect + ".safetensors")) {
            InceptionModel model =
                    Goldens.model(
                            KernelSet.of(KernelChoice.VECTOR, numerics), workers, Dialect.of(dialect),
                            "head-nsfwjs.safetensors").model();
            Set<String> layers = new HashSet<>(golden.tensors().keySet());
            layers.removeAll(Set.of("features", "logits", "Mixed_7c.sampled"));
            assertTrue(layers.size() >= 10, "taps in the golden: " + layers);
            Map<String, Tensor> taps = model.taps(Goldens.input(image), layers);
            for (String name : golden.tensors().keySet()) {
                String layer = name.replace(".sampled", "");
                if (taps.containsKey(layer)) {
                    compare(name, golden.read(name), taps.get(layer).values(), TAP_TOLERANCE);
                }
            }
            float[] pooled = model.pool(taps.get("Mixed_7c"));
            compare("features", golden.read("features"), pooled, FEATURE_TOLERANCE);
            double[] logits = model.classify(pooled).logits();
            float[] expected = golden.read("logits");
            for (int c = 0; c < expected.length; c++) {
                assertEquals(expected[c], logits[c], LOGIT_TOLERANCE, "logit " + c);
            }
        }
    }

    /// A golden shorter than the tap holds samples at [Goldens#sampleAt].
    private static void compare(String name, float[] golden, float[] found, double tolerance) {
        double worst = 0;
        for (int i = 0; i < golden.length; i++) {
            int at = golden.length == found.length ? i : Goldens.sampleAt(i, found.length);
            worst = Math.max(worst, Math.abs((double) golden[i] - found[at]));
        }
        assertTrue(worst <= tolerance, name + ": off by " + worst + ", allowed " + tolerance);
    }
}

package lowrankcam.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import lowrankcam.cam.Cam;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.EigenCam;
import lowrankcam.cam.rank.FixedRank;
import lowrankcam.cam.LowRankCam;
import lowrankcam.cam.LowRankOptions;
import lowrankcam.cam.Progress;
import lowrankcam.format.SafetensorsFile;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.Workers;
import lowrankcam.linalg.ThinSvd;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.PassCounter.Passes;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Maps and singular values of two radiographs against NumPy, on features that PyTorch computed.
class CamGoldenTest {

    @ParameterizedTest
    @ValueSource(strings = {"hand", "chest"})
    void mapsOfAllPresetsRanksAndClassesAgree(String image) throws IOException {
        try (Workers workers = new Workers(2);
                SafetensorsFile golden = Goldens.open("cam/" + image + ".safetensors");
                SafetensorsFile taps = Goldens.open("taps/" + image + "-torch-keras.safetensors")) {
            InceptionModel model =
                    Goldens.model(KernelChoice.VECTOR, workers, Dialect.KERAS, "head-linear.safetensors").model();
            Tensor features = new Tensor(8, 8, 2048, taps.read("Mixed_7c"));
            float[] pooled = model.pool(features);
            ForwardTrace trace =
                    new ForwardTrace(Goldens.input(image), "Mixed_7c", features, pooled, model.classify(pooled));
            int compared = 0;
            for (String name : golden.tensors().keySet()) {
                String[] parts = name.split("\\.");
                int target = name.contains("class") && parts[parts.length - 1].startsWith("class")
                        ? Integer.parseInt(parts[parts.length - 1].substring(5)) : 0;
                CamMethod method = method(parts);
                Passes before = model.passes().now();
                CamMap map =
                        method.explain(new CamInput(model, trace, target, model.kernels().resample(), Progress.NONE));
                compare(name, golden.readDoubles(name), map.raw());
                if (method instanceof LowRankCam lowRank) {
                    // A mode whose mask is empty is dropped before it is scored; its weight is NaN.
                    double[] weights = (double[]) map.details().get("weights");
                    long scored = Arrays.stream(weights).filter(w -> !Double.isNaN(w)).count();
                    int rank = ((FixedRank) lowRank.options().rank()).rank();
                    assertEquals(Math.min(rank, 64), weights.length, name);
                    assertEquals(scored < weights.length, map.flags().contains("mask-dropped"), name);
                    assertEquals(new Passes(0, scored, 0), model.passes().now().minus(before), name);
                }
                compared++;
            }
            assertTrue(compared >= 60, "maps compared: " + compared);
        }
    }

    private static CamMethod method(String[] parts) {
        return switch (parts[0]) {
            case "cam" -> new Cam();
            case "eigencam" -> new EigenCam();
            case "lowrankcam" ->
                    new LowRankCam(LowRankOptions.of(
                            LowRankOptions.Preset.of(parts[1]), Integer.parseInt(parts[2].substring(1))));
            default -> throw new AssertionError("unknown golden " + String.join(".", parts));
        };
    }

    /// 1e-9 of the map's largest magnitude: both sides compute in double from the same features.
    private static void compare(String name, double[] golden, double[] found) {
        double largest = 0;
        double worst = 0;
        for (int p = 0; p < golden.length; p++) {
            largest = Math.max(largest, Math.abs(golden[p]));
            worst = Math.max(worst, Math.abs(golden[p] - found[p]));
        }
        assertTrue(worst <= 1e-9 * largest, name + ": off by " + worst + " of " + largest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hand", "chest"})
    void singularValuesAndVectorsAgree(String image) throws IOException {
        try (SafetensorsFile golden = Goldens.open("svd/" + image + ".safetensors");
                SafetensorsFile taps = Goldens.open("taps/" + image + "-torch-keras.safetensors")) {
            ThinSvd svd = new ThinSvd(taps.read("Mixed_7c"), 64, 2048);
            double[] sigma = golden.readDoubles("sigma");
            double[] u = golden.readDoubles("u");
            assertEquals(64, svd.rank());
            for (int i = 0; i < 64; i++) {
                assertEquals(sigma[i], svd.sigma()[i], 1e-10 * sigma[0], "sigma " + i);
            }
            for (int i = 0; i < 10; i++) {
                double gap = Math.min(i == 0 ? 1 : 1 - sigma[i] / sigma[i - 1], 1 - sigma[i + 1] / sigma[i]);
                for (int p = 0; p < 64; p++) {
                    // A vector is determined up to rounding over the gap to its neighbours.
                    assertEquals(u[p * 10 + i], svd.left(i)[p], 1e-11 / gap, "u " + i + " at " + p);
                }
            }
        }
    }
}

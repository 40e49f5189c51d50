package lowrankcam.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.Progress;
import lowrankcam.format.SafetensorsFile;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.Workers;
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Maps against the code of pytorch-grad-cam and torch-cam, run on the same activations in float64.
class LibraryMapsGoldenTest {

    /// As in golden/manifest.json: the library rounds the scores of Ablation-CAM to float32, and the map is made of their differences.
    private static final double OF_ROUNDED_SCORES = 1e-4;

    /// 1e-5 of the map's largest value.
    @ParameterizedTest
    @CsvSource({"torch-cam,linear,18", "torch-cam,two-layer,16", "pytorch-grad-cam,linear,32", "pytorch-grad-cam,two-layer,32"})
    void mapsAgree(String library, String head, int maps) throws IOException {
        try (Workers workers = new Workers(2);
                SafetensorsFile golden = Goldens.open("cam/methods-" + library + "-hand.safetensors");
                SafetensorsFile taps = Goldens.open("taps/hand-torch-keras.safetensors")) {
            InceptionModel model =
                    Goldens.model(KernelChoice.VECTOR, workers, Dialect.KERAS, "head-" + head + ".safetensors").model();
            Tensor stored = new Tensor(8, 8, 2048, taps.read("Mixed_7c"));
            float[] pooled = model.pool(stored);
            ForwardTrace last =
                    new ForwardTrace(Goldens.input("hand"), "Mixed_7c", stored, pooled, model.classify(pooled));
            ForwardTrace earlier = model.forward(Goldens.input("hand"), "Mixed_6e");
            List<String> wrong = new ArrayList<>();
            int compared = 0;
            for (String name : golden.tensors().keySet()) {
                GoldenMap map = GoldenMap.of(name);
                if (map.head().isEmpty() || map.head().equals(head)) {
                    double off = difference(model, map.layer().equals("Mixed_7c") ? last : earlier, map, golden.readDoubles(name));
                    if (!(off <= (map.method().equals("ablationcam") ? OF_ROUNDED_SCORES : 1e-5))) {
                        wrong.add(name + " off by " + off);
                    }
                    compared++;
                }
            }
            assertEquals(List.of(), wrong);
            assertEquals(maps, compared);
        }
    }

    private static double difference(InceptionModel model, ForwardTrace trace, GoldenMap map, double[] golden) {
        CamInput input = new CamInput(model, trace, map.target(), model.kernels().resample(), Progress.NONE);
        double[] found = map.choice().create().explain(input).raw();
        if (!map.method().startsWith("eigen")) {
            return GoldenMap.difference(golden, found);
        }
        // The sign of pytorch-grad-cam's leading mode is LAPACK's; of our maps EigenGrad-CAM's are rectified.
        boolean rectified = map.method().equals("eigengradcam");
        double nearer = Double.POSITIVE_INFINITY;
        for (int sign : new int[] {1, -1}) {
            double[] turned = Arrays.stream(golden).map(v -> rectified ? Math.max(0, sign * v) : sign * v).toArray();
            nearer = Math.min(nearer, GoldenMap.difference(turned, found));
        }
        assertTrue(Arrays.stream(found).anyMatch(v -> v > 0), map.toString());
        return nearer;
    }
}

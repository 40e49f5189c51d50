package lowrankcam.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/// Methods that mask the input, in all variants, against float64 PyTorch: Score-CAM also by pytorch-grad-cam and torch-cam
/// themselves. A few channels, groups, random masks and windows only, so that it takes seconds.
class InputMaskGoldenTest {

    /// 1e-4 of the map's largest value, as asked of Score-CAM's sums. Weights that are scores leave 3e-7, those that are differences
    /// of scores (`cic`, Group-CAM, occlusion) up to 3e-5; the variants differ from each other by 3e-3 and more
    /// (but for the two selections by gradient, which choose the same channels at the last layer).
    private static final double TOLERANCE = 1e-4;

    /// Methods that ask for the gradient at all 2048 channels; those that were not chosen are zero, so dead.
    private static final List<String> ON_ALL_CHANNELS = List.of("scorecam++", "gscorecam");

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "scorecam", ":n=4", "scorecam++", ":n=4", "gscorecam", ":k=700", "groupcam", ":groups=12",
                    "rise", ":masks=12:cells=5:share=0.4:seed=3", "occlusion", ":window=120:stride=90");

    @ParameterizedTest
    @CsvSource({"linear,49,8", "two-layer,31,4"})
    void mapsAgreeWithFormulasAndLibraries(String head, int byFormula, int byLibrary) throws IOException {
        try (Workers workers = new Workers(2);
                SafetensorsFile formulas = Goldens.open("cam/input-masks-hand.safetensors");
                SafetensorsFile libraries = Goldens.open("cam/input-masks-libraries-hand.safetensors");
                SafetensorsFile taps = Goldens.open("taps/hand-torch-keras.safetensors")) {
            InceptionModel model =
                    Goldens.model(KernelChoice.VECTOR, workers, Dialect.KERAS, "head-" + head + ".safetensors").model();
            Tensor stored = new Tensor(8, 8, 2048, taps.read("Mixed_7c"));
            float[] pooled = model.pool(stored);
            ForwardTrace last =
                    new ForwardTrace(Goldens.input("hand"), "Mixed_7c", stored, pooled, model.classify(pooled));
            ForwardTrace earlier = model.forward(Goldens.input("hand"), "Mixed_6e");
            Comparison comparison = new Comparison(new RememberingModel(model), last, earlier, new ArrayList<>());
            assertEquals(byFormula, comparison.run(formulas, formulas, head));
            assertEquals(byLibrary, comparison.run(libraries, formulas, head));
            assertEquals(List.of(), comparison.wrong());
        }
    }

    /// @param wrong gets a line for each map that is off
    private record Comparison(
            RememberingModel model, ForwardTrace last, ForwardTrace earlier, List<String> wrong) {

        /// @param chosen has the channels of each layer
        /// @return maps compared
        int run(SafetensorsFile golden, SafetensorsFile chosen, String head) throws IOException {
            int compared = 0;
            for (String name : golden.tensors().keySet()) {
                GoldenMap map = GoldenMap.of(name);
                if (map.head().equals(head)) {
                    ForwardTrace trace = map.layer().equals("Mixed_6e") ? earlier : last;
                    double[] found = map(map, trace, chosen).explain();
                    double[] expected = doubles(golden, name);
                    double off = GoldenMap.difference(expected, sampled(found, expected.length));
                    if (!(off <= TOLERANCE)) {
                        wrong.add(name + " off by " + off);
                    }
                    compared++;
                }
            }
            return compared;
        }

        private Task map(GoldenMap map, ForwardTrace trace, SafetensorsFile chosen) throws IOException {
            Tensor features = trace.features();
            if (ON_ALL_CHANNELS.contains(map.method())) {
                features = Channels.zeroedBut(features, chosen.readDoubles(trace.layer() + ".channels"));
            } else if (map.method().equals("scorecam")) {
                features = Channels.only(features, chosen.readDoubles(trace.layer() + ".channels"));
            }
            String settings = map.variant().equals("first-release") ? ":groups=7" : SETTINGS.get(map.method());
            CamInput input =
                    new CamInput(
                            model,
                            new ForwardTrace(trace.image(), trace.layer(), features, trace.pooled(), trace.prediction()),
                            map.target(), ((InceptionModel) model.model()).kernels().resample(), Progress.NONE);
            return () -> map.choice(settings).create().explain(input).raw();
        }
    }

    private interface Task {
        double[] explain();
    }

    private static double[] doubles(SafetensorsFile golden, String name) throws IOException {
        if (golden.tensors().get(name).type().equals("F64")) {
            return golden.readDoubles(name);
        }
        float[] values = golden.read(name);
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    private static double[] sampled(double[] map, int samples) {
        double[] result = new double[samples];
        for (int i = 0; i < samples; i++) {
            result[i] = map[samples == map.length ? i : Goldens.sampleAt(i, map.length)];
        }
        return result;
    }
}

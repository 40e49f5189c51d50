package lowrankcam.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.MapRun;
import lowrankcam.cam.Progress;
import lowrankcam.cam.gradient.GradCam;
import lowrankcam.cam.gradient.LayerCam;
import lowrankcam.cam.inputmask.ScoreCam;
import lowrankcam.cam.lowrank.LowRankCam;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.Workers;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.PassCounter.Passes;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The cost of methods on a radiograph by counting: what LowRank-CAM promises, and what dead channels cost Score-CAM.
class CountedPassesTest {

    private static CamInput input(InceptionModel model, ForwardTrace trace, int target) {
        return new CamInput(model, trace, target, model.kernels().resample(), Progress.NONE);
    }

    private static InceptionModel model(Workers workers) throws IOException {
        return Goldens.model(KernelChoice.VECTOR, workers, Dialect.KERAS, "head-linear.safetensors").model();
    }

    /// A mode whose mask is empty is dropped before it is scored; its weight is NaN.
    @ParameterizedTest
    @ValueSource(strings = {"hand", "chest"})
    void lowRankCamTakesAHeadPassForEachModeThatHasAMask(String image) throws IOException {
        try (Workers workers = new Workers(2)) {
            InceptionModel model = model(workers);
            ForwardTrace trace = model.forward(Goldens.input(image), "Mixed_7c");
            for (LowRankOptions.Preset preset : LowRankOptions.Preset.values()) {
                for (int rank : new int[] {1, 10, 40, 64, 100}) {
                    Passes before = model.passes().now();
                    CamMap map = new LowRankCam(LowRankOptions.of(preset, rank)).explain(input(model, trace, 0));
                    double[] weights = (double[]) map.details().get("weights");
                    long scored = Arrays.stream(weights).filter(w -> !Double.isNaN(w)).count();
                    assertEquals(Math.min(rank, 64), weights.length, preset.toString());
                    assertEquals(scored < weights.length, map.flags().contains("mask-dropped"), preset.toString());
                    assertEquals(new Passes(0, scored, 0), model.passes().now().minus(before), preset + " " + rank);
                }
            }
        }
    }

    @Test
    void aGradientIsOneBackwardPass() throws IOException {
        try (Workers workers = new Workers(2)) {
            InceptionModel model = model(workers);
            for (String layer : new String[] {"Mixed_7c", "Mixed_6e"}) {
                ForwardTrace trace = model.forward(Goldens.input("hand"), layer);
                Passes before = model.passes().now();
                model.gradient(trace, Target.logit(0));
                model.gradient(trace, Target.probability(1));
                assertEquals(new Passes(0, 0, 2), model.passes().now().minus(before), layer);
            }
        }
    }

    /// `explain -m gradcam,layercam -l Mixed_6e,Mixed_6d`: one network pass keeps what both layers need.
    @Test
    void gradientMethodsAtTwoLayersAreChargedNoHeadPass() throws IOException {
        try (Workers workers = new Workers(2)) {
            InceptionModel model = model(workers);
            Passes before = model.passes().now();
            for (ForwardTrace trace : model.forward(Goldens.input("hand"), List.of("Mixed_6e", "Mixed_6d"))) {
                for (CamMethod method : List.of(new GradCam(), new LayerCam())) {
                    MapRun<CamMap> run = MapRun.of(method, input(model, trace, 0));
                    assertEquals(new Passes(1, 0, 1), run.passes(), method.id() + " at " + trace.layer());
                }
            }
            assertEquals(new Passes(1, 1, 4), model.passes().now().minus(before), "the trace's own scores, and no more");
        }
    }

    /// Every 64th channel of the hand; the others are zeroed, so dead.
    @Test
    void deadChannelsCostScoreCamNothing() throws IOException {
        try (Workers workers = new Workers(2)) {
            InceptionModel model = model(workers);
            ForwardTrace whole = model.forward(Goldens.input("hand"), "Mixed_7c");
            float[] values = whole.features().values();
            float[] part = new float[values.length];
            IntStream.range(0, values.length).filter(i -> i % 2048 % 64 == 0).forEach(i -> part[i] = values[i]);
            long live = IntStream.range(0, 32)
                    .filter(j -> IntStream.range(0, 64).anyMatch(p -> part[p * 2048 + j * 64] > 0)).count();
            assertTrue(live >= 8 && live < 32, "live channels: " + live);
            ForwardTrace trace =
                    new ForwardTrace(
                            whole.image(), "Mixed_7c", new Tensor(8, 8, 2048, part), whole.pooled(), whole.prediction());
            long before = model.passes().now().network();
            new ScoreCam().explain(input(model, trace, 0));
            assertEquals(live, model.passes().now().network() - before);
        }
    }
}

package lowrankcam.cam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import lowrankcam.cam.activation.Cam;
import lowrankcam.cam.activation.EigenCam;
import lowrankcam.cam.activation.EigenCam.Centring;
import lowrankcam.cam.featuremask.AblationCam;
import lowrankcam.cam.featuremask.FimfScoreCam;
import lowrankcam.cam.featuremask.ReciproCam;
import lowrankcam.cam.gradient.GradCam;
import lowrankcam.cam.gradient.GradCamPlusPlus;
import lowrankcam.cam.gradient.HiResCam;
import lowrankcam.cam.gradient.SvdGradCam;
import lowrankcam.cam.gradient.XGradCam;
import lowrankcam.cam.lowrank.LowRankCam;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.cam.lowrank.LowRankOptions.Preset;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import lowrankcam.linalg.ThinSvd;
import lowrankcam.model.Target;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The example of P = 4, K = 3, C = 2 that can be worked by hand, computed by NumPy: every method in it.
///
/// 1e-12 where only features and weights play a part, which are exact in float; 1e-6 where the biases 0.1 and -0.2 do, which
/// are not, or scores, which are rounded to float.
class WorkedExampleTest {

    private static final double EXACT = 1e-12;
    private static final double ROUNDED = 1e-6;

    private static final StubModel MODEL =
            StubModel.of(
                    2, 2, new float[][] {{2, 0, 1}, {1, 3, 0}, {0, 1, 1}, {1, 0, 0}},
                    new float[][] {{1, -1, 0.5f}, {-0.5f, 1, 0.25f}}, 0.1f, -0.2f);

    private final JsonNode golden;

    WorkedExampleTest() throws FormatException {
        golden = Json.read(Goldens.file("worked-example.json"));
    }

    private static double[] numbers(JsonNode node) {
        return IntStream.range(0, node.size()).mapToDouble(i -> node.get(i).doubleValue()).toArray();
    }

    private void check(String key, double[] found, double tolerance) {
        assertTrue(golden.has(key), key);
        assertArrayEquals(numbers(golden.path(key)), found, tolerance, key);
    }

    private static CamMap map(CamMethod method) {
        return method.explain(MODEL.input(0));
    }

    private static double[] scaled(CamMethod method) {
        return Normalisation.minMax(map(method).raw());
    }

    @Test
    void theNetwork() {
        var trace = MODEL.forward(null, "features");
        check("y", trace.prediction().logits(), ROUNDED);
        check("q", trace.prediction().probabilities(), ROUNDED);
        for (int c = 0; c < 2; c++) {
            double[] map = new Cam().explain(MODEL.input(c)).raw();
            for (int p = 0; p < 4; p++) {
                assertEquals(golden.path("camAll").get(p).get(c).doubleValue(), map[p], EXACT);
            }
        }
    }

    @Test
    void camAndGradientMethods() {
        check("camNorm", scaled(new Cam()), EXACT);
        check("gradCamRaw", map(new GradCam()).raw(), EXACT);
        check("gradCamRaw", map(new XGradCam(0)).raw(), EXACT);
        check("gradCamRaw", map(new HiResCam(Relu.AT_THE_END)).raw(), EXACT);
        check("gradCamNorm", scaled(new GradCam()), EXACT);
        check("gradCamProbRaw", new GradCam().explain(MODEL.input(Target.probability(0))).raw(), ROUNDED);
        double[] g = LayerGradient.of(MODEL.input(Target.probability(0))).means();
        check("gradCamProbWeights", g, ROUNDED);
        check("gradCamPlusPlusExactRaw", map(new GradCamPlusPlus(GradCamPlusPlus.Alpha.EXACT)).raw(), EXACT);
        check("gradCamPlusPlusExactNorm", scaled(new GradCamPlusPlus(GradCamPlusPlus.Alpha.EXACT)), EXACT);
        check("gradCamPlusPlusOfficialRaw", map(new GradCamPlusPlus(GradCamPlusPlus.Alpha.OFFICIAL)).raw(), EXACT);
        check("linearR3", map(new HiResCam(Relu.NONE)).raw(), EXACT);
    }

    @Test
    void ablationReciproAndFimf() {
        check("ablationRawWithoutDivision", map(new AblationCam(AblationCam.Division.NONE)).raw(), EXACT);
        check("reciproLogit", map(recipro(Target.Score.LOGIT)).raw(), ROUNDED);
        check("reciproProb", map(recipro(Target.Score.PROBABILITY)).raw(), ROUNDED);
        check("reciproProbNorm", scaled(recipro(Target.Score.PROBABILITY)), ROUNDED);
        CamMethod fimf = new FimfScoreCam(FimfScoreCam.Template.SUPPORT, FimfScoreCam.Summed.CHANNEL);
        check("fimfRaw", map(fimf).raw(), ROUNDED);
        check("fimfNorm", scaled(fimf), ROUNDED);
        HeadPasses passes = new HeadPasses(MODEL.input(0), logits -> logits[0]);
        check("fimfLogits", passes.ofMasks(3, k -> support(k)), ROUNDED);
        double[] without = passes.without(new int[] {0, 1, 2});
        double score = passes.unchanged().orElseThrow();
        check(
                "ablationDifferences", IntStream.range(0, 3).mapToDouble(k -> score - without[k]).toArray(), EXACT);
    }

    private static ReciproCam recipro(Target.Score score) {
        return new ReciproCam(ReciproCam.Spread.NONE, score);
    }

    private static double[] support(int k) {
        double[] map = ChannelSum.map(MODEL.features(), k);
        return IntStream.range(0, 4).mapToDouble(p -> map[p] > 0 ? 1 : 0).toArray();
    }

    @Test
    void eigenCamAndModes() {
        ThinSvd svd = new ThinSvd(MODEL.features().values(), 4, 3);
        check("sigma", svd.sigma(), EXACT);
        double[] rowSums = svd.rowSums();
        for (int i = 0; i < 3; i++) {
            double[] mode = svd.left(i);
            assertArrayEquals(numbers(golden.path("u").get(i)), mode, EXACT);
            double along = IntStream.range(0, 4).mapToDouble(p -> mode[p] * rowSums[p]).sum();
            assertEquals(golden.path("sigmaS").get(i).doubleValue(), along, EXACT, "σ s of mode " + i);
            double[] mask = Normalisation.minMax(Normalisation.rectify(mode.clone()));
            assertArrayEquals(numbers(golden.path("masks").get(i)), mask, EXACT);
        }
        check("eigenCamRaw", map(new EigenCam()).raw(), EXACT);
        check("eigenCamNorm", scaled(new EigenCam()), EXACT);
        check("eigenCamCentredRaw", map(new EigenCam(Centring.CHANNEL_MEANS, Relu.NONE)).raw(), EXACT);
        assertArrayEquals(
                Normalisation.rectify(numbers(golden.path("eigenCamCentredRaw"))),
                map(new EigenCam(Centring.CHANNEL_MEANS, Relu.AT_THE_END)).raw(), EXACT);
    }

    @Test
    void lowRankCam() {
        for (int rank = 1; rank <= 3; rank++) {
            CamMap logit = map(new LowRankCam(LowRankOptions.of(Preset.PAPER_LITERAL, rank)));
            CamMap probability = map(new LowRankCam(LowRankOptions.of(Preset.SCORECAM_LIKE, rank)));
            check("lowRankLogitR" + rank + "Raw", logit.raw(), ROUNDED);
            check("lowRankProbR" + rank + "Raw", probability.raw(), ROUNDED);
            check("lowRankProbR" + rank + "Norm", Normalisation.minMax(probability.raw()), ROUNDED);
            CamMap byDefault = map(new LowRankCam(LowRankOptions.of(Preset.DEFAULT, rank)));
            double[] shown = Normalisation.minMax(byDefault.raw());
            check("lowRankLogitR" + rank + "Norm", shown == null ? new double[4] : shown, ROUNDED);
            // At rank 1 the only weight is negative: the ReLU leaves nothing, and that is not repaired.
            assertEquals(rank == 1, byDefault.flags().contains("nothing-positive"));
            if (rank == 3) {
                check("wLogit", (double[]) logit.details().get("weights"), ROUNDED);
                check("wProb", (double[]) probability.details().get("weights"), ROUNDED);
            }
        }
        check("linearR3", map(new LowRankCam(LowRankOptions.of(Preset.LINEAR, 3))).raw(), ROUNDED);
    }

    /// SVD-Grad-CAM at full rank is Grad-CAM; at rank 1 its sum is the class map along the first mode.
    @Test
    void svdGradCam() {
        check("gradCamRaw", map(new SvdGradCam(3)).raw(), EXACT);
        double[] mode = numbers(golden.path("u").get(0));
        double[] cam = map(new Cam()).raw();
        double along = IntStream.range(0, 4).mapToDouble(p -> mode[p] * cam[p] / 4).sum();
        double[] expected = IntStream.range(0, 4).mapToDouble(p -> Math.max(0, along * mode[p])).toArray();
        assertArrayEquals(expected, map(new SvdGradCam(1)).raw(), EXACT);
    }
}

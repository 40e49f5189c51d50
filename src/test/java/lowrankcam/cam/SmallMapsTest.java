package lowrankcam.cam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import lowrankcam.cam.activation.EigenCam;
import lowrankcam.cam.featuremask.AblationCam;
import lowrankcam.cam.featuremask.FimfScoreCam;
import lowrankcam.cam.gradient.GradCam;
import lowrankcam.cam.gradient.GradCamPlusPlus;
import lowrankcam.cam.gradient.GradCamPlusPlus.Alpha;
import lowrankcam.cam.gradient.XGradCam;
import lowrankcam.cam.lowrank.LowRankModes;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.format.UsageException;
import lowrankcam.kernel.Resample;
import lowrankcam.model.MaskScorer;
import lowrankcam.model.PassCounter.Work;
import lowrankcam.model.Target;
import org.junit.jupiter.api.Test;

/// Methods on features of a few numbers, worked by hand, where the branches that networks seldom take are taken.
class SmallMapsTest {

    private static StubModel column(float weight, float... values) {
        float[][] features = new float[values.length][1];
        for (int p = 0; p < values.length; p++) {
            features[p][0] = values[p];
        }
        return StubModel.of(1, values.length, features, new float[][] {{weight}, {0}}, 0, 0);
    }

    private static CamMap map(CamMethod method, StubModel model) {
        return method.explain(model.input(0));
    }

    /// g = 4/2, Σ M = 3: α = 4 / (2 · 4 + 3 · 8 + 1e-6), times g at each of two positions.
    @Test
    void gradCamPlusPlusOfPytorchGradCamHasPowersAndAnEpsilon() {
        double weight = 2 * 2 * (4 / (8 + 24 + 1e-6));
        assertArrayEquals(
                new double[] {weight, 2 * weight}, map(new GradCamPlusPlus(Alpha.PYTORCH_GRAD_CAM), column(4, 1, 2)).raw(), 1e-15);
    }

    /// 2 + g Σ M is 0 or less: no α, and the channel weighs nothing, whatever channels follow.
    @Test
    void gradCamPlusPlusSaysWhereAlphaIsNotDefined() {
        for (float value : new float[] {-2, -4}) {
            StubModel model =
                    StubModel.of(1, 2, new float[][] {{value, 1}, {value, 3}}, new float[][] {{1, 1}, {0, 0}}, 0, 0);
            CamMap map = map(new GradCamPlusPlus(Alpha.EXACT), model);
            assertEquals(List.of("alpha-undefined"), map.flags());
            double weight = 2 * 0.5 / (2 + 0.5 * 4);
            assertArrayEquals(new double[] {weight, 3 * weight}, map.raw(), 1e-15);
        }
        assertEquals(List.of(), map(new GradCamPlusPlus(Alpha.EXACT), column(1, -1, 3)).flags());
    }

    /// Relevance 2/2 · 4, total 4, and 1 more in the divisor.
    @Test
    void xGradCamDividesByTheTotalAndItsEpsilon() {
        assertArrayEquals(new double[] {3 * 0.8, 0.8}, map(new XGradCam(1), column(2, 3, 1)).raw(), 1e-15);
        assertArrayEquals(new double[] {3, 1}, map(new XGradCam(0), column(2, 3, 1)).raw(), 1e-15);
    }

    /// What is left of 1 - 1 + 1e-14 is rounding.
    @Test
    void xGradCamGivesNoWeightToAChannelWhoseSumCancels() {
        assertArrayEquals(new double[3], map(new XGradCam(0), column(3, 1, -1, 1e-14f)).raw());
        assertArrayEquals(new double[] {0, 0, 1}, map(new XGradCam(0), column(3, -1, -1, 1)).raw().clone(), 1e-15);
    }

    /// y = 2 · (3 + 1) / 2 = 4: the weight is that divided by itself.
    @Test
    void ablationDividesByTheScoreAndTurnsTheMapWhereThatIsNegative() {
        AblationCam divided = new AblationCam(AblationCam.Division.BY_SCORE);
        assertArrayEquals(new double[] {3, 1}, map(divided, column(2, 3, 1)).raw(), 1e-15);
        assertEquals(List.of(), map(divided, column(2, 3, 1)).flags());
        CamMap negative = map(divided, column(-2, 3, 1));
        assertArrayEquals(new double[] {3, 1}, negative.raw(), 1e-15);
        assertEquals(List.of("negative-score"), negative.flags());
        assertEquals(List.of("nothing-positive"), map(new AblationCam(AblationCam.Division.NONE), column(-2, 3, 1)).flags());
    }

    /// -3 is the largest magnitude; of 2 and -2 none is, and the sum of the columns decides.
    @Test
    void aLeadingModePointsTheWayThatIsAskedFor() {
        double[] matrix = {-3, 2, 2};
        assertArrayEquals(matrix, LeadingMode.of(matrix, 3, 1, LeadingMode.Sign.COLUMN_SUM).map(), 1e-12);
        assertArrayEquals(
                new double[] {3, -2, -2}, LeadingMode.of(matrix, 3, 1, LeadingMode.Sign.LARGEST_MAGNITUDE).map(), 1e-12);
        double[] even = {3, -2, 2};
        assertArrayEquals(even, LeadingMode.of(even, 3, 1, LeadingMode.Sign.LARGEST_MAGNITUDE).map(), 1e-12);
        assertEquals(0, LeadingMode.of(new double[3], 3, 1, LeadingMode.Sign.COLUMN_SUM).singularValue());
    }

    @Test
    void eigenCamSaysHowItWasCentredAndSigned() {
        CamMap plain = map(new EigenCam(), column(1, 1, 2));
        assertEquals("no", plain.choices().get("centred"));
        assertEquals("non-negative sum", plain.choices().get("sign"));
        CamMap centred = map(new EigenCam(EigenCam.Centring.CHANNEL_MEANS, Relu.NONE), column(1, 1, 2));
        assertEquals("channel means", centred.choices().get("centred"));
        assertEquals("largest magnitude positive", centred.choices().get("sign"));
    }

    /// Sums of all channels, 4, 3 and 5, times the probabilities of the templates that hold there. The first and the last
    /// channel share theirs.
    @Test
    void fimfInsideTemplatesMultipliesTheWholeByWhatItsTemplatesWeigh() {
        StubModel model =
                StubModel.of(
                        1, 3, new float[][] {{2, 0, 2}, {0, 3, 0}, {1, 0, 4}}, new float[][] {{1, -1, 0.5f}, {0, 0, 0}}, 0, 0);
        CamMap map = map(new FimfScoreCam(FimfScoreCam.Template.SUPPORT, FimfScoreCam.Summed.ALL_INSIDE_TEMPLATE), model);
        // Logits: (3 + 0.5 · 6) / 3 = 2 of the outer positions, -1 of the middle one.
        double outer = 1 / (1 + Math.exp(-2));
        double middle = 1 / (1 + Math.exp(1));
        assertArrayEquals(new double[] {4 * 2 * outer, 3 * middle, 5 * 2 * outer}, map.raw(), 1e-6);
        assertEquals(2, map.details().get("templates"));
        assertEquals(3, map.details().get("varyingChannels"));
    }

    @Test
    void theHottestOfEqualPlacesIsTheFirst() {
        assertEquals(1, new CamMap(1, 4, new double[] {1, 3, 2, 3}).hottest());
        assertEquals(0, new CamMap(1, 2, new double[] {-1, -2}).hottest());
    }

    @Test
    void softmaxGivesSharesAndDoesNotOverflow() {
        assertArrayEquals(new double[] {0.25, 0.75}, ChannelSum.softmax(new double[] {0, Math.log(3)}), 1e-15);
        assertArrayEquals(new double[] {0.25, 0.75}, ChannelSum.softmax(new double[] {900, 900 + Math.log(3)}), 1e-12);
    }

    /// Backward passes: none for one dense layer, one for several; features times gradients by both.
    @Test
    void gradientsOfDeepHeadsTakeABackwardPass() {
        StubModel linear = RandomNetworks.nonNegative(1, 2, 3);
        StubModel deep = RandomNetworks.withHead(linear, RandomNetworks.head(new Random(2), RandomNetworks.K, 5, 2));
        assertEquals(0, MapRun.of(new GradCam(), linear.input(0)).passes().backward());
        assertEquals(1, MapRun.of(new GradCam(), deep.input(0)).passes().backward());
        LayerGradient gradient = LayerGradient.of(linear.input(0));
        double[] products = gradient.timesFeatures(linear.features());
        for (int i = 0; i < products.length; i++) {
            int k = i % RandomNetworks.K;
            assertEquals(linear.head().weight(0, k) / 6.0 * linear.features().values()[i], products[i], 1e-15);
        }
    }

    @Test
    void featuresThatAreNotFiniteAreRefusedWhereverTheyAre() {
        assertThrows(ArithmeticException.class, () -> column(1, Float.NaN, 1).input(0));
        assertThrows(ArithmeticException.class, () -> column(1, 1, Float.POSITIVE_INFINITY).input(0));
    }

    @Test
    void methodsThatNeedOneDenseLayerSayWhatTheyFound() {
        StubModel deep =
                RandomNetworks.withHead(
                        RandomNetworks.nonNegative(1, 2, 2), RandomNetworks.head(new Random(2), RandomNetworks.K, 5, 2));
        refused("here the layer is features and the head has 2 layers", deep.input(0));
        TinyNetwork tiny = TinyNetwork.of(1, 2);
        refused("here the layer is early and the head has 1 layer", tiny.input(TinyNetwork.image(1), TinyNetwork.EARLY, Target.logit(0)));
    }

    private static void refused(String end, CamInput input) {
        String message =
                assertThrows(UnsupportedTargetException.class, () -> input.requireLinearHead("CAM")).getMessage();
        assertTrue(message.startsWith("CAM needs a head of one dense layer") && message.endsWith(end), message);
    }

    /// One report for each pass, through features and through the image.
    @Test
    void longMethodsReportEveryPass() {
        TinyNetwork network = TinyNetwork.of(1, 3);
        for (String method : List.of("ablationcam", "scorecam")) {
            List<String> told = new ArrayList<>();
            CamInput quiet = network.input(TinyNetwork.image(1), TinyNetwork.EARLY, Target.logit(0));
            CamInput input =
                    new CamInput(
                            network, quiet.trace(), quiet.target(), Resample.scalar(),
                            (done, total) -> told.add(done + " of " + total));
            MethodChoice.of(method).create().explain(input);
            int passes = told.size();
            assertTrue(passes >= 3, method + ": " + passes);
            assertEquals(IntStream.rangeClosed(1, passes).mapToObj(i -> i + " of " + passes).toList(), told);
        }
    }

    /// Bounds of parameters, themselves in or out.
    @Test
    void parametersReachTheirBounds() {
        MethodChoice.of("gscorecam:k=1").create();
        MethodChoice.of("occlusion:window=100000:stride=1").create();
        MethodChoice.of("occlusion:window=1:stride=1").create();
        refused("gradcam:k=3", "expected none; found 'k'");
        refused("gscorecam:q=3", "expected one of k; found 'q'");
        refused("rise:share=0", "expected a number between 0.0 and 1.0, found '0'");
        refused("rise:share=1", "expected a number between 0.0 and 1.0, found '1'");
        refused("occlusion:window=100001", "expected a whole number from 1 to 100000, found '100001'");
    }

    private static void refused(String choice, String end) {
        String message = assertThrows(UsageException.class, () -> MethodChoice.of(choice).create()).getMessage();
        assertTrue(message.endsWith(end), message);
    }

    /// Four positions, three channels, two classes; then a hidden layer of five units between.
    @Test
    void stepsAreCountedByTheBoundsOfTheirLoops() {
        StubModel linear =
                StubModel.of(
                        1, 4, new float[][] {{4, 1, 0}, {1, 3, 0}, {0, 1, 2}, {0, 0, 1}}, new float[][] {{1, -1, 2}, {0, 1, 1}}, 0, 0);
        StubModel deep = RandomNetworks.withHead(linear, RandomNetworks.head(new Random(2), 3, 5, 2));
        // The product of features and weights: P·K·H; read 4 bytes each, written 8.
        assertEquals(new Work(24, 48 + 24 + 64), counted(linear, input -> HeadPasses.maskScorer(input)));
        assertEquals(new Work(60, 48 + 60 + 160), counted(deep, input -> HeadPasses.maskScorer(input)));
        assertEquals(new Work(24, 48 + 24 + 64), counted(linear, input -> new HeadPasses(input, logits -> logits[0])));
        // A mask: P·H and the 5·2 weights behind.
        MaskScorer scorer = HeadPasses.maskScorer(linear.input(0));
        assertEquals(new Work(8, 8 * (4 + 8 + 2)), counted(linear, _ -> scorer.logits(new double[4])));
        MaskScorer deeper = HeadPasses.maskScorer(deep.input(0));
        assertEquals(new Work(30, 8 * (4 + 20 + 5) + 40), counted(deep, _ -> deeper.logits(new double[4])));
        HeadPasses passes = new HeadPasses(linear.input(0), logits -> logits[0]);
        assertEquals(new Work(16, 2 * 112), counted(linear, _ -> passes.ofMasks(2, i -> new double[4])));
        // Products of the three columns with each other, and what the eigenvectors took.
        long eigenvectors = LowRankModes.decomposition(linear.input(0)).rotations();
        assertEquals(
                new Work(4 * 6 + eigenvectors, 48 + 16 * 9), counted(linear, input -> LowRankModes.decomposition(input)));
    }

    private static Work counted(StubModel model, Function<CamInput, ?> step) {
        Work before = model.passes().work();
        step.apply(model.input(0));
        return model.passes().work().minus(before);
    }

    @Test
    void groupsOfMethodsHaveNames() {
        assertEquals("feature-masks", MethodInfo.Group.FEATURE_MASKS.id());
        assertTrue(MethodInfo.Group.BLACK_BOX.masksTheInput());
        assertFalse(MethodInfo.Group.FEATURE_MASKS.masksTheInput());
    }
}

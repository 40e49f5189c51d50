package lowrankcam.cam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lowrankcam.cam.activation.Cam;
import lowrankcam.cam.featuremask.AblationCam;
import lowrankcam.cam.featuremask.FimfScoreCam;
import lowrankcam.cam.featuremask.ReciproCam;
import lowrankcam.cam.gradient.GradCam;
import lowrankcam.cam.gradient.GradCamPlusPlus;
import lowrankcam.cam.gradient.GradCamPlusPlus.Alpha;
import lowrankcam.cam.gradient.HiResCam;
import lowrankcam.cam.gradient.XGradCam;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.MaskScorers;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// What holds where one dense layer follows the global average. The numbers T1 to T9 are those of docs/methods.
///
/// 1e-12 where both sides are computed in double; 1e-5 where one is a score, which the network rounds to float.
class LastLayerIdentitiesTest {

    private static final double EXACT = 1e-12;
    private static final double ROUNDED = 1e-5;

    private static StubModel model(int seed) {
        return RandomNetworks.nonNegative(seed, 3, 4);
    }

    private static double[] raw(CamMethod method, StubModel model, Target target) {
        return method.explain(model.input(target)).raw();
    }

    private static double[] scaledBy(double factor, double[] map) {
        return Arrays.stream(map).map(v -> v * factor).toArray();
    }

    /// T1: `mean(CAM_c) + b_c = y_c`.
    @Property(tries = 50)
    void theMeanOfCamIsTheLogitWithoutBias(@ForAll @IntRange(max = 1_000_000) int seed) {
        StubModel model = model(seed);
        double[] logits = model.forward(null, "features").prediction().logits();
        for (int c = 0; c < logits.length; c++) {
            double mean = Arrays.stream(raw(new Cam(), model, Target.logit(c))).average().orElseThrow();
            assertEquals(logits[c], mean + model.head().bias(c), ROUNDED);
        }
    }

    /// T2: the closed forms are the slopes of the score, by central differences in double.
    @Property(tries = 20)
    void gradientsAreSlopes(@ForAll @IntRange(max = 1_000_000) int seed) {
        StubModel model = model(seed);
        Tensor features = model.features();
        double[] values = IntStream.range(0, features.values().length).mapToDouble(i -> features.values()[i]).toArray();
        for (Target target : new Target[] {Target.logit(1), Target.contrast(1, 2), Target.probability(1)}) {
            LayerGradient gradient = LayerGradient.of(model.input(target));
            for (int i = 0; i < values.length; i += 7) {
                double slope = (score(model, values, i, 1e-5, target) - score(model, values, i, -1e-5, target)) / 2e-5;
                int k = i % features.channels();
                assertEquals(slope, gradient.at(i / features.channels(), k), 1e-7, target + " at " + i);
            }
        }
    }

    private static double score(StubModel model, double[] values, int at, double step, Target target) {
        ClassifierHead head = model.head();
        double[] logits = new double[head.classes()];
        int channels = model.features().channels();
        for (int c = 0; c < logits.length; c++) {
            logits[c] = head.bias(c);
            for (int i = 0; i < values.length; i++) {
                double value = i == at ? values[i] + step : values[i];
                logits[c] += value * head.weight(c, i % channels) / model.features().positions();
            }
        }
        return target.of(logits, head.activation());
    }

    /// T3: Grad-CAM = ReLU(CAM) / P = XGrad-CAM = HiResCAM = LayerCAM of positive weights.
    @Property(tries = 50)
    void gradientMethodsAreTheRectifiedClassMap(@ForAll @IntRange(max = 1_000_000) int seed) {
        StubModel model = model(seed);
        for (Target target : new Target[] {Target.logit(0), Target.contrast(2, 0)}) {
            double[] cam = scaledBy(1.0 / 12, raw(new Cam(Relu.AT_THE_END), model, target));
            for (CamMethod method : List.of(new GradCam(), new XGradCam(0), new HiResCam(Relu.AT_THE_END))) {
                // Terms of about 1 may cancel: rounding is to be measured against them, not against what is left.
                assertArrayEquals(cam, raw(method, model, target), EXACT, method.id());
            }
        }
    }

    /// T3 for probabilities: `L = q_c ReLU(CAM_c - Σ_j q_j CAM_j) / P`.
    @Property(tries = 50)
    void gradCamOfAProbabilityIsADifferenceOfClassMaps(@ForAll @IntRange(max = 1_000_000) int seed) {
        StubModel model = model(seed);
        double[] q = model.forward(null, "features").prediction().probabilities();
        double[] expected = raw(new Cam(), model, Target.logit(1));
        for (int c = 0; c < q.length; c++) {
            double[] cam = raw(new Cam(), model, Target.logit(c));
            for (int p = 0; p < cam.length; p++) {
                expected[p] -= q[c] * cam[p];
            }
        }
        assertArrayEquals(
                scaledBy(q[1] / 12, Normalisation.rectify(expected)),
                raw(new GradCam(), model, Target.probability(1)), 1e-9, "Grad-CAM of q_1");
    }

    /// T4: `Σ g M + b_c = y_c`.
    @Property(tries = 50)
    void gradientTimesFeaturesAddUpToTheScore(@ForAll @IntRange(max = 1_000_000) int seed) {
        StubModel model = model(seed);
        double sum = Arrays.stream(raw(new HiResCam(Relu.NONE), model, Target.logit(2))).sum();
        double y = model.forward(null, "features").prediction().logits()[2];
        assertEquals(y, sum + model.head().bias(2), ROUNDED);
    }

    /// T5: `w_k = ReLU(W) / (2 + W gap)` and, as the authors' code has it, `ReLU(W) / P`; the cancelled coefficient
    /// is the one with powers.
    @Property(tries = 50)
    void gradCamPlusPlusHasClosedForms(@ForAll @IntRange(max = 1_000_000) int seed) {
        StubModel model = model(seed);
        double[] totals = ChannelSum.totals(model.features());
        double[] exact = new double[totals.length];
        double[] powers = new double[totals.length];
        double[] official = new double[totals.length];
        double[] torch = new double[totals.length];
        for (int k = 0; k < totals.length; k++) {
            double weight = Math.max(0, model.head().weight(0, k));
            double g = weight / 12;
            exact[k] = weight / (2 + weight * totals[k] / 12);
            powers[k] = g == 0 ? 0 : 12 * (g * g / (2 * g * g + totals[k] * g * g * g)) * g;
            official[k] = g;
            torch[k] = 12 * g * g * g;
        }
        Tensor features = model.features();
        double[] found = raw(new GradCamPlusPlus(Alpha.EXACT), model, Target.logit(0));
        Maps.assertClose(ChannelSum.weighted(features, exact), found, EXACT, "closed form");
        Maps.assertClose(ChannelSum.weighted(features, powers), found, EXACT, "with powers");
        Maps.assertClose(
                ChannelSum.weighted(features, official),
                raw(new GradCamPlusPlus(Alpha.OFFICIAL), model, Target.logit(0)), EXACT, "official");
        Maps.assertClose(
                ChannelSum.weighted(features, torch),
                raw(new GradCamPlusPlus(Alpha.TORCH_CAM), model, Target.logit(0)), EXACT, "torch-cam");
    }

    /// T6: `y - y^(-k) = W gap_k`, adding up to `y - b`; the closed form is K explicit passes.
    @Property(tries = 30)
    void ablationHasAClosedForm(@ForAll @IntRange(max = 1_000_000) int seed) {
        StubModel model = model(seed);
        double[] closed = raw(new AblationCam(AblationCam.Division.NONE), model, Target.logit(1));
        long before = model.passes().now().head();
        double[] passes =
                new AblationCam(AblationCam.Division.NONE).explain(GeneralPath.input(model, Target.logit(1))).raw();
        boolean[] alive = ChannelSum.alive(model.features());
        long live = IntStream.range(0, alive.length).filter(k -> alive[k]).count();
        assertEquals(live, model.passes().now().head() - before, "one pass for each live channel");
        Maps.assertClose(closed, passes, 1e-9, "K head passes");
        CamInput input = model.input(Target.logit(1));
        HeadPasses head = new HeadPasses(input, logits -> logits[1]);
        double y = head.unchanged().orElseThrow();
        double[] without = head.without(IntStream.range(0, RandomNetworks.K).toArray());
        assertEquals(y - model.head().bias(1), Arrays.stream(without).map(s -> y - s).sum(), 1e-9);
    }

    /// T7: masked head pass = `b + CAMallᵀ a / P`, and for heads of several layers the explicit pass.
    @Property(tries = 30)
    void maskedHeadPassesHaveAClosedForm(@ForAll @IntRange(max = 1_000_000) int seed) {
        Random random = new Random(seed);
        StubModel linear = model(seed);
        StubModel deep = RandomNetworks.withHead(linear, RandomNetworks.head(random, RandomNetworks.K, 9, 5, 3));
        double[] mask = random.doubles(12).toArray();
        for (StubModel model : new StubModel[] {linear, deep}) {
            double[] closed = new PooledHead(model.features(), model.head()).logitsOfMask(mask);
            double[] explicit =
                    model.featureScorer(model.forward(null, "features"))
                            .logits(MaskScorers.masked(model.features(), mask));
            assertArrayEquals(explicit, closed, 2e-5);
        }
        double[] logits = new PooledHead(linear.features(), linear.head()).logitsOfMask(mask);
        for (int c = 0; c < logits.length; c++) {
            double[] cam = raw(new Cam(), linear, Target.logit(c));
            double along = IntStream.range(0, 12).mapToDouble(p -> cam[p] * mask[p]).sum();
            assertEquals(linear.head().bias(c) + along / 12, logits[c], EXACT);
        }
    }

    /// T8: Recipro-CAM on logits is `CAM / P + b`; the Gaussian leaves 1, 0.75 or 0.5625 of it.
    @Property(tries = 30)
    void reciproCamOnLogitsIsCam(@ForAll @IntRange(max = 1_000_000) int seed) {
        StubModel model = model(seed);
        double bias = model.head().bias(2);
        double[] cam = raw(new Cam(), model, Target.logit(2));
        double[] plain = raw(new ReciproCam(ReciproCam.Spread.NONE, Target.Score.LOGIT), model, Target.logit(2));
        double[] spread = raw(new ReciproCam(ReciproCam.Spread.GAUSSIAN, Target.Score.LOGIT), model, Target.logit(2));
        for (int p = 0; p < 12; p++) {
            boolean edgeRow = p / 4 == 0 || p / 4 == 2;
            boolean edgeColumn = p % 4 == 0 || p % 4 == 3;
            double factor = (edgeRow ? 0.75 : 1) * (edgeColumn ? 0.75 : 1);
            assertEquals(cam[p] / 12 + bias, plain[p], EXACT);
            assertEquals(factor * (plain[p] - bias), spread[p] - bias, EXACT);
        }
    }

    /// T8 for two classes: the probability ranks positions as the contrast of the two class maps does.
    @Property(tries = 30)
    void reciproCamOfTwoClassesRanksAsTheContrast(@ForAll @IntRange(max = 1_000_000) int seed) {
        StubModel three = model(seed);
        StubModel model =
                RandomNetworks.withHead(three, RandomNetworks.head(new Random(seed), RandomNetworks.K, 2));
        double[] q = raw(new ReciproCam(ReciproCam.Spread.NONE, Target.Score.PROBABILITY), model, Target.logit(1));
        double[] contrast = raw(new Cam(), model, Target.contrast(1, 0));
        for (int p = 0; p < 12; p++) {
            for (int o = 0; o < 12; o++) {
                if (contrast[p] > contrast[o] + 1e-9) {
                    assertEquals(true, q[p] > q[o]);
                }
            }
        }
    }

    /// T9: FIMF's weights by explicit head passes on masked features.
    @Property(tries = 30)
    void fimfHasAClosedForm(@ForAll @IntRange(max = 1_000_000) int seed) {
        StubModel model = model(seed);
        for (FimfScoreCam.Template template : FimfScoreCam.Template.values()) {
            for (FimfScoreCam.Summed summed : FimfScoreCam.Summed.values()) {
                FimfScoreCam method = new FimfScoreCam(template, summed);
                Maps.assertClose(
                        method.explain(GeneralPath.input(model, Target.logit(0))).raw(),
                        raw(method, model, Target.logit(0)), 1e-6, template + " " + summed);
            }
        }
    }

    /// Closed and general path of every method that looks inside, for one dense layer and for several.
    @Property(tries = 10)
    void theGeneralPathGivesTheSameMaps(@ForAll @IntRange(max = 1_000_000) int seed) {
        StubModel linear = model(seed);
        StubModel deep =
                RandomNetworks.withHead(
                        linear, RandomNetworks.head(new Random(seed), RandomNetworks.K, 7, RandomNetworks.C));
        for (MethodChoice choice : Maps.variants()) {
            CamMethod method = choice.create();
            if (choice.info().group().masksTheInput() || method instanceof Cam) {
                continue;
            }
            for (StubModel model : new StubModel[] {linear, deep}) {
                for (Target target :
                        new Target[] {Target.logit(1), Target.contrast(2, 1), Target.probability(0)}) {
                    double[] closed = Maps.undivided(choice, model.input(target));
                    double[] general = Maps.undivided(choice, GeneralPath.input(model, target));
                    // 2e-5: masked features and gradients are rounded to float once, and a probability's gradient is taken
                    // at logits that were.
                    Maps.assertClose(
                            closed, general, 2e-5, 0.1, choice.info().id() + ":" + choice.label() + " " + target);
                }
            }
        }
    }
}

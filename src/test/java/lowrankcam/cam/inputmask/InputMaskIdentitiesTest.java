package lowrankcam.cam.inputmask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.ChannelMasks;
import lowrankcam.cam.ChannelSum;
import lowrankcam.cam.LayerGradient;
import lowrankcam.cam.Maps;
import lowrankcam.cam.Normalisation;
import lowrankcam.cam.TinyNetwork;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.kernel.Dense;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.PassCounter;
import lowrankcam.model.Prediction;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// What holds for methods that mask the input, on a network with a layer before the last. The numbers T19 and T20 are
/// those of docs/methods.
public class InputMaskIdentitiesTest {

    private static final int SEEDS = 1_000_000;
    private static final int C = 1;

    private static CamMap map(String method, TinyNetwork network, int seed, String layer) {
        return MethodChoice.of(method).create()
                .explain(network.input(TinyNetwork.image(seed), layer, Target.logit(C)));
    }

    private static double[] raw(String method, TinyNetwork network, int seed, String layer) {
        return map(method, network, seed, layer).raw();
    }

    /// Half-pixel bilinear, written out for one pixel.
    static double upsampled(double[] map, Tensor features, Tensor image, int y, int x) {
        double v = Math.max(0, (y + 0.5) * features.height() / image.height() - 0.5);
        double u = Math.max(0, (x + 0.5) * features.width() / image.width() - 0.5);
        int y0 = (int) v;
        int x0 = (int) u;
        int y1 = Math.min(y0 + 1, features.height() - 1);
        int x1 = Math.min(x0 + 1, features.width() - 1);
        double upper = (1 - (u - x0)) * map[y0 * features.width() + x0] + (u - x0) * map[y0 * features.width() + x1];
        double lower = (1 - (u - x0)) * map[y1 * features.width() + x0] + (u - x0) * map[y1 * features.width() + x1];
        return (1 - (v - y0)) * upper + (v - y0) * lower;
    }

    private static double[] upsampled(double[] map, Tensor features, Tensor image) {
        return IntStream.range(0, image.positions())
                .mapToDouble(p -> upsampled(map, features, image, p / image.width(), p % image.width())).toArray();
    }

    private static Prediction ofMasked(TinyNetwork network, Tensor image, double[] mask) {
        float[] values = image.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) mask[i / 3];
        }
        return network.forward(new Tensor(image.height(), image.width(), 3, values), TinyNetwork.LAST).prediction();
    }

    /// Score-CAM written out: every mask, every pass, and the sum of *upsampled* maps; T20 says that summing first
    /// and upsampling once is the same.
    @Property(tries = 10)
    void scoreCamIsWhatItsFormulaSays(@ForAll @IntRange(max = SEEDS) int seed) {
        TinyNetwork network = TinyNetwork.of(seed, 3);
        Tensor image = TinyNetwork.image(seed);
        Tensor features = network.forward(image, TinyNetwork.EARLY).features();
        double[] sum = new double[image.positions()];
        double[] gated = new double[image.positions()];
        for (int k = 0; k < TinyNetwork.K; k++) {
            double[] up = upsampled(ChannelSum.map(features, k), features, image);
            double[] mask = Normalisation.minMax(up);
            double[] tanh = Arrays.stream(up).map(StrictMath::tanh).toArray();
            double weight = mask == null ? 0 : ofMasked(network, image, mask).probabilities()[C];
            double gatedWeight = mask == null ? 0 : ofMasked(network, image, tanh).probabilities()[C];
            for (int p = 0; p < sum.length; p++) {
                sum[p] += weight * up[p];
                gated[p] += gatedWeight * tanh[p];
            }
        }
        double[] found = raw("scorecam", network, seed, TinyNetwork.EARLY);
        Maps.assertClose(sum, upsampled(found, features, image), 1e-5, "Score-CAM");
        Maps.assertClose(gated, raw("scorecam++:gated-tanh", network, seed, TinyNetwork.EARLY), 1e-5, "gated tanh");
    }

    private static TinyNetwork withBias(TinyNetwork network, float more) {
        ClassifierHead.Layer layer = network.head().layers().getFirst();
        float[] bias = layer.bias().clone();
        bias[C] += more;
        return withLayer(network, new ClassifierHead.Layer(layer.weights(), bias));
    }

    private static TinyNetwork withLayer(TinyNetwork network, ClassifierHead.Layer layer) {
        ClassifierHead head =
                new ClassifierHead(
                        List.of(layer), network.head().labels(), network.head().activation(), Dense.scalar(), "");
        return new TinyNetwork(network.first(), network.second(), head, new PassCounter());
    }

    /// A softmax over channels does not see a constant added to all scores, so no baseline matters.
    @Property(tries = 10)
    void softmaxOverChannelsNeedsNoBaseline(@ForAll @IntRange(max = SEEDS) int seed) {
        TinyNetwork network = TinyNetwork.of(seed, 3);
        TinyNetwork shifted = withBias(network, 4);
        for (String method : List.of(
                "scorecam:paper", "scorecam:pytorch-grad-cam", "scorecam:torch-cam", "gscorecam:k=6",
                "gscorecam:ten-percent")) {
            Maps.assertClose(
                    raw(method, network, seed, TinyNetwork.EARLY), raw(method, shifted, seed, TinyNetwork.EARLY), 1e-4,
                    method);
        }
    }

    /// A softmax that fills up with zeros does see it: with a large bias the zeros weigh nothing.
    @Test
    void zeroFillDependsOnTheBias() {
        TinyNetwork network = TinyNetwork.of(5, 3);
        double[] selected = raw("gscorecam:k=6", network, 5, TinyNetwork.EARLY);
        double[] before = raw("gscorecam:zero-fill:k=6", withBias(network, -20), 5, TinyNetwork.EARLY);
        double[] after = raw("gscorecam:zero-fill:k=6", withBias(network, 100), 5, TinyNetwork.EARLY);
        Maps.assertClose(selected, after, 1e-4, "zero-fill of large logits is selected-only");
        double largest = Arrays.stream(selected).max().orElseThrow();
        double moved =
                IntStream.range(0, before.length).mapToDouble(p -> Math.abs(before[p] - selected[p])).max().orElseThrow();
        assertTrue(moved > 0.01 * largest, moved + " of " + largest);
    }

    /// T20: all channels selected is Score-CAM.
    @Property(tries = 10)
    void selectingEverythingIsScoreCam(@ForAll @IntRange(max = SEEDS) int seed) {
        TinyNetwork network = TinyNetwork.of(seed, 3);
        double[] score = raw("scorecam", network, seed, TinyNetwork.EARLY);
        assertArrayEquals(score, raw("scorecam:max-n:n=12", network, seed, TinyNetwork.EARLY), 0.0);
        assertArrayEquals(score, raw("scorecam++:top-n-std:n=12", network, seed, TinyNetwork.EARLY), 0.0);
        ScoreCam sameMasks =
                new ScoreCam(ChannelMasks.Rule.ALIGN_CORNERS_THEN_SCALE, 1e-6, ScoreCam.Weight.SOFTMAX_OVER_CHANNELS);
        Maps.assertClose(
                sameMasks.explain(network.input(TinyNetwork.image(seed), TinyNetwork.EARLY, Target.logit(C))).raw(),
                raw("gscorecam:k=12", network, seed, TinyNetwork.EARLY), 1e-12, "gScoreCAM with k = K");
        Maps.assertClose(
                raw("gscorecam:k=12", network, seed, TinyNetwork.EARLY),
                raw("gscorecam:zero-fill:k=12", network, seed, TinyNetwork.EARLY), 1e-12, "nothing to fill");
    }

    /// T20: at the last layer Score-CAM++ takes the channels of positive weight: all of them, or none.
    @Property(tries = 10)
    void scoreCamPlusPlusFollowsTheSignOfTheWeights(@ForAll @IntRange(max = SEEDS) int seed) {
        TinyNetwork network = TinyNetwork.of(seed, 3);
        for (int sign : new int[] {1, -1}) {
            ClassifierHead.Layer layer = network.head().layers().getFirst();
            float[] weights = layer.weights().clone();
            for (int k = 0; k < TinyNetwork.K; k++) {
                weights[k * 3 + C] = sign * (0.1f + Math.abs(weights[k * 3 + C]));
            }
            TinyNetwork signed = withLayer(network, new ClassifierHead.Layer(weights, layer.bias()));
            for (String variant : List.of("positive-relevance", "positive-gradient")) {
                CamMap map = map("scorecam++:" + variant, signed, seed, TinyNetwork.LAST);
                assertEquals(sign < 0, map.flags().contains("no-channel-selected"), variant);
                double[] expected =
                        sign > 0 ? raw("scorecam", signed, seed, TinyNetwork.LAST) : new double[map.raw().length];
                assertArrayEquals(expected, map.raw(), 0.0, variant);
            }
        }
    }

    /// `cic-positive` keeps what `cic` weighs above zero, with the probability as its weight; `cic` subtracts the
    /// blank input's.
    @Property(tries = 10)
    void increasesAreMeasuredFromABlankInput(@ForAll @IntRange(max = SEEDS) int seed) {
        TinyNetwork network = TinyNetwork.of(seed, 3);
        Tensor image = TinyNetwork.image(seed);
        Tensor features = network.forward(image, TinyNetwork.EARLY).features();
        double blank = ofMasked(network, image, new double[image.positions()]).probabilities()[C];
        double[] increases = new double[TinyNetwork.K];
        double[] kept = new double[TinyNetwork.K];
        for (int k : ChannelMasks.varying(features)) {
            double[] mask = Normalisation.minMax(upsampled(ChannelSum.map(features, k), features, image));
            double q = ofMasked(network, image, mask).probabilities()[C];
            increases[k] = Math.max(0, q - blank);
            kept[k] = q > blank ? q : 0;
        }
        Maps.assertClose(
                ChannelSum.weighted(features, increases), raw("scorecam:cic", network, seed, TinyNetwork.EARLY), 1e-4,
                0.01, "cic");
        Maps.assertClose(
                ChannelSum.weighted(features, kept),
                raw("scorecam++:cic-positive", network, seed, TinyNetwork.EARLY), 1e-4, "cic-positive");
    }

    /// T19: one group is Grad-CAM (or nothing); all groups add up to Grad-CAM's sum before the ReLU; the order of
    /// channels inside a group plays no part.
    @Property(tries = 10)
    void groupsAddUpToGradCam(@ForAll @IntRange(max = SEEDS) int seed) {
        TinyNetwork network = TinyNetwork.of(seed, 3);
        CamInput input = network.input(TinyNetwork.image(seed), TinyNetwork.EARLY, Target.logit(C));
        double[] alpha = LayerGradient.of(input).means();
        double[] minus = Arrays.stream(alpha).map(a -> -a).toArray();
        double[] sum = new double[input.features().positions()];
        double[][] positive = GroupCam.groupMaps(input.features(), alpha, 5);
        double[][] negative = GroupCam.groupMaps(input.features(), minus, 5);
        assertEquals(4, positive.length, "12 channels in groups of ceil(12/5) = 3");
        for (int j = 0; j < 4; j++) {
            for (int p = 0; p < sum.length; p++) {
                sum[p] += positive[j][p] - negative[j][p];
            }
        }
        Maps.assertClose(ChannelSum.weighted(input.features(), alpha), sum, 1e-9, "sum of groups");
        CamMap one = map("groupcam:groups=1", network, seed, TinyNetwork.EARLY);
        double[] gradCam = raw("gradcam", network, seed, TinyNetwork.EARLY);
        double score = ((double[]) one.details().get("scores")).length == 0
                ? 0 : ((double[]) one.details().get("scores"))[0];
        Maps.assertClose(Arrays.stream(gradCam).map(v -> v * score).toArray(), one.raw(), 1e-9, "one group");
        assertEquals(score == 0, one.flags().contains("no-group-counts"));
    }

    /// Group-CAM written out for one group after the other.
    @Property(tries = 10)
    void groupCamIsWhatItsFormulaSays(@ForAll @IntRange(max = SEEDS) int seed) {
        TinyNetwork network = TinyNetwork.of(seed, 3);
        Tensor image = TinyNetwork.image(seed);
        CamInput input = network.input(image, TinyNetwork.EARLY, Target.logit(C));
        Tensor blurred = new GaussianBlur(25, 50).apply(image);
        double baseline = network.forward(blurred, TinyNetwork.LAST).prediction().probabilities()[C];
        double[] current = new double[input.features().positions()];
        for (double[] map : GroupCam.groupMaps(input.features(), LayerGradient.of(input).means(), 4)) {
            double[] mask = Normalisation.minMax(upsampled(map, input.features(), image));
            if (mask == null) {
                continue;
            }
            float[] values = new float[image.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (image.values()[i] * mask[i / 3] + blurred.values()[i] * (1 - mask[i / 3]));
            }
            Tensor mixed = new Tensor(image.height(), image.width(), 3, values);
            double score = network.forward(mixed, TinyNetwork.LAST).prediction().probabilities()[C] - baseline;
            for (int p = 0; p < current.length; p++) {
                current[p] += Math.max(0, score) * map[p];
            }
        }
        Maps.assertClose(
                current, raw("groupcam:groups=4", network, seed, TinyNetwork.EARLY), 1e-4, 0.01, "Group-CAM");
    }
}

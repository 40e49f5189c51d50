package lowrankcam.cam.inputmask;

import java.util.Arrays;
import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.ChannelMasks;
import lowrankcam.cam.ChannelMasks.Rule;
import lowrankcam.cam.ChannelSum;
import lowrankcam.cam.LayerGradient;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// gScoreCAM: Score-CAM on the k channels of largest mean gradient.
///
/// Paper: P. Chen, Q. Li, S. Biaz, T. Bui, A. Nguyen, "gScoreCAM: What objects is CLIP looking at?", ACCV 2022.
/// `I_k = (1/P) Σ_p g[p,k]`, signed; S: the k largest, of equals the lower index; `s_k = y_c(x ⊙ H_k)`;
/// `w = softmax of s over S`; `L[p] = ReLU(Σ_{k ∈ S} w_k M[p,k])`.
///
/// | variant | k | softmax over |
/// |---|---|---|
/// | `selected-only` | parameter k, 300 as in the authors' code | the selected channels, as the paper says |
/// | `ten-percent` | a tenth of the channels, rounded up: the paper's 300 of 3072 | same |
/// | `zero-fill` | parameter k | all channels, those not selected with score 0, as the authors' code does |
///
/// | choice | here |
/// |---|---|
/// | mask | upsampled with corners on corners, then min–max with 1e-6 in the divisor, as in the authors' code |
/// | gradient | of the logit |
/// | dead channels among the selected | their mask is zero: one pass of a blank input serves them all |
///
/// With `zero-fill` every channel not selected weighs `e^0 / Z`, more than a selected one whose logit is negative.
/// At the last layer with one dense layer `I_k = W[c,k] / P`: the selected set depends on the class only, not on
/// the image. Passes: k network passes and one backward pass (none in closed form).
///
/// @param count   how many channels
/// @param k       their number, if given
/// @param softmax over which channels
public record GScoreCam(Count count, int k, Softmax softmax) implements CamMethod {

    private static final double EPSILON = 1e-6;

    public static final MethodInfo INFO =
            new MethodInfo(
                    "gscorecam", "gScoreCAM", "Chen et al., ACCV 2022", Group.INPUT_MASKS,
                    "1 + k network + 1 backward", MethodInfo.ANYWHERE,
                    List.of(new MethodInfo.Parameter("k", "300", "channels to score")),
                    List.of(
                            variant(
                                    "selected-only", "softmax over the k selected channels", Count.GIVEN,
                                    Softmax.SELECTED),
                            variant("ten-percent", "same, a tenth of the channels", Count.TENTH, Softmax.SELECTED),
                            variant(
                                    "zero-fill", "the authors' code: channels not selected score 0 in the softmax",
                                    Count.GIVEN, Softmax.ALL_ZERO_FILLED)));

    /// How many channels are scored.
    public enum Count {
        GIVEN,
        TENTH
    }

    /// Over which channels the softmax runs.
    public enum Softmax {
        SELECTED,
        ALL_ZERO_FILLED
    }

    private static MethodInfo.Variant variant(String id, String meaning, Count count, Softmax softmax) {
        return new MethodInfo.Variant(
                id, meaning, settings -> new GScoreCam(count, settings.whole("k", 1, Integer.MAX_VALUE), softmax));
    }

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public int maskedInputs(CamInput input) {
        return wanted(input.features().channels());
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor features = input.features();
        int channels = features.channels();
        int wanted = wanted(channels);
        int[] selected = largest(LayerGradient.ofLogit(input).means(), wanted);
        double[] scores =
                new ChannelMasks(input, Rule.ALIGN_CORNERS_THEN_SCALE, EPSILON)
                        .scores(selected, Target.Score.LOGIT).ofChannels();
        return new CamMap(features, ChannelSum.weighted(features, weights(channels, selected, scores))).rectify()
                .choice("score", "logit")
                .detail("selectedChannels", selected.length)
                .detail("channels", channels);
    }

    private double[] weights(int channels, int[] selected, double[] scores) {
        double[] weights = new double[channels];
        double[] values = softmax == Softmax.SELECTED ? ChannelSum.softmax(scores) : scores;
        for (int i = 0; i < selected.length; i++) {
            weights[selected[i]] = values[i];
        }
        return softmax == Softmax.SELECTED ? weights : ChannelSum.softmax(weights);
    }

    /// Indices of the largest values, ascending by index; of equal values the lower index.
    private int wanted(int channels) {
        return Math.min(channels, count == Count.TENTH ? (channels + 9) / 10 : k);
    }

    private static int[] largest(double[] values, int wanted) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
        return Arrays.stream(order).limit(wanted).mapToInt(Integer::intValue).sorted().toArray();
    }
}

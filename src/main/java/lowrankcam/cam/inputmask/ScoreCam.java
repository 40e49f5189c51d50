package lowrankcam.cam.inputmask;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.ChannelMasks;
import lowrankcam.cam.ChannelMasks.Rule;
import lowrankcam.cam.ChannelSum;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// Score-CAM: every channel becomes a mask of the input, and the network's answer to the masked input is its weight.
///
/// Paper: H. Wang, Z. Wang, M. Du, F. Yang, Z. Zhang, S. Ding, P. Mardziel, X. Hu, "Score-CAM: Score-Weighted Visual
/// Explanations for Convolutional Neural Networks", CVPR Workshops 2020.
/// `H_k = Norm(up(A_k))`, `L[p] = ReLU(Σ_k w_k M[p,k])`.
///
/// | variant | mask | weight |
/// |---|---|---|
/// | `authors-code` | upsampled (half-pixel), then min–max | `q_c(x ⊙ H_k)` |
/// | `paper` | same | softmax over channels of `y_c(x ⊙ H_k) - y_c(0)`: Algorithm 1; the baseline cancels |
/// | `pytorch-grad-cam` | upsampled (corners on corners), then min–max, 1e-8 in the divisor | as `paper` |
/// | `torch-cam` | min–max, 1e-8 in the divisor, then upsampled (half-pixel) | as `paper` |
/// | `cic` | as `authors-code` | `ReLU(q_c(x ⊙ H_k) - q_c(0))`, the increase in confidence |
/// | `max-n` | as `authors-code`, the n channels of largest standard deviation (Faster-Score-CAM) | same |
///
/// | choice | here |
/// |---|---|
/// | masked | the network's input after preprocessing; zero is that range's zero |
/// | sum | the raw maps, at the layer's resolution, k ascending |
/// | constant channels, dead ones too | no pass and no weight |
/// | same in the libraries' variants | their mask is zero: one pass of a blank input serves them all in the softmax |
///
/// Passes: one network pass for each channel that is not constant, one more for a blank input where it is needed.
/// Masked inputs are made when their turn comes.
///
/// @param rule    from map to mask
/// @param epsilon in the divisor of min–max
/// @param weight  from score to weight
/// @param most    channels to take, those of largest standard deviation first
public record ScoreCam(Rule rule, double epsilon, Weight weight, int most) implements CamMethod {

    private static final double LIBRARY_EPSILON = 1e-8;

    public static final MethodInfo INFO =
            new MethodInfo(
                    "scorecam", "Score-CAM", "Wang et al., CVPR Workshops 2020", Group.INPUT_MASKS,
                    "1 + channels that are not constant (up to K + 1 = 2049) network", MethodInfo.ANYWHERE,
                    List.of(new MethodInfo.Parameter("n", "10", "channels of variant max-n")),
                    List.of(
                            MethodInfo.variant("authors-code", "weight: probability", new ScoreCam()),
                            MethodInfo.variant(
                                    "paper", "weight: softmax over channels of logits",
                                    new ScoreCam(Rule.UPSAMPLE_THEN_SCALE, 0, Weight.SOFTMAX_OVER_CHANNELS)),
                            MethodInfo.variant(
                                    "pytorch-grad-cam", "as paper, masks upsampled with corners on corners",
                                    new ScoreCam(
                                            Rule.ALIGN_CORNERS_THEN_SCALE, LIBRARY_EPSILON,
                                            Weight.SOFTMAX_OVER_CHANNELS)),
                            MethodInfo.variant(
                                    "torch-cam", "as paper, masks scaled before they are upsampled",
                                    new ScoreCam(
                                            Rule.SCALE_THEN_UPSAMPLE, LIBRARY_EPSILON, Weight.SOFTMAX_OVER_CHANNELS)),
                            MethodInfo.variant(
                                    "cic", "weight: increase of the probability over a blank input",
                                    new ScoreCam(Rule.UPSAMPLE_THEN_SCALE, 0, Weight.INCREASE)),
                            new MethodInfo.Variant(
                                    "max-n", "only the n channels of largest standard deviation",
                                    settings -> new ScoreCam(
                                            Rule.UPSAMPLE_THEN_SCALE, 0, Weight.PROBABILITY,
                                            settings.whole("n", 1, Integer.MAX_VALUE)))));

    /// From score to weight.
    enum Weight {
        /// `q_c(x ⊙ H_k)`.
        PROBABILITY,
        /// `ReLU(q_c(x ⊙ H_k) - q_c(0))`.
        INCREASE,
        /// `exp(y_k) / Σ_j exp(y_j)` with `y_k = y_c(x ⊙ H_k)`.
        SOFTMAX_OVER_CHANNELS
    }

    /// The authors' code.
    public ScoreCam() {
        this(Rule.UPSAMPLE_THEN_SCALE, 0, Weight.PROBABILITY);
    }

    ScoreCam(Rule rule, double epsilon, Weight weight) {
        this(rule, epsilon, weight, Integer.MAX_VALUE);
    }

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public int maskedInputs(CamInput input) {
        return Math.min(most, ChannelMasks.varying(input.features()).length);
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor features = input.features();
        int[] varying = ChannelMasks.varying(features);
        int[] channels = strongest(features, varying, most);
        if (epsilon > 0 && channels.length == varying.length) {
            channels = IntStream.range(0, features.channels()).toArray();
        }
        double[] ofChannels = weights(new ChannelMasks(input, rule, epsilon), channels);
        double[] weights = new double[features.channels()];
        for (int i = 0; i < channels.length; i++) {
            weights[channels[i]] = ofChannels[i];
        }
        return new CamMap(features, ChannelSum.weighted(features, weights)).rectify()
                .choice("score", weight == Weight.SOFTMAX_OVER_CHANNELS ? "logit" : "probability")
                .choice("weight", weight.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .choice("mask", rule.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .detail("liveChannels", varying.length)
                .detail("channels", features.channels());
    }

    private double[] weights(ChannelMasks masks, int[] channels) {
        return switch (weight) {
            case PROBABILITY -> masks.scores(channels, Target.Score.PROBABILITY).ofChannels();
            case SOFTMAX_OVER_CHANNELS ->
                    ChannelSum.softmax(masks.scores(channels, Target.Score.LOGIT).ofChannels());
            case INCREASE -> increases(masks, channels);
        };
    }

    /// `ReLU(q_c(x ⊙ H_k) - q_c(0))`.
    static double[] increases(ChannelMasks masks, int[] channels) {
        ChannelMasks.Scores scores = masks.scoresAndBlank(channels, Target.Score.PROBABILITY);
        return Arrays.stream(scores.ofChannels()).map(score -> Math.max(0, score - scores.blank())).toArray();
    }

    /// The channels of largest standard deviation over positions, ascending by index; of equals the first.
    static int[] strongest(Tensor features, int[] channels, int most) {
        if (most >= channels.length) {
            return channels;
        }
        Integer[] order = new Integer[channels.length];
        double[] deviations = new double[channels.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            deviations[i] = deviation(ChannelSum.map(features, channels[i]));
        }
        Arrays.sort(order, (a, b) -> Double.compare(deviations[b], deviations[a]));
        return Arrays.stream(order).limit(most).mapToInt(i -> channels[i]).sorted().toArray();
    }

    private static double deviation(double[] map) {
        double mean = Arrays.stream(map).average().orElse(0);
        double squares = 0;
        for (double value : map) {
            squares = Math.fma(value - mean, value - mean, squares);
        }
        return Math.sqrt(squares / map.length);
    }
}

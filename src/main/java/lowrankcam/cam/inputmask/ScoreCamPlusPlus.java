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
import lowrankcam.cam.LayerGradient;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// Score-CAM++: Score-CAM on the channels that speak for the class. **A reading:** neither text nor code of the
/// paper was at hand.
///
/// Paper: Y. Chen, G. Zhong, "Score-CAM++: Class Discriminative Localization with Feature Map Selection", Journal
/// of Physics: Conference Series 2278, 2022, 012018. Title and citing papers say that feature maps are selected, by
/// positive relevance. `S = {k : Σ_p g[p,k] M[p,k] > 0}`, then Score-CAM (`authors-code`) on S.
///
/// | variant | channels S |
/// |---|---|
/// | `positive-relevance` | `Σ_p g[p,k] M[p,k] > 0`; with a linear rest `W[c,k] > 0` and not dead |
/// | `positive-gradient` | `Σ_p g[p,k] > 0` |
/// | `top-n-std` | the n of largest standard deviation |
/// | `cic-positive` | `q_c(x ⊙ H_k) > q_c(0)`: all channels are scored, no pass is saved |
/// | `gated-tanh` | all; `H_k = tanh(up(A_k))`, `L = ReLU(Σ_k q_c(x ⊙ H_k) H_k)` at the input's resolution |
///
/// `gated-tanh` is another method of nearly the same name, by S. Mitra et al. (arXiv 2404.19341), later than this
/// one. Gradients are those of the logit. Constant channels are left out.
///
/// Passes: one network pass for each channel in S, and one backward pass (none in closed form).
/// Flag: `no-channel-selected` if S is empty; the map is then zero.
///
/// @param selection which channels
/// @param most      n, for the selection by standard deviation
public record ScoreCamPlusPlus(Selection selection, int most) implements CamMethod {

    public static final MethodInfo INFO =
            new MethodInfo(
                    "scorecam++", "Score-CAM++ (a reading)", "Chen & Zhong, J. Phys. Conf. Ser. 2022",
                    Group.INPUT_MASKS, "1 + selected channels network + 1 backward", MethodInfo.ANYWHERE,
                    List.of(new MethodInfo.Parameter("n", "500", "channels of variant top-n-std")),
                    List.of(
                            variant(Selection.POSITIVE_RELEVANCE, "channels whose gradient times features is positive"),
                            variant(Selection.POSITIVE_GRADIENT, "channels whose mean gradient is positive"),
                            variant(Selection.TOP_N_STD, "the n channels of largest standard deviation"),
                            variant(Selection.CIC_POSITIVE, "channels that raise the probability over a blank input"),
                            variant(Selection.GATED_TANH, "another method: arXiv 2404.19341, masks by tanh")));

    /// Which channels.
    public enum Selection {
        POSITIVE_RELEVANCE,
        POSITIVE_GRADIENT,
        TOP_N_STD,
        CIC_POSITIVE,
        GATED_TANH
    }

    private static MethodInfo.Variant variant(Selection selection, String meaning) {
        return new MethodInfo.Variant(
                selection.name().toLowerCase(Locale.ROOT).replace('_', '-'), meaning,
                settings -> new ScoreCamPlusPlus(selection, settings.whole("n", 1, Integer.MAX_VALUE)));
    }

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public int maskedInputs(CamInput input) {
        int live = ChannelMasks.varying(input.features()).length;
        return selection == Selection.TOP_N_STD ? Math.min(most, live) : live;
    }

    @Override
    public CamMap explain(CamInput input) {
        if (selection == Selection.GATED_TANH) {
            return gatedTanh(input);
        }
        Tensor features = input.features();
        int[] varying = ChannelMasks.varying(features);
        ChannelMasks masks = new ChannelMasks(input, Rule.UPSAMPLE_THEN_SCALE, 0);
        double[] weights = new double[features.channels()];
        int selected;
        if (selection == Selection.CIC_POSITIVE) {
            ChannelMasks.Scores scores = masks.scoresAndBlank(varying, Target.Score.PROBABILITY);
            selected = 0;
            for (int i = 0; i < varying.length; i++) {
                if (scores.ofChannels()[i] > scores.blank()) {
                    weights[varying[i]] = scores.ofChannels()[i];
                    selected++;
                }
            }
        } else {
            int[] chosen = chosen(input, varying);
            double[] scores = masks.scoresOfEach(chosen, Target.Score.PROBABILITY);
            selected = chosen.length;
            for (int i = 0; i < chosen.length; i++) {
                weights[chosen[i]] = scores[i];
            }
        }
        CamMap map = new CamMap(features, ChannelSum.weighted(features, weights)).rectify();
        return described(selected == 0 ? map.flag("no-channel-selected") : map, varying.length, selected);
    }

    private int[] chosen(CamInput input, int[] varying) {
        Tensor features = input.features();
        return switch (selection) {
            case POSITIVE_RELEVANCE -> positive(varying, LayerGradient.ofLogit(input).relevances(features));
            case POSITIVE_GRADIENT -> positive(varying, LayerGradient.ofLogit(input).means());
            case TOP_N_STD -> ScoreCam.strongest(features, varying, most);
            case CIC_POSITIVE, GATED_TANH -> varying;
        };
    }

    private static int[] positive(int[] channels, double[] measure) {
        return Arrays.stream(channels).filter(k -> measure[k] > 0).toArray();
    }

    private CamMap gatedTanh(CamInput input) {
        Tensor features = input.features();
        Tensor image = input.trace().image();
        boolean[] alive = ChannelSum.alive(features);
        int[] channels = IntStream.range(0, alive.length).filter(k -> alive[k]).toArray();
        ChannelMasks masks = new ChannelMasks(input, Rule.UPSAMPLE_THEN_TANH, 0);
        double[] weights = masks.scoresOfEach(channels, Target.Score.PROBABILITY);
        double[] sum = new double[image.positions()];
        for (int i = 0; i < channels.length; i++) {
            float[] mask = masks.mask(channels[i]);
            for (int p = 0; p < sum.length; p++) {
                sum[p] = Math.fma(weights[i], (double) mask[p], sum[p]);
            }
        }
        return described(new CamMap(image, sum).rectify(), channels.length, channels.length);
    }

    private static CamMap described(CamMap map, int live, int selected) {
        return map.choice("score", "probability")
                .detail("liveChannels", live)
                .detail("selectedChannels", selected);
    }
}

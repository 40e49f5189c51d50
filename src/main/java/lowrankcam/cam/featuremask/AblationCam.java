package lowrankcam.cam.featuremask;

import java.util.List;
import java.util.stream.IntStream;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.ChannelSum;
import lowrankcam.cam.HeadPasses;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// Ablation-CAM: channels weighed by how much the score falls without them.
///
/// Paper: S. Desai, H. G. Ramaswamy, "Ablation-CAM: Visual Explanations for Deep Convolutional Network via
/// Gradient-free Localization", WACV 2020. `w_k = s - s^(-k)`, with `s^(-k)` the score when channel k is set to
/// zero; `L[p] = ReLU(Σ_k w_k M[p,k])`.
///
/// | choice | here |
/// |---|---|
/// | division by s | none: the same positive factor for all channels, or, where `s < 0`, the whole map turned over |
/// | variant `divide-signed` | divides, as the paper; as pytorch-grad-cam where the layer's smallest value is 0 |
/// | score | the target's: logit by default. A probability near 1 leaves all weights near 0 |
/// | ablated value | 0 |
///
/// With one dense layer after the last layer and a logit, `w_k = W[c,k] · gap_k`, one multiplication. With more
/// dense layers the head runs on the pooled features. Elsewhere the rest of the network runs once for each channel
/// that is not dead; a dead one changes nothing and weighs exactly 0.
///
/// Passes: one network pass and one head pass for each channel that is not dead; none in closed form.
/// Flags: `nothing-positive`; `negative-score` if the division turned the map over.
///
/// @param division what the differences are divided by
public record AblationCam(Division division) implements CamMethod {

    public static final MethodInfo INFO =
            new MethodInfo(
                    "ablationcam", "Ablation-CAM", "Desai & Ramaswamy, WACV 2020", Group.FEATURE_MASKS,
                    "1 network + live channels head (+ 0 for a logit of one dense layer after the last layer)",
                    MethodInfo.ANYWHERE, List.of(),
                    List.of(
                            MethodInfo.variant("difference", "no division", new AblationCam(Division.NONE)),
                            MethodInfo.variant(
                                    "divide-signed", "divided by the score, as in the paper and pytorch-grad-cam",
                                    new AblationCam(Division.BY_SCORE))));

    /// What the differences are divided by.
    public enum Division {
        NONE,
        BY_SCORE
    }

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor features = input.features();
        Target target = input.target();
        double score = target.of(input.trace().prediction());
        double[] weights =
                input.hasLinearRest() && target.score() == Target.Score.LOGIT
                        ? closedForm(input) : differences(input, score);
        if (division == Division.BY_SCORE) {
            for (int k = 0; k < weights.length; k++) {
                weights[k] /= score;
            }
        }
        CamMap map = new CamMap(features, ChannelSum.weighted(features, weights)).rectify();
        if (division == Division.BY_SCORE && score < 0) {
            map.flag("negative-score");
        }
        return map.choice("score", input.scoreName()).detail("scoreOfImage", score);
    }

    /// `W[c,k] · gap_k`.
    private static double[] closedForm(CamInput input) {
        ClassifierHead head = input.model().head();
        Target target = input.target();
        double[] weights = ChannelSum.totals(input.features());
        for (int k = 0; k < weights.length; k++) {
            double weight = head.weight(target.classIndex(), k);
            if (target.isContrast()) {
                weight -= head.weight(target.contrast(), k);
            }
            weights[k] = weight * (weights[k] / input.features().positions());
        }
        return weights;
    }

    private static double[] differences(CamInput input, double ofTrace) {
        boolean[] alive = ChannelSum.alive(input.features());
        int[] live = IntStream.range(0, alive.length).filter(k -> alive[k]).toArray();
        HeadPasses passes =
                new HeadPasses(input, logits -> input.target().of(logits, input.model().head().activation()));
        double score = passes.unchanged().orElse(ofTrace);
        double[] ablated = passes.without(live);
        double[] weights = new double[alive.length];
        for (int i = 0; i < live.length; i++) {
            weights[live[i]] = score - ablated[i];
        }
        return weights;
    }
}

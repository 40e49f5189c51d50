package lowrankcam.cam.inputmask;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.InputPasses;
import lowrankcam.cam.LayerGradient;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.cam.Normalisation;
import lowrankcam.kernel.ResampleWeights;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// Group-CAM: groups of channels, weighed by their mean gradients, become masks between the image and its blur.
///
/// Paper: Q. Zhang, L. Rao, Y. Yang, "Group-CAM: Group Score-Weighted Visual Explanations for Deep Convolutional
/// Networks", arXiv 2103.13859, 2021. `α_k = (1/P) Σ_p g[p,k]`; groups of `ceil(K/G)` neighbouring channels, the
/// last one shorter; `E_j = ReLU(Σ_{k in j} α_k A_k)`; `U_j = up(E_j)`, `H_j = Norm(U_j)`,
/// `x_j = x ⊙ H_j + blur(x) ⊙ (1 - H_j)`; `s_j = ReLU(q_c(x_j) - q_c(blur(x)))`; `L = Σ_j s_j E_j` at the layer's
/// resolution.
///
/// | variant | groups (parameter `groups`) | small values of `E_j` | score | summed |
/// |---|---|---|---|---|
/// | `current` | 32 | kept | above the blurred image's, ReLU | `E_j` |
/// | `denoise` | 32 | zero up to the 70th percentile of the group, as the abstract's "de-noise" | same | `E_j` |
/// | `first-release` | 16 | zero up to the 70th percentile of all groups together | `q_c(x_j)`, no baseline | `H_j` |
///
/// | choice | here |
/// |---|---|
/// | blur | 51×51 Gaussian, σ 50, border mirrored; the first release does not say, and gets the same |
/// | upsampling | bilinear, half-pixel centres |
/// | gradient | of the logit; score: probability |
/// | flat groups | left out: their mask would be 0/0 |
/// | `H_j` summed at the layer's resolution | `(E_j - min U_j) / (max U_j - min U_j)`, which upsamples to `H_j` |
///
/// Not invariant to a permutation of channels: neighbours share a group. At `Mixed_7c` groups of 64 follow its
/// branches. Passes: one network pass for the blurred image (none in `first-release`), one for each group that is
/// not flat, and one backward pass (none in closed form). Flags: `group-skipped`, `no-group-counts` if no score is
/// above the baseline.
///
/// @param groups   G ≥ 1
/// @param denoise  what happens to small values
/// @param baseline what scores are measured from, and what is summed
public record GroupCam(int groups, Denoise denoise, Baseline baseline) implements CamMethod {

    private static final String AUTO = "auto";
    private static final double PERCENTILE = 0.7;
    private static final GaussianBlur BLUR = new GaussianBlur(25, 50);

    public static final MethodInfo INFO =
            new MethodInfo(
                    "groupcam", "Group-CAM", "Zhang, Rao & Yang, arXiv 2103.13859", Group.INPUT_MASKS,
                    "2 + groups network + 1 backward", MethodInfo.ANYWHERE,
                    List.of(new MethodInfo.Parameter(
                            "groups", AUTO, "groups of channels (auto: 32, first-release 16)")),
                    List.of(
                            variant("current", "the current release", 32, Denoise.NONE, Baseline.BLURRED),
                            variant(
                                    "denoise", "values up to each group's 70th percentile cut off", 32,
                                    Denoise.PER_GROUP, Baseline.BLURRED),
                            variant(
                                    "first-release", "16 groups, cut off jointly, no baseline, masks summed", 16,
                                    Denoise.JOINTLY, Baseline.NONE)));

    /// What happens to small values of a group's map.
    public enum Denoise {
        /// They stay.
        NONE,
        /// Zero up to the group's 70th percentile.
        PER_GROUP,
        /// Zero up to the 70th percentile of all groups.
        JOINTLY
    }

    /// What scores are measured from.
    public enum Baseline {
        /// The blurred image; negative differences count nothing; maps are summed as they are.
        BLURRED,
        /// Nothing; maps are summed as masks.
        NONE
    }

    private static MethodInfo.Variant variant(
            String id, String meaning, int byDefault, Denoise denoise, Baseline baseline) {
        return new MethodInfo.Variant(id, meaning, settings -> {
            boolean given = !settings.values().get("groups").equals(AUTO);
            return new GroupCam(given ? settings.whole("groups", 1, Integer.MAX_VALUE) : byDefault, denoise, baseline);
        });
    }

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public int maskedInputs(CamInput input) {
        return groups;
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor features = input.features();
        double[][] all = groupMaps(features, LayerGradient.ofLogit(input).means(), groups);
        denoise(all);
        double[][] maps = Arrays.stream(all).filter(e -> Normalisation.minMax(e) != null).toArray(double[][]::new);
        double[] scores = scores(input, maps);
        double[] sum = new double[features.positions()];
        double largest = 0;
        for (int j = 0; j < maps.length; j++) {
            largest = Math.max(largest, scores[j]);
            add(sum, scores[j], baseline == Baseline.BLURRED ? maps[j] : asMask(input, maps[j]));
        }
        CamMap map = new CamMap(features, sum).rectify()
                .choice("score", "probability")
                .choice("groups", groups)
                .detail("groupsUsed", maps.length)
                .detail("scores", scores);
        if (maps.length < all.length) {
            map.flag("group-skipped");
        }
        return largest == 0 ? map.flag("no-group-counts") : map;
    }

    /// `E_j`, one row for each group.
    public static double[][] groupMaps(Tensor features, double[] alpha, int groups) {
        int channels = features.channels();
        int size = (channels + groups - 1) / groups;
        double[][] maps = new double[(channels + size - 1) / size][features.positions()];
        for (int k = 0; k < channels; k++) {
            double[] map = maps[k / size];
            for (int p = 0; p < map.length; p++) {
                map[p] = Math.fma(alpha[k], (double) features.values()[p * channels + k], map[p]);
            }
        }
        for (double[] map : maps) {
            Normalisation.rectify(map);
        }
        return maps;
    }

    private void denoise(double[][] maps) {
        switch (denoise) {
            case NONE -> {}
            case PER_GROUP -> {
                for (double[] map : maps) {
                    cutOff(map, percentile(map.clone()));
                }
            }
            case JOINTLY -> {
                double threshold = percentile(Arrays.stream(maps).flatMapToDouble(Arrays::stream).toArray());
                for (double[] map : maps) {
                    cutOff(map, threshold);
                }
            }
        }
    }

    private static void cutOff(double[] map, double threshold) {
        for (int p = 0; p < map.length; p++) {
            map[p] = map[p] > threshold ? map[p] : 0;
        }
    }

    /// 70th percentile, linear between neighbours in order.
    private static double percentile(double[] values) {
        Arrays.sort(values);
        double place = PERCENTILE * (values.length - 1);
        int low = (int) place;
        double high = values[Math.min(low + 1, values.length - 1)];
        return values[low] + (place - low) * (high - values[low]);
    }

    /// One score for each map.
    private double[] scores(CamInput input, double[][] maps) {
        if (maps.length == 0) {
            return new double[0];
        }
        Tensor image = input.trace().image();
        Tensor blurred = BLUR.apply(image);
        int passes = maps.length + (baseline == Baseline.BLURRED ? 1 : 0);
        double[] scores =
                InputPasses.scores(
                        input, passes, j -> j < maps.length ? mixed(image, blurred, mask(input, maps[j])) : blurred,
                        Target.Score.PROBABILITY);
        return IntStream.range(0, maps.length)
                .mapToDouble(j -> baseline == Baseline.BLURRED
                        ? Math.max(0, scores[j] - scores[maps.length]) : scores[j])
                .toArray();
    }

    /// `x ⊙ h + blur(x) ⊙ (1 - h)`.
    private static Tensor mixed(Tensor image, Tensor blurred, float[] mask) {
        int channels = image.channels();
        float[] values = new float[image.values().length];
        for (int i = 0; i < values.length; i++) {
            float h = mask[i / channels];
            values[i] = image.values()[i] * h + blurred.values()[i] * (1 - h);
        }
        return new Tensor(image.height(), image.width(), channels, values);
    }

    /// `H_j`, H·W values.
    private static float[] mask(CamInput input, double[] map) {
        float[] mask = upsampled(input, map);
        float min = min(mask);
        float range = max(mask) - min;
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (mask[i] - min) / range;
        }
        return mask;
    }

    /// The map that upsamples to `H_j`.
    private static double[] asMask(CamInput input, double[] map) {
        float[] shown = upsampled(input, map);
        double min = min(shown);
        double range = max(shown) - min;
        return Arrays.stream(map).map(value -> (value - min) / range).toArray();
    }

    /// `U_j`, H·W values.
    private static float[] upsampled(CamInput input, double[] map) {
        Tensor features = input.features();
        Tensor image = input.trace().image();
        float[] small = new float[map.length];
        for (int p = 0; p < small.length; p++) {
            small[p] = (float) map[p];
        }
        float[] shown = new float[image.positions()];
        input.resample().resample(
                small, features.height(), features.width(), 1,
                ResampleWeights.halfPixel(features.height(), image.height()),
                ResampleWeights.halfPixel(features.width(), image.width()), shown);
        return shown;
    }

    private static float min(float[] values) {
        float min = Float.POSITIVE_INFINITY;
        for (float value : values) {
            min = Math.min(min, value);
        }
        return min;
    }

    private static float max(float[] values) {
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    private static void add(double[] sum, double factor, double[] map) {
        for (int p = 0; p < sum.length; p++) {
            sum[p] = Math.fma(factor, map[p], sum[p]);
        }
    }
}

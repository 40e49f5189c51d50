package lowrankcam.cam.featuremask;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.ChannelMasks;
import lowrankcam.cam.ChannelSum;
import lowrankcam.cam.HeadPasses;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.cam.Normalisation;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// FIMF-Score-CAM: each channel becomes a mask of the features themselves, and the head's answer is its weight.
///
/// Paper: J. Li, D. Zhang, B. Meng, Y. Li, L. Luo, "FIMF Score-CAM: Fast Score-CAM based on local multi-feature
/// integration for visual interpretation of CNNs", IET Image Processing 17(3), 2023. The variant `authors-code` is
/// that of a function of this name in the same group's later code (repository IGDA); the article's text was not at
/// hand. `T_k = 1[A_k > 0]`, `w_k = q_c(M ⊙ T_k)`, all channels multiplied by `T_k`; `L[p] = ReLU(Σ_k w_k M[p,k])`.
///
/// | variant | template `T_k` | summed maps |
/// |---|---|---|
/// | `authors-code` | `A_k > 0` | `A_k` |
/// | `soft-template` | `A_k` scaled by min–max, from a line the authors commented out | `A_k` |
/// | `integrated` | `A_k > 0` | `T_k ⊙ Σ_j A_j`, from the abstract's "integrates several features" |
///
/// The authors' layer stands before a ReLU. After one, `T_k` is the support of the map, and all channels that are
/// positive everywhere share the weight `q_c(x)`. Channels of equal templates share one head pass, exactly; constant
/// channels are left out.
/// Passes: one network pass and one head pass for each different template.
///
/// @param template from map to mask of the features
/// @param summed   what the weights are applied to
public record FimfScoreCam(Template template, Summed summed) implements CamMethod {

    public static final MethodInfo INFO =
            new MethodInfo(
                    "fimf", "FIMF-Score-CAM", "Li et al., IET Image Processing 2023", Group.FEATURE_MASKS,
                    "1 network + different templates (at most K) head", MethodInfo.ANYWHERE, List.of(),
                    List.of(
                            MethodInfo.variant(
                                    "authors-code", "template: where the channel is positive",
                                    new FimfScoreCam(Template.SUPPORT, Summed.CHANNEL)),
                            MethodInfo.variant(
                                    "soft-template", "template: the channel scaled to 0..1",
                                    new FimfScoreCam(Template.MIN_MAX, Summed.CHANNEL)),
                            MethodInfo.variant(
                                    "integrated", "all channels summed inside each template",
                                    new FimfScoreCam(Template.SUPPORT, Summed.ALL_INSIDE_TEMPLATE))));

    /// From map to mask of the features.
    public enum Template {
        /// 1 where the map is above zero.
        SUPPORT,
        /// The map, min–max.
        MIN_MAX
    }

    /// What the weights are applied to.
    public enum Summed {
        /// The channel's map.
        CHANNEL,
        /// The sum of all maps inside the template.
        ALL_INSIDE_TEMPLATE
    }

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor features = input.features();
        int[] varying = ChannelMasks.varying(features);
        Map<Mask, Integer> different = new LinkedHashMap<>();
        int[] passOf = new int[varying.length];
        for (int i = 0; i < varying.length; i++) {
            Mask mask = new Mask(template(features, varying[i]));
            passOf[i] = different.computeIfAbsent(mask, _ -> different.size());
        }
        List<Mask> masks = List.copyOf(different.keySet());
        double[] scores =
                new HeadPasses(input, logits -> input.score(logits, Target.Score.PROBABILITY))
                        .ofMasks(masks.size(), i -> masks.get(i).factors());
        double[] weights = new double[features.channels()];
        for (int i = 0; i < varying.length; i++) {
            weights[varying[i]] = scores[passOf[i]];
        }
        double[] map =
                switch (summed) {
                    case CHANNEL -> ChannelSum.weighted(features, weights);
                    case ALL_INSIDE_TEMPLATE -> insideTemplates(features, masks, passOf, scores);
                };
        return new CamMap(features, map).rectify()
                .choice("score", "probability")
                .detail("varyingChannels", varying.length)
                .detail("templates", masks.size());
    }

    private double[] template(Tensor features, int k) {
        double[] map = ChannelSum.map(features, k);
        return switch (template) {
            case MIN_MAX -> Normalisation.minMax(map);
            case SUPPORT -> {
                for (int p = 0; p < map.length; p++) {
                    map[p] = map[p] > 0 ? 1 : 0;
                }
                yield map;
            }
        };
    }

    /// `Σ_j M[p,j] · Σ_k w_k T_k[p]`, k ascending.
    private static double[] insideTemplates(Tensor features, List<Mask> masks, int[] passOf, double[] scores) {
        double[] ones = new double[features.channels()];
        Arrays.fill(ones, 1);
        double[] all = ChannelSum.weighted(features, ones);
        double[] map = new double[all.length];
        for (int pass : passOf) {
            double[] factors = masks.get(pass).factors();
            for (int p = 0; p < map.length; p++) {
                map[p] = Math.fma(scores[pass], factors[p], map[p]);
            }
        }
        for (int p = 0; p < map.length; p++) {
            map[p] *= all[p];
        }
        return map;
    }

    /// A mask, equal to another if all its factors are.
    private static final class Mask {
        private final double[] factors;

        Mask(double[] factors) {
            this.factors = factors;
        }

        double[] factors() {
            return factors;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Mask mask && Arrays.equals(factors, mask.factors);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(factors);
        }
    }
}

package lowrankcam.cam.lowrank;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lowrankcam.cam.Relu;
import lowrankcam.cam.lowrank.rank.FixedRank;
import lowrankcam.cam.lowrank.rank.RankRule;
import lowrankcam.format.UsageException;

/// The choices that the LowRank-CAM paper leaves open or that improve on it.
///
/// @param preset    name of the combination
/// @param rank      how many modes are used, r
/// @param sign      which half of a mode becomes the mask
/// @param mask      how a signed mode becomes a mask
/// @param score     what the head is asked for
/// @param finalRelu what happens to negative values of the sum
public record LowRankOptions(
        Preset preset, RankRule rank, Sign sign, Mask mask, Score score, Relu finalRelu) {

    /// Rank of the paper's Table 1.
    public static final int DEFAULT_RANK = 10;

    /// Which half of a mode becomes the mask.
    public enum Sign {
        /// `sign(u_i · Σ_k M[:,k])`: follows from summing the component over channels, as the paper does.
        CHANNEL_SUM,
        /// `sign(u_i · CAM_c)`: the half that speaks for the class.
        CLASS
    }

    /// How a signed mode becomes a mask.
    public enum Mask {
        /// ReLU, then min–max.
        RECTIFIED_MIN_MAX,
        /// The mode itself.
        LINEAR
    }

    /// What weighs a mask.
    public enum Score {
        /// Logit of the class for the masked features.
        LOGIT,
        /// Logit without the head's bias.
        LOGIT_NO_BIAS,
        /// Logit without the head's bias, negative values cut off.
        POSITIVE_LOGIT_NO_BIAS,
        /// Probability of the class for the masked features.
        PROBABILITY
    }

    /// Named combinations.
    public enum Preset {
        /// The paper's six steps with logit weights, and a ReLU at the end.
        DEFAULT(Sign.CHANNEL_SUM, Mask.RECTIFIED_MIN_MAX, Score.LOGIT, Relu.AT_THE_END),
        /// As the paper writes it: no ReLU at the end.
        PAPER_LITERAL(Sign.CHANNEL_SUM, Mask.RECTIFIED_MIN_MAX, Score.LOGIT, Relu.NONE),
        /// Probabilities as weights, as in Score-CAM.
        SCORECAM_LIKE(Sign.CHANNEL_SUM, Mask.RECTIFIED_MIN_MAX, Score.PROBABILITY, Relu.NONE),
        /// Sign by the class map, weights without bias and not negative. Not in the paper.
        CLASS_SIGNED(Sign.CLASS, Mask.RECTIFIED_MIN_MAX, Score.POSITIVE_LOGIT_NO_BIAS, Relu.AT_THE_END),
        /// No ReLU, no scaling, no bias: the class map of the rank-r truncated features, `M_r · W_cᵀ / P`.
        LINEAR(Sign.CHANNEL_SUM, Mask.LINEAR, Score.LOGIT_NO_BIAS, Relu.NONE),
        /// The positive part of `linear`: what speaks for the class. Not in the paper.
        POSITIVE(Sign.CHANNEL_SUM, Mask.LINEAR, Score.LOGIT_NO_BIAS, Relu.AT_THE_END);

        private final Sign sign;
        private final Mask mask;
        private final Score score;
        private final Relu finalRelu;

        Preset(Sign sign, Mask mask, Score score, Relu finalRelu) {
            this.sign = sign;
            this.mask = mask;
            this.score = score;
            this.finalRelu = finalRelu;
        }

        /// The name on the command line: `default`, `paper-literal`, …
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static List<String> ids() {
            return Arrays.stream(values()).map(Preset::id).toList();
        }

        /// @throws UsageException naming the presets there are
        public static Preset of(String id) {
            for (Preset preset : values()) {
                if (preset.id().equals(id)) {
                    return preset;
                }
            }
            throw new UsageException(
                    "preset: expected one of " + String.join(", ", ids()) + "; found '" + id + "'");
        }
    }

    /// The same choices at a fixed rank.
    LowRankOptions withRank(int fixed) {
        return new LowRankOptions(preset, new FixedRank(fixed), sign, mask, score, finalRelu);
    }

    /// A preset at a rank.
    ///
    /// @param rank r ≥ 1
    public static LowRankOptions of(Preset preset, int rank) {
        return of(preset, new FixedRank(rank));
    }

    /// A preset with a rank for each image.
    public static LowRankOptions of(Preset preset, RankRule rank) {
        return new LowRankOptions(preset, rank, preset.sign, preset.mask, preset.score, preset.finalRelu);
    }
}

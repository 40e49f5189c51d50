package lowrankcam.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.format.UsageException;
import lowrankcam.metric.MetricSettings;

/// What `tune-rank` was asked for.
///
/// @param layer     target layer
/// @param preset    of LowRank-CAM
/// @param ranks     ascending, each at least 1
/// @param metrics   choices of the metrics
/// @param bootstrap of the intervals
/// @param rule      how the rank is chosen
public record RankPlan(
        String layer, LowRankOptions.Preset preset, List<Integer> ranks, MetricSettings metrics, Bootstrap bootstrap,
        Rule rule) implements RunPlan {

    /// What the chosen rank maximises; of equal ranks the lowest is chosen.
    public enum Rule {
        /// Mean insertion AUC plus 1 - mean deletion AUC.
        SUM,
        /// Mean insertion AUC.
        INSERTION,
        /// 1 - mean deletion AUC.
        DELETION;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// @throws UsageException naming the rules there are
        public static Rule of(String id) {
            for (Rule rule : values()) {
                if (rule.id().equals(id)) {
                    return rule;
                }
            }
            throw new UsageException("--rule: expected sum, insertion or deletion, found '" + id + "'");
        }

        /// @param insertion mean insertion AUC
        /// @param deletion  mean deletion AUC
        public double of(double insertion, double deletion) {
            return switch (this) {
                case SUM -> insertion + 1 - deletion;
                case INSERTION -> insertion;
                case DELETION -> 1 - deletion;
            };
        }
    }

    public RankPlan {
        ranks = ranks.stream().distinct().sorted().toList();
        if (ranks.isEmpty() || ranks.getFirst() < 1) {
            throw new UsageException("--ranks: expected ranks of at least 1, found " + ranks);
        }
    }

    /// Reads `first:last:step` or `a,b,c`.
    public static List<Integer> parseRanks(String text) {
        List<Integer> ranks = new ArrayList<>();
        if (text.matches("[0-9]{1,4}:[0-9]{1,4}:[0-9]{1,4}")) {
            String[] parts = text.split(":");
            int step = Integer.parseInt(parts[2]);
            for (int r = Integer.parseInt(parts[0]); step > 0 && r <= Integer.parseInt(parts[1]); r += step) {
                ranks.add(r);
            }
        } else if (Arrays.stream(text.split(",", -1)).allMatch(part -> part.matches("[0-9]{1,4}"))) {
            for (String part : text.split(",")) {
                ranks.add(Integer.parseInt(part));
            }
        }
        if (ranks.isEmpty() || ranks.contains(0)) {
            throw new UsageException(
                    "--ranks: expected FIRST:LAST:STEP or a list such as 5,10,20, found '" + text + "'");
        }
        return ranks;
    }
}

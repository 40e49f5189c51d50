package lowrankcam.cam.lowrank.rank;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a rank rule decided.
///
/// @param rank    modes to use; 0 only where there are none
/// @param figures numbers the decision rests on, by name
/// @param flags   what a reader should know, for example `rule-not-met`
public record RankChoice(int rank, Map<String, Object> figures, List<String> flags) {

    /// No rank within the limit meets the rule; the limit is used.
    static final String NOT_MET = "rank-rule-not-met";

    public static RankChoice of(int rank) {
        return new RankChoice(rank, Map.of(), List.of());
    }

    public static RankChoice of(int rank, String figure, double value) {
        return new RankChoice(rank, Map.of(figure, value), List.of());
    }

    /// The same decision with one more number; the order of numbers is kept.
    public RankChoice with(String figure, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(figures);
        more.put(figure, value);
        return new RankChoice(rank, more, flags);
    }

    RankChoice flagged(String flag) {
        return new RankChoice(rank, figures, List.of(flag));
    }
}

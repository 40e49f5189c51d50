package lowrankcam.stability;

import java.util.List;

/// What one map becomes.
///
/// @param subject     the map
/// @param signMargins of its modes, in their order; none where a method has no modes
/// @param changes     all that was tried, in order
public record MapStability(StabilityRun.Subject subject, List<Double> signMargins, List<MapChange> changes) {

    /// The changes of a kind.
    public List<MapChange> of(MapChange.Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).toList();
    }

    /// The least rank correlation among the changes of a kind, NaN if there are none or it is undefined for one.
    public double leastSpearman(MapChange.Kind kind) {
        List<MapChange> some = of(kind);
        return some.isEmpty() ? Double.NaN : some.stream().mapToDouble(change -> change.similarity().spearman())
                .reduce(Double.POSITIVE_INFINITY, Math::min);
    }

    /// The least sign margin, NaN if there is none.
    public double leastSignMargin() {
        return signMargins.stream().mapToDouble(margin -> margin).min().orElse(Double.NaN);
    }
}

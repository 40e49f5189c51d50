package lowrankcam.evaluation;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.metric.Choice;

/// Metrics that are asked for together, because they share their passes.
public enum MetricGroup implements Choice {
    /// Average drop and increase, coherency, complexity, ADCC: the columns of the paper's Table 1. One more network pass
    /// and one more map for each method.
    ADCC,
    /// Insertion and deletion, two network passes for each step.
    CURVES,
    /// Remove and debias, two network passes for each percentile.
    ROAD,
    /// Pointing game and energy in the mask, where the data set has ground truth. No passes.
    LOCALISATION;

    /// As settings name the group for localisation.
    private static final String PLACE = "place";

    /// `localisation` is `place` in settings, which must not change.
    @Override
    public String id() {
        return this == LOCALISATION ? PLACE : Choice.super.id();
    }

    /// @param names ids, `localisation`, or `all`
    public static List<MetricGroup> parse(List<String> names) {
        if (names.contains("all")) {
            return List.of(values());
        }
        List<MetricGroup> groups = new ArrayList<>();
        for (String name : names) {
            groups.add(name.equals("localisation") ? LOCALISATION : Choice.parse(MetricGroup.class, "--metrics", name));
        }
        return groups.stream().distinct().sorted().toList();
    }
}

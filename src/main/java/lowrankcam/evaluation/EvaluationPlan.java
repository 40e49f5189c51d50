package lowrankcam.evaluation;

import java.util.List;
import lowrankcam.format.UsageException;
import lowrankcam.metric.MetricSettings;

/// What `evaluate` was asked for.
///
/// @param layer     target layer
/// @param columns   methods
/// @param groups    metrics
/// @param metrics   choices of the metrics
/// @param bootstrap of the intervals
/// @param reference column that the others are compared with, or empty
/// @param pictures  of the first so many images of the run, every map is kept as a picture
public record EvaluationPlan(
        String layer, List<MethodColumn> columns, List<MetricGroup> groups, MetricSettings metrics,
        Bootstrap bootstrap, String reference, int pictures) implements RunPlan {

    public EvaluationPlan {
        columns = List.copyOf(columns);
        groups = List.copyOf(groups);
        if (columns.isEmpty()) {
            throw new UsageException("methods: expected at least one, found none");
        }
        if (columns.stream().map(MethodColumn::name).distinct().count() < columns.size()) {
            throw new UsageException(
                    "methods: expected each once, found "
                            + String.join(", ", columns.stream().map(MethodColumn::name).toList()));
        }
        if (pictures < 0) {
            throw new UsageException("--pictures: expected 0 or more, found " + pictures);
        }
    }

    public boolean wants(MetricGroup group) {
        return groups.contains(group);
    }
}

package lowrankcam.evaluation;

import java.util.List;
import lowrankcam.format.UsageException;
import lowrankcam.metric.MetricSettings;

/// What `evaluate` was asked for.
///
/// @param layer     target layer
/// @param methods   what is compared
/// @param groups    metrics
/// @param metrics   choices of the metrics
/// @param bootstrap of the intervals
/// @param reference method that the others are compared with, or empty
/// @param pictures  of the first so many images of the run, every map is kept as a picture
public record EvaluationPlan(
        String layer, List<EvaluatedMethod> methods, List<MetricGroup> groups, MetricSettings metrics,
        Bootstrap bootstrap, String reference, int pictures) implements RunPlan {

    public EvaluationPlan {
        methods = List.copyOf(methods);
        groups = List.copyOf(groups);
        if (methods.isEmpty()) {
            throw new UsageException("methods: expected at least one, found none");
        }
        if (methods.stream().map(EvaluatedMethod::name).distinct().count() < methods.size()) {
            throw new UsageException(
                    "methods: expected each once, found "
                            + String.join(", ", methods.stream().map(EvaluatedMethod::name).toList()));
        }
        if (pictures < 0) {
            throw new UsageException("--pictures: expected 0 or more, found " + pictures);
        }
    }

    public boolean wants(MetricGroup group) {
        return groups.contains(group);
    }
}

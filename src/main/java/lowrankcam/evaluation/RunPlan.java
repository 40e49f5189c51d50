package lowrankcam.evaluation;

import lowrankcam.metric.MetricSettings;

/// What a run was asked for: `evaluate` or `tune-rank`.
public sealed interface RunPlan permits EvaluationPlan, RankPlan {

    /// Target layer.
    String layer();

    /// Choices of the metrics.
    MetricSettings metrics();
}

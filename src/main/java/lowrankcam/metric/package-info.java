/// Scores of a map: pure functions of a map, an image and a model that answers with scores. Nothing here knows a
/// particular network, method, data set or file; tables of results and their files belong to {@link
/// lowrankcam.evaluation}. Read {@link lowrankcam.metric.MetricSettings} first: every free choice of every metric is a component
/// of it.
package lowrankcam.metric;

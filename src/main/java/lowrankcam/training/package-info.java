/// Fitting a classifier head on frozen features, by logistic regression.
/// Read {@link lowrankcam.training.HeadTraining} first.
package lowrankcam.training;

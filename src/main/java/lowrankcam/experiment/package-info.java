/// Work over whole data sets: fitting a head on frozen features, and measures of its success; and measurements
/// of time. Single images belong to the command line, data sets on disk to the dataset package.
/// Read {@link lowrankcam.experiment.HeadTraining} first.
package lowrankcam.experiment;

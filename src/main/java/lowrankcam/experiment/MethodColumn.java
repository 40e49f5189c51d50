package lowrankcam.experiment;

import lowrankcam.cam.CamMethod;

/// A method as a column of an experiment.
///
/// @param name   as results print it
/// @param method with all its options
/// @param cost   decides whether it is run once before it is timed
public record MethodColumn(String name, CamMethod method, Cost cost) {

    /// What a map costs beyond the network pass that all share.
    public enum Cost {
        /// Some work on the features.
        LIGHT,
        /// Many network passes.
        HEAVY
    }
}

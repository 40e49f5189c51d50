package lowrankcam.evaluation;

import lowrankcam.cam.CamMethod;

/// A method as a column of an experiment.
///
/// @param name      as results print it
/// @param method    with all its options
/// @param cost      decides whether it is run before it is timed
/// @param undefined what happens where head or layer do not allow the method
public record MethodColumn(String name, CamMethod method, Cost cost, Undefined undefined) {

    /// What a map costs beyond the network pass that all share.
    public enum Cost {
        /// Some work on the features.
        LIGHT,
        /// Many network passes.
        HEAVY
    }

    /// What happens where head or layer do not allow a method.
    public enum Undefined {
        /// The user named the method: the run ends.
        REFUSE,
        /// The method is one of a group: its row says so.
        SAY
    }
}

package lowrankcam.evaluation;

import java.nio.file.Path;

/// Told how a run gets on.
public interface RunListener {

    /// @param name   of the run
    /// @param folder of the run
    /// @param done   records that are there already
    /// @param all    records of the whole run
    void started(String name, Path folder, int done, int all);

    /// @param made        records made by this process
    /// @param toMake      records that it has to make
    /// @param secondsLeft NaN while nobody knows
    void records(int made, int toMake, double secondsLeft);

    /// A pass of a method that takes many.
    ///
    /// @param pass        of the map
    /// @param passes      that the map takes
    /// @param secondsLeft of the run; NaN while nobody knows
    void passes(int pass, int passes, double secondsLeft);

    /// All records are there, and all files are written.
    void ended(RunOutcome outcome);
}

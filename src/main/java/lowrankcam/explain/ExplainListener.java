package lowrankcam.explain;

/// Told what happens while images are explained.
public interface ExplainListener {

    /// Hears nothing.
    ExplainListener SILENT = _ -> {};

    /// One line that a user should read.
    void say(String line);

    /// A long work begins.
    ///
    /// @param what its name
    default void begin(String what) {}

    /// How far the work is that began last.
    ///
    /// @param done  passes or images finished
    /// @param total passes or images in all
    default void report(int done, int total) {}

    /// It has ended.
    default void end() {}
}

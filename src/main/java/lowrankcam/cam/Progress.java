package lowrankcam.cam;

/// Told about the passes of a long method.
@FunctionalInterface
public interface Progress {

    /// Says nothing.
    Progress NONE = (_, _) -> {};

    /// @param done  passes finished
    /// @param total passes in all
    void report(int done, int total);
}

package lowrankcam.kernel;

/// One step of a network, laid out once: numbered items that can be done in any order, by any thread.
///
/// Items are numbered in the order in which their outputs lie in memory, so that neighbours share cache lines.
/// Running an item allocates nothing.
public interface Task {

    /// Number of items.
    int items();

    /// Does one item: writes its outputs and nothing else.
    ///
    /// @param item   0 … items-1
    /// @param thread 0 … threads-1, whose scratch memory may be used
    void run(int item, int thread);
}

package lowrankcam.nn;

import java.util.List;

/// What threads can share out between two waits.
///
/// @param stage whose layers these are
/// @param parts layers that run side by side
public record WaveSize(String stage, List<Part> parts) {

    /// One layer.
    ///
    /// @param items      that may run on different threads
    /// @param operations multiply-adds of a convolution; values that a pool looks at
    public record Part(int items, long operations) {}

    public WaveSize {
        parts = List.copyOf(parts);
    }

    public int items() {
        return parts.stream().mapToInt(Part::items).sum();
    }

    public long operations() {
        return parts.stream().mapToLong(Part::operations).sum();
    }
}

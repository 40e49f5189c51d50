package lowrankcam;

/// How often the network was run for a map.
///
/// @param network  whole passes, with the one of the image
/// @param head     passes of the classifier alone, or from the target layer on
/// @param backward backward passes
public record Passes(long network, long head, long backward) {}

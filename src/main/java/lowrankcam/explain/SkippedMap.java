package lowrankcam.explain;

/// A map that was left out, since its method is not defined for this head or layer.
///
/// @param task   what was to be made
/// @param reason in words
public record SkippedMap(MapTask task, String reason) {}

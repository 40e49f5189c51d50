package lowrankcam.evaluation;

/// One image of a run, by what identifies it.
///
/// @param path       in the data set, with `/`
/// @param label      class of the data set, or empty
/// @param sha256     of the file
/// @param maskSha256 of the ground-truth mask, or empty
public record RunImage(String path, String label, String sha256, String maskSha256) {}

package lowrankcam.certificate;

/// The SHA-256 of something with a name.
///
/// @param name   a convolution, or a file
/// @param sha256 of its weights and bias, little-endian, or of the file
/// @param pixels of a PNG's samples, whatever compressed them; empty of all else
public record Hashed(String name, String sha256, String pixels) {}

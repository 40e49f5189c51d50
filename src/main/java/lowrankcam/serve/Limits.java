package lowrankcam.serve;

/// What a server takes and keeps.
///
/// @param upload most bytes of an image
/// @param keep   images that are finished and not forgotten yet, with their pages
public record Limits(int upload, int keep) {

    /// Images that are being sent, waiting or worked on.
    static final int MOST_IMAGES = 16;

    /// Uploads of the largest size that are held at once.
    static final int MOST_UPLOADS = 4;

    /// Of an image: 480 MB of colour when it is decoded, where files may have 100 million.
    static final long MOST_PIXELS = 40_000_000;
}

package lowrankcam.cli;

/// The time left, by passes that were counted: those of the image at work are known before they run, and every later image is
/// taken to need as many.
final class PassesLeft {

    private final int images;
    private int image;
    /// Passes of an image beyond its own.
    private int ofImage;
    private int ofLaterMaps;
    private long left;
    private long timed;

    /// @param images how many will come
    PassesLeft(int images) {
        this.images = images;
    }

    /// The pass of an image is done. That of the first is not timed: the clock begins after it.
    ///
    /// @param expected passes of its maps
    void image(int expected) {
        timed += image > 0 ? 1 : 0;
        image++;
        ofImage = expected;
        left = expected;
    }

    /// A map begins.
    ///
    /// @param after passes of the maps that come after it
    void map(int after) {
        ofLaterMaps = after;
    }

    /// A pass is done.
    ///
    /// @param done  passes of this map so far
    /// @param total passes of this map
    void pass(int done, int total) {
        timed++;
        left = (long) total - done + ofLaterMaps;
    }

    /// Number of the image at work, from 1.
    int image() {
        return image;
    }

    /// Seconds left, NaN as long as no pass was timed.
    ///
    /// @param elapsed seconds since the first image's pass
    double seconds(double elapsed) {
        long later = image == 0 ? 0 : Math.max(0, images - image) * (1L + ofImage);
        return timed == 0 ? Double.NaN : elapsed / timed * (left + later);
    }
}

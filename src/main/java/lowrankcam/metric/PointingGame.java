package lowrankcam.metric;

/// Pointing game: does the map's largest value lie on the finding, or close to it?
///
/// Paper: J. Zhang et al., "Top-down Neural Attention by Excitation Backprop", IJCV 2018; tolerance as in
/// TorchRay. A hit is a mask pixel at a squared distance below τ² of the peak, or right on it, both in pixels of
/// the original image, τ = 15. Of several largest values the one of the lowest index is the peak.
public final class PointingGame {

    private PointingGame() {}

    /// What came out for one image.
    public enum Outcome implements Choice {
        HIT,
        MISS,
        /// The map is degenerate and points nowhere. Counts as a miss in the accuracy, and is counted apart.
        NO_PEAK,
        /// There is nothing to find. Not counted.
        NO_FINDING
    }

    /// @param map    of the image's network input
    /// @param x      column of the peak in the original image, in pixels from its left edge; the centre of pixel i is
    ///               i + 0.5
    /// @param y      row, likewise
    /// @param mask   true inside the finding, row-major, of the original image's size
    /// @param width  of the mask
    /// @param tolerance τ
    public static Outcome of(SaliencyMap map, double x, double y, boolean[] mask, int width, double tolerance) {
        boolean any = false;
        boolean near = false;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                any = true;
                double dx = i % width + 0.5 - x;
                double dy = i / width + 0.5 - y;
                near |= dx * dx + dy * dy < tolerance * tolerance
                        || Math.abs(dx) <= 0.5 && Math.abs(dy) <= 0.5;
            }
        }
        if (!any) {
            return Outcome.NO_FINDING;
        }
        if (map.isDegenerate()) {
            return Outcome.NO_PEAK;
        }
        return near ? Outcome.HIT : Outcome.MISS;
    }

    /// Column of a map's peak in the picture that its network input shows.
    ///
    /// @param left  x of the input's left edge in the picture
    /// @param right x of its right edge
    public static double peakX(SaliencyMap map, double left, double right) {
        return left + (map.peak() % map.width() + 0.5) * (right - left) / map.width();
    }

    /// Row of a map's peak in the picture that its network input shows.
    ///
    /// @param top    y of the input's upper edge in the picture
    /// @param bottom y of its lower edge
    public static double peakY(SaliencyMap map, double top, double bottom) {
        return top + (map.peak() / map.width() + 0.5) * (bottom - top) / map.height();
    }
}

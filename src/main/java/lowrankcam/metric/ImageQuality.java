package lowrankcam.metric;

/// The metrics of Table 1 for one image and one method.
///
/// @param before     score of the class on the image
/// @param after      score of the class on the explanation image
/// @param drop       relative drop, NaN where the score before is 0
/// @param increase   whether the score rose
/// @param coherency  0 where a map is degenerate
/// @param complexity mean of the map
/// @param adcc       harmonic mean; NaN where the drop is, 0 where a map is degenerate
/// @param degenerate why the map or the map of the explanation image is degenerate, or an empty text
public record ImageQuality(
        double before,
        double after,
        double drop,
        boolean increase,
        double coherency,
        double complexity,
        double adcc,
        String degenerate) {

    /// @param before score of the class on the image
    /// @param after  score of the same class on the explanation image
    /// @param map    S
    /// @param again  S_e, the map of the same method and class on the explanation image
    public static ImageQuality of(double before, double after, SaliencyMap map, SaliencyMap again) {
        double drop = Adcc.drop(before, after);
        double coherency = Adcc.coherency(map, again);
        double complexity = Adcc.complexity(map);
        String degenerate =
                map.isDegenerate()
                        ? map.reason()
                        : again.isDegenerate() ? "on the explanation image: " + again.reason() : "";
        return new ImageQuality(
                before, after, drop, Adcc.increases(before, after), coherency, complexity,
                Adcc.harmonic(coherency, complexity, drop), degenerate);
    }

    public boolean isDegenerate() {
        return !degenerate.isEmpty();
    }

    /// True if no drop and hence no ADCC exists.
    public boolean isUndefined() {
        return Double.isNaN(drop);
    }
}

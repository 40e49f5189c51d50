package lowrankcam.metric;

/// Average drop, average increase, coherency, complexity, and their harmonic mean ADCC, for one image.
///
/// Paper: S. Poppi, M. Cornia, L. Baraldi, R. Cucchiara, "Revisiting the Evaluation of Class Activation Mapping
/// for Explainability: A Novel Metric and Experimental Analysis", CVPR Workshops 2021; drop and increase from A.
/// Chattopadhay et al., "Grad-CAM++", WACV 2018. With x the image, S its map, `e = x ⊙ S` the explanation image
/// and q_c the score of the one class c, fixed on x:
///
/// | metric | formula | better |
/// |---|---|---|
/// | drop | `max(0, q_c(x) - q_c(e)) / q_c(x)` | low |
/// | increase | `q_c(e) > q_c(x)`, strictly | high |
/// | coherency CH | `(ρ(S, S_e) + 1) / 2`, S_e the map of the same method and class on e | high |
/// | complexity CX | `Σ|S| / (H·W)` | low |
/// | ADCC | `3 / (1/CH + 1/(1 - CX) + 1/(1 - AD))` | high |
///
/// ρ is Pearson's correlation over the pixels. All values here are shares from 0 to 1; tables print percent.
public final class Adcc {

    /// A score whose magnitude is below this cannot be divided by.
    static final double SMALLEST_SCORE = 1e-12;

    private Adcc() {}

    /// The relative drop of the score, or NaN if `before` is too close to 0 to divide by.
    ///
    /// For logits, which may be negative, the drop is divided by the magnitude; it can then exceed 1.
    public static double drop(double before, double after) {
        return Math.abs(before) < SMALLEST_SCORE
                ? Double.NaN
                : Math.max(0, before - after) / Math.abs(before);
    }

    /// True if the masked image scores strictly higher.
    public static boolean increases(double before, double after) {
        return after > before;
    }

    /// `(ρ + 1) / 2`; 0 if one of the maps is degenerate, where ρ has no value.
    ///
    /// @param map   S
    /// @param again S_e, the map of the same method and class on the explanation image
    public static double coherency(SaliencyMap map, SaliencyMap again) {
        if (map.height() != again.height() || map.width() != again.width()) {
            throw new IllegalArgumentException(
                    "maps of " + map.height() + "x" + map.width() + " and " + again.height() + "x" + again.width());
        }
        if (map.isDegenerate() || again.isDegenerate()) {
            return 0;
        }
        return (correlation(map.values(), again.values()) + 1) / 2;
    }

    /// Pearson's ρ in double, sums ascending, two passes; not beyond -1 … 1.
    static double correlation(float[] a, float[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int i = 0; i < a.length; i++) {
            double u = a[i] - meanA;
            double v = b[i] - meanB;
            aa = Math.fma(u, u, aa);
            bb = Math.fma(v, v, bb);
            ab = Math.fma(u, v, ab);
        }
        return Math.clamp(ab / (Math.sqrt(aa) * Math.sqrt(bb)), -1.0, 1.0);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /// Mean of |S|.
    public static double complexity(SaliencyMap map) {
        double sum = 0;
        for (float value : map.values()) {
            sum += Math.abs(value);
        }
        return sum / map.values().length;
    }

    /// The harmonic mean, in the form `3abd / (ab + bd + da)` with `a = CH`, `b = 1 - CX`, `d = 1 - AD`, which
    /// needs no division by a zero term: 0 if one of them is 0 or less, NaN if one is NaN.
    public static double harmonic(double coherency, double complexity, double drop) {
        double a = coherency;
        double b = 1 - complexity;
        double d = 1 - drop;
        if (Double.isNaN(a) || Double.isNaN(b) || Double.isNaN(d)) {
            return Double.NaN;
        }
        if (a <= 0 || b <= 0 || d <= 0) {
            return 0;
        }
        return 3 * a * b * d / (a * b + b * d + d * a);
    }
}

package lowrankcam.evaluation;

import java.util.Arrays;

/// A confidence interval.
///
/// @param low  lower end, NaN if undefined
/// @param high upper end, NaN if undefined
public record Interval(double low, double high) {

    /// The normal distribution's quantile at 0.975.
    private static final double NORMAL_975 = 1.959963984540054;

    /// Of something that is not defined.
    public static final Interval NONE = new Interval(Double.NaN, Double.NaN);

    /// The middle `level` of a sample, linear between order statistics: place `q (n-1)` counted from 0, as NumPy's default.
    ///
    /// @param sample not modified; undefined values are left out
    /// @param level  0 … 1, for example 0.95
    public static Interval percentile(double[] sample, double level) {
        double[] sorted = Arrays.stream(sample).filter(v -> !Double.isNaN(v)).sorted().toArray();
        if (sorted.length == 0) {
            return NONE;
        }
        double tail = (1 - level) / 2;
        return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail));
    }

    /// The score interval of a share, at 95 %: never empty, never beyond 0 and 1. E. B. Wilson, "Probable inference, the law of
    /// succession, and statistical inference", 1927.
    ///
    /// @param share that was seen
    /// @param n     how many things it is a share of
    public static Interval wilson(double share, int n) {
        if (n < 1 || Double.isNaN(share)) {
            return NONE;
        }
        double z2 = NORMAL_975 * NORMAL_975 / n;
        double centre = (share + z2 / 2) / (1 + z2);
        double half = Math.sqrt(share * (1 - share) * z2 + z2 * z2 / 4) / (1 + z2);
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }

    /// Quantile of a sorted sample, linear between order statistics.
    static double quantile(double[] sorted, double q) {
        double place = q * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /// Median of the defined values of a sample, NaN if there is none.
    public static double median(double[] sample) {
        double[] sorted = Arrays.stream(sample).filter(v -> !Double.isNaN(v)).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : quantile(sorted, 0.5);
    }

    /// True if both ends lie on the same side of zero.
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }
}

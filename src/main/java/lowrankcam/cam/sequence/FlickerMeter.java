package lowrankcam.cam.sequence;

/// How much successive maps differ, as they are shown: values from 0 to 1, upsampled.
///
/// | measure | formula |
/// |---|---|
/// | difference | mean over the pixels of `\|map_t - map_{t-1}\|`, then over the pairs |
/// | correlation | Pearson's coefficient of `map_t` and `map_{t-1}` over the pixels, then the mean over the pairs |
///
/// Pairs across a cut are left out. Where one map of a pair is constant there is no correlation, and the pair
/// counts only for the difference.
public final class FlickerMeter {

    private float[] before;
    private double differences;
    private int pairs;
    private double correlations;
    private int correlated;

    /// What two maps have to do with each other.
    ///
    /// @param difference  mean absolute difference
    /// @param correlation Pearson's coefficient; NaN if a map is constant
    public record Pair(double difference, double correlation) {

        /// Compares two maps of the same size.
        public static Pair of(float[] a, float[] b) {
            double difference = 0;
            double meanA = 0;
            double meanB = 0;
            for (int i = 0; i < a.length; i++) {
                difference += Math.abs((double) a[i] - b[i]);
                meanA += a[i];
                meanB += b[i];
            }
            meanA /= a.length;
            meanB /= a.length;
            double both = 0;
            double varianceA = 0;
            double varianceB = 0;
            for (int i = 0; i < a.length; i++) {
                both = Math.fma(a[i] - meanA, b[i] - meanB, both);
                varianceA = Math.fma(a[i] - meanA, a[i] - meanA, varianceA);
                varianceB = Math.fma(b[i] - meanB, b[i] - meanB, varianceB);
            }
            boolean constant = varianceA == 0 || varianceB == 0;
            // Rounding must not take it beyond 1.
            double correlation =
                    constant ? Double.NaN : Math.clamp(both / Math.sqrt(varianceA * varianceB), -1.0, 1.0);
            return new Pair(difference / a.length, correlation);
        }
    }

    /// Adds the next map.
    ///
    /// @param shown its values; to be left as they are
    /// @param start whether it follows on the one before
    /// @return how it compares with the one before; NaN where it does not follow on it
    public Pair add(float[] shown, SequenceFrame.Start start) {
        Pair pair = new Pair(Double.NaN, Double.NaN);
        if (start == SequenceFrame.Start.CONTINUED && before != null) {
            pair = Pair.of(before, shown);
            differences += pair.difference();
            pairs++;
            if (!Double.isNaN(pair.correlation())) {
                correlations += pair.correlation();
                correlated++;
            }
        }
        before = shown;
        return pair;
    }

    /// Pairs of maps that follow on each other.
    public int pairs() {
        return pairs;
    }

    /// Mean over the pairs; NaN if there is none.
    public double meanDifference() {
        return differences / pairs;
    }

    /// Mean over the pairs that have a correlation; NaN if there is none.
    public double meanCorrelation() {
        return correlations / correlated;
    }
}

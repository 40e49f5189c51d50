package lowrankcam.metric;

import java.util.List;

/// ROAD of one map. The arrays are not to be modified.
///
/// @param percentiles shares of pixels removed, in percent
/// @param morf        score at each with the most relevant pixels removed; low is good
/// @param lerf        score at each with the least relevant pixels removed; high is good
/// @param full        score of the image
/// @param degenerate  why the map is degenerate and the order therefore that of the pixels, or an empty text
/// @param passes      network passes for this map alone
public record RoadScores(
        List<Integer> percentiles, double[] morf, double[] lerf, double full, String degenerate, int passes) {

    /// `(LeRF - MoRF) / 2`, mean over the percentiles; high is good.
    public double combined() {
        return (mean(lerf) - mean(morf)) / 2;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}

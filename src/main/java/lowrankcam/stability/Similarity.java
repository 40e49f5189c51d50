package lowrankcam.stability;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import lowrankcam.image.Heatmap;

/// How alike two maps are.
///
/// @param spearman correlation of the ranks of their cells, NaN if all cells of one are equal
/// @param ssim     structural similarity of the maps as they are shown, NaN if one shows nothing
public record Similarity(double spearman, double ssim) {

    /// Nothing to compare.
    static final Similarity NONE = new Similarity(Double.NaN, Double.NaN);

    private static final int WINDOW = 7;
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;

    /// Rank correlation: Pearson's of the ranks, equal values sharing the mean of theirs.
    ///
    /// @return -1 … 1, NaN if all values of one are equal or some are not finite
    static double spearman(double[] a, double[] b) {
        if (a.length != b.length || !Arrays.stream(a).allMatch(Double::isFinite) || !Arrays.stream(b).allMatch(Double::isFinite)) {
            return Double.NaN;
        }
        double[] x = ranks(a);
        double[] y = ranks(b);
        double mean = (a.length - 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xx == 0 || yy == 0 ? Double.NaN : xy / Math.sqrt(xx * yy);
    }

    private static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length).boxed()
                .sorted(Comparator.comparingDouble(i -> values[i] + 0.0)).mapToInt(i -> i).toArray();
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + to - 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    /// Mean structural similarity (Z. Wang et al., IEEE Transactions on Image Processing 13, 2004) over all 7×7 windows, with equal weights
    /// and sample covariances: scikit-image's by default, for values from 0 to 1.
    static double ssim(Heatmap a, Heatmap b) {
        return a.isFlat() || b.isFlat() ? Double.NaN : ssim(a.values(), b.values(), a.height(), a.width());
    }

    static double ssim(float[] a, float[] b, int height, int width) {
        double[][] sums = new double[5][(height + 1) * (width + 1)];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double p = a[y * width + x];
                double q = b[y * width + x];
                double[] terms = {p, q, p * p, q * q, p * q};
                int at = (y + 1) * (width + 1) + x + 1;
                for (int k = 0; k < terms.length; k++) {
                    sums[k][at] = terms[k] + sums[k][at - 1] + sums[k][at - width - 1] - sums[k][at - width - 2];
                }
            }
        }
        double total = 0;
        double[] mean = new double[5];
        double sample = WINDOW * WINDOW / (WINDOW * WINDOW - 1.0);
        for (int y = 0; y + WINDOW <= height; y++) {
            for (int x = 0; x + WINDOW <= width; x++) {
                for (int k = 0; k < mean.length; k++) {
                    int top = y * (width + 1) + x;
                    int bottom = (y + WINDOW) * (width + 1) + x;
                    mean[k] = (sums[k][bottom + WINDOW] - sums[k][bottom] - sums[k][top + WINDOW] + sums[k][top])
                            / (WINDOW * WINDOW);
                }
                double varianceA = sample * (mean[2] - mean[0] * mean[0]);
                double varianceB = sample * (mean[3] - mean[1] * mean[1]);
                double covariance = sample * (mean[4] - mean[0] * mean[1]);
                total += (2 * mean[0] * mean[1] + C1) * (2 * covariance + C2)
                        / ((mean[0] * mean[0] + mean[1] * mean[1] + C1) * (varianceA + varianceB + C2));
            }
        }
        return total / ((height - WINDOW + 1.0) * (width - WINDOW + 1.0));
    }
}

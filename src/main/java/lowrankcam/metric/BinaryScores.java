package lowrankcam.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// How well scores separate two classes.
///
/// @param count    cases
/// @param accuracy share of cases on the right side of probability 0.5
/// @param auc      area under the ROC curve, ties counted half; NaN if one class is absent
/// @param kappa    Cohen's kappa at probability 0.5
/// @param ece      expected calibration error: cases in [#BINS] bins of equal width by their probability; in each the
///                 distance of the mean probability from the share of positive cases, averaged by their number
public record BinaryScores(int count, double accuracy, double auc, double kappa, double ece) {

    /// Bins of the calibration error.
    public static final int BINS = 10;

    /// @param probabilities of the positive class
    /// @param positive      the truth
    /// @throws IllegalArgumentException if there is no case, or a probability is NaN
    public static BinaryScores of(double[] probabilities, boolean[] positive) {
        int n = positive.length;
        if (n == 0 || probabilities.length != n) {
            throw new IllegalArgumentException(
                    "scores: expected one for each of at least one case, found " + probabilities.length + " for " + n);
        }
        for (int i = 0; i < n; i++) {
            if (Double.isNaN(probabilities[i])) {
                throw new IllegalArgumentException("score " + (i + 1) + " of " + n + ": expected a number, found NaN");
            }
        }
        double truePositive = 0;
        double predicted = 0;
        double actual = 0;
        double right = 0;
        for (int i = 0; i < n; i++) {
            boolean guess = probabilities[i] > 0.5;
            predicted += guess ? 1 : 0;
            actual += positive[i] ? 1 : 0;
            truePositive += guess && positive[i] ? 1 : 0;
            right += guess == positive[i] ? 1 : 0;
        }
        double observed = right / n;
        double chance = (predicted * actual + (n - predicted) * (n - actual)) / ((double) n * n);
        double kappa = chance == 1 ? 1 : (observed - chance) / (1 - chance);
        return new BinaryScores(n, observed, auc(probabilities, positive), kappa, ece(probabilities, positive));
    }

    private static double ece(double[] probabilities, boolean[] positive) {
        double[] surplus = new double[BINS];
        for (int i = 0; i < positive.length; i++) {
            surplus[Math.clamp((int) (probabilities[i] * BINS), 0, BINS - 1)] += probabilities[i] - (positive[i] ? 1 : 0);
        }
        return Arrays.stream(surplus).map(Math::abs).sum() / positive.length;
    }

    /// Mann–Whitney statistic by mid-ranks.
    private static double auc(double[] scores, boolean[] positive) {
        Integer[] order =
                IntStream.range(0, scores.length).boxed()
                        .sorted(Comparator.comparingDouble(i -> scores[i])).toArray(Integer[]::new);
        double rankSum = 0;
        double positives = 0;
        for (int i = 0; i < order.length; ) {
            int end = i;
            while (end < order.length && scores[order[end]] == scores[order[i]]) {
                end++;
            }
            double midRank = (i + end + 1) / 2.0;
            for (; i < end; i++) {
                if (positive[order[i]]) {
                    rankSum += midRank;
                    positives++;
                }
            }
        }
        return (rankSum - positives * (positives + 1) / 2) / (positives * (scores.length - positives));
    }
}

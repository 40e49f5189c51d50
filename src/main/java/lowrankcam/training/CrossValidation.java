package lowrankcam.training;

import java.util.List;
import java.util.stream.IntStream;
import lowrankcam.kernel.Workers;

/// Penalties compared on images of patients that a fit has not seen.
///
/// @param trials one for each penalty, the largest first
record CrossValidation(List<Trial> trials) {

    /// What `--lambda auto` tries, the largest first: from each fit the next begins.
    static final List<Double> GRID = List.of(30_000.0, 10_000.0, 3000.0, 1000.0, 300.0, 100.0, 30.0, 10.0);

    /// A penalty and the log-odds of all images, each from the fit that has not seen its patient.
    record Trial(double lambda, double[] scores, boolean[] abnormal) {

        /// Mean loss, by natural logarithms; `log 2` is that of a coin.
        double loss() {
            return loss(1);
        }

        double accuracy() {
            int right = 0;
            for (int i = 0; i < scores.length; i++) {
                right += scores[i] > 0 == abnormal[i] ? 1 : 0;
            }
            return (double) right / scores.length;
        }

        /// Mean loss of the log-odds divided by a temperature.
        double loss(double temperature) {
            double sum = 0;
            for (int i = 0; i < scores.length; i++) {
                sum += LogisticRegression.loss(scores[i] / temperature, abnormal[i]);
            }
            return sum / scores.length;
        }

        /// The temperature of the smallest loss, between 1/1000 and 1000, to a billionth: the loss is convex in `1/T`, and its
        /// slope is halved in on.
        double temperature() {
            double low = 1e-3;
            double high = 1e3;
            for (int i = 0; i < 64; i++) {
                double inverse = Math.sqrt(low * high);
                double slope = 0;
                for (int k = 0; k < scores.length; k++) {
                    double signed = abnormal[k] ? scores[k] : -scores[k];
                    slope -= signed / (1 + StrictMath.exp(inverse * signed));
                }
                if (slope < 0) {
                    low = inverse;
                } else {
                    high = inverse;
                }
            }
            return 1 / Math.sqrt(low * high);
        }
    }

    /// Fits every penalty with each fold left out.
    ///
    /// @param lambdas the largest first
    static CrossValidation of(Features features, Folds folds, List<Double> lambdas, Workers workers) {
        boolean[] abnormal = features.abnormal();
        double[][] scores = new double[lambdas.size()][features.size()];
        for (int fold = 0; fold < folds.count(); fold++) {
            Features seen = features.select(folds.others(fold));
            List<Integer> held = folds.held(fold);
            float[][] rows = features.select(held).rows();
            DesignMatrix matrix = new DesignMatrix(seen.rows(), workers);
            LogisticFit fit = null;
            for (int l = 0; l < lambdas.size(); l++) {
                fit = LogisticRegression.fit(matrix, seen.abnormal(), lambdas.get(l), fit);
                double[] found = fit.scores(rows);
                for (int i = 0; i < found.length; i++) {
                    scores[l][held.get(i)] = found[i];
                }
            }
        }
        return new CrossValidation(
                IntStream.range(0, lambdas.size())
                        .mapToObj(l -> new Trial(lambdas.get(l), scores[l], abnormal)).toList());
    }

    /// The trial of the smallest loss, of equal ones that with the largest penalty.
    Trial best() {
        Trial best = trials.getFirst();
        for (Trial trial : trials) {
            best = trial.loss() < best.loss() ? trial : best;
        }
        return best;
    }
}

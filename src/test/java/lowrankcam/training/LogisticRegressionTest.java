package lowrankcam.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

    private static float[][] rows(int n, int features, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[n][features];
        for (float[] row : rows) {
            for (int k = 0; k < features; k++) {
                row[k] = (float) (random.nextGaussian() * (k + 1) + 3 * k);
            }
        }
        return rows;
    }

    private static boolean[] labels(float[][] rows, long seed) {
        Random random = new Random(seed);
        boolean[] labels = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            labels[i] = rows[i][0] + 0.5 * random.nextGaussian() > 0;
        }
        return labels;
    }

    /// Standardised, one feature is ±1 and `2 (1 - p(w)) = λ w`: for w = 1 the penalty is `2 (1 - 1/(1 + 1/e))`.
    @Test
    void twoRowsByHand() {
        float[][] rows = {{5}, {9}};
        boolean[] positive = {false, true};
        double lambda = 2 * (1 - 1 / (1 + Math.exp(-1)));
        LogisticRegression[] fits = {
            LogisticRegression.dual(rows, positive, lambda), LogisticRegression.primal(rows, positive, lambda)
        };
        for (LogisticRegression fit : fits) {
            assertEquals(0.5, fit.weights()[0], 1e-12);
            assertEquals(-3.5, fit.bias(), 1e-11);
            assertEquals(1, fit.score(new float[] {9}), 1e-11);
            assertEquals(-1, fit.score(new float[] {5}), 1e-11);
        }
    }

    @Test
    void bothSystemsHaveTheSameOptimum() {
        int[][] sizes = {{40, 5}, {6, 12}, {33, 32}, {64, 3}, {17, 1}};
        for (int[] size : sizes) {
            for (double lambda : new double[] {0.1, 1, 50}) {
                float[][] rows = rows(size[0], size[1], 3);
                boolean[] positive = labels(rows, 4);
                LogisticRegression dual = LogisticRegression.dual(rows, positive, lambda);
                LogisticRegression primal = LogisticRegression.primal(rows, positive, lambda);
                String what = size[0] + " rows, " + size[1] + " features, lambda " + lambda;
                assertArrayEquals(dual.weights(), primal.weights(), 1e-10, what);
                assertEquals(dual.bias(), primal.bias(), 1e-9, what);
                assertTrue(steepest(rows, positive, lambda, dual) < 1e-9, what);
                assertTrue(steepest(rows, positive, lambda, primal) < 1e-9, what);
            }
        }
    }

    /// Largest entry of the gradient of the penalised likelihood, on features that this test standardises itself.
    private static double steepest(float[][] rows, boolean[] positive, double lambda, LogisticRegression fit) {
        int n = rows.length;
        double bias = fit.bias();
        double steepest = 0;
        double residuals = 0;
        for (int i = 0; i < n; i++) {
            residuals += residual(fit, rows[i], positive[i]);
        }
        for (int k = 0; k < rows[0].length; k++) {
            double sum = 0;
            double squares = 0;
            for (float[] row : rows) {
                sum += row[k];
                squares += (double) row[k] * row[k];
            }
            double mean = sum / n;
            double deviation = Math.sqrt(squares / n - mean * mean);
            double gradient = -lambda * fit.weights()[k] * deviation;
            for (int i = 0; i < n; i++) {
                gradient += residual(fit, rows[i], positive[i]) * (rows[i][k] - mean) / deviation;
            }
            steepest = Math.max(steepest, Math.abs(gradient));
            bias += fit.weights()[k] * mean;
        }
        return Math.max(steepest, Math.abs(residuals - lambda * bias));
    }

    private static double residual(LogisticRegression fit, float[] row, boolean positive) {
        return (positive ? 1 : 0) - 1 / (1 + Math.exp(-fit.score(row)));
    }

    @Test
    void theSmallerSystemIsSolved() {
        float[][] many = rows(30, 4, 5);
        boolean[] positive = labels(many, 6);
        assertArrayEquals(
                LogisticRegression.primal(many, positive, 1).weights(),
                LogisticRegression.fit(many, positive, 1).weights(), 0);
        float[][] few = rows(5, 4, 5);
        boolean[] own = labels(few, 6);
        assertArrayEquals(
                LogisticRegression.dual(few, own, 1).weights(), LogisticRegression.fit(few, own, 1).weights(), 0);
    }

    /// Newton's method without a line search overshoots where the penalty holds nothing.
    @Test
    void aFitThatDoesNotSettleIsRefused() {
        float[][] rows = {{0}, {1}, {2}, {3}, {4}, {100}};
        boolean[] positive = {false, false, true, true, true, true};
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class, () -> LogisticRegression.fit(rows, positive, 1e-300));
        assertTrue(e.getMessage().contains("lambda"), e.getMessage());
    }
}

package lowrankcam.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import lowrankcam.kernel.Workers;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
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

    private static LogisticFit fit(float[][] rows, boolean[] positive, double lambda) {
        try (Workers one = new Workers(1)) {
            return LogisticRegression.fit(rows, positive, lambda, one);
        }
    }

    /// Standardised, one feature is ±1 and `2 (1 - p(w)) = λ w`: for w = 1 the penalty is `2 (1 - 1/(1 + 1/e))`.
    @Test
    void twoRowsByHand() {
        float[][] rows = {{5}, {9}};
        double lambda = 2 * (1 - 1 / (1 + Math.exp(-1)));
        LogisticFit fit = fit(rows, new boolean[] {false, true}, lambda);
        assertArrayEquals(new double[] {0.5, -3.5}, fit.weights(), 1e-9);
        assertArrayEquals(new double[] {-1, 1}, fit.scores(rows), 1e-9);
    }

    /// Newton's method with the whole second derivative and Commons Math's Cholesky decomposition, on rows that this test
    /// standardises itself.
    private static double[] plainNewton(double[][] x, boolean[] positive, double lambda) {
        RealMatrix rows = new Array2DRowRealMatrix(x);
        RealVector v = new ArrayRealVector(x[0].length);
        for (int step = 0; step < 50; step++) {
            RealVector z = rows.operate(v);
            RealVector residual = new ArrayRealVector(x.length);
            RealMatrix weighted = rows.copy();
            for (int i = 0; i < x.length; i++) {
                double p = 1 / (1 + Math.exp(-z.getEntry(i)));
                residual.setEntry(i, (positive[i] ? 1 : 0) - p);
                weighted.setRowVector(i, rows.getRowVector(i).mapMultiply(p * (1 - p)));
            }
            RealMatrix h =
                    rows.transpose().multiply(weighted)
                            .add(MatrixUtils.createRealIdentityMatrix(x[0].length).scalarMultiply(lambda));
            RealVector g = rows.transpose().operate(residual).subtract(v.mapMultiply(lambda));
            v = v.add(new CholeskyDecomposition(h, 1e-9, 0).getSolver().solve(g));
        }
        return v.toArray();
    }

    private static double[][] standardised(float[][] rows) {
        int features = rows[0].length;
        double[][] x = new double[rows.length][features + 1];
        for (int k = 0; k < features; k++) {
            StandardDeviation deviation = new StandardDeviation(false);
            Mean mean = new Mean();
            double[] column = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                column[i] = rows[i][k];
            }
            for (int i = 0; i < rows.length; i++) {
                x[i][k] = (column[i] - mean.evaluate(column)) / deviation.evaluate(column);
                x[i][features] = 1;
            }
        }
        return x;
    }

    /// More rows than features and fewer, weak and strong penalties.
    @Test
    void theFitIsThatOfPlainNewton() {
        int[][] sizes = {{40, 5}, {6, 12}, {33, 32}, {64, 3}, {17, 1}, {300, 20}};
        for (int[] size : sizes) {
            for (double lambda : new double[] {0.1, 1, 50, 3000}) {
                float[][] rows = rows(size[0], size[1], 3);
                boolean[] positive = labels(rows, 4);
                assertArrayEquals(
                        plainNewton(standardised(rows), positive, lambda), fit(rows, positive, lambda).solution(), 2e-8,
                        size[0] + " rows, " + size[1] + " features, lambda " + lambda);
            }
        }
    }

    /// The optimum is one, from wherever the search begins.
    @Test
    void theStartDoesNotMatter() {
        float[][] rows = rows(80, 30, 5);
        boolean[] positive = labels(rows, 6);
        try (Workers one = new Workers(1)) {
            DesignMatrix x = new DesignMatrix(rows, one);
            LogisticFit strong = LogisticRegression.fit(x, positive, 1000, null);
            double[] cold = LogisticRegression.fit(x, positive, 0.5, null).solution();
            assertArrayEquals(cold, LogisticRegression.fit(x, positive, 0.5, strong).solution(), 1e-8);
        }
    }

    @Test
    void threadsDoNotChangeABit() {
        float[][] rows = rows(700, 600, 7);
        boolean[] positive = labels(rows, 8);
        try (Workers three = new Workers(3)) {
            assertArrayEquals(
                    fit(rows, positive, 30).solution(), LogisticRegression.fit(rows, positive, 30, three).solution(), 0);
        }
    }

    /// Many rows of features that depend on each other, a small penalty: what the sample's second derivative is for.
    @Test
    void manyRowsTakeFewProducts() {
        float[][] rows = rows(4000, 120, 9);
        for (float[] row : rows) {
            for (int k = 1; k < row.length; k++) {
                row[k] = (row[k] - 3 * k) / (k + 1) + 0.98f * row[k - 1];
            }
        }
        boolean[] positive = labels(rows, 10);
        try (Workers one = new Workers(1);
                Workers three = new Workers(3)) {
            LogisticFit fit = LogisticRegression.fit(rows, positive, 1, one);
            assertTrue(fit.products() < 150, fit.products() + " products, " + fit.steps() + " steps");
            assertArrayEquals(fit.solution(), LogisticRegression.fit(rows, positive, 1, three).solution(), 0);
            assertArrayEquals(plainNewton(standardised(rows), positive, 1), fit.solution(), 2e-8);
        }
    }

    /// Where the penalty holds nothing the weights have no bound.
    @Test
    void aFitThatDoesNotSettleIsRefused() {
        float[][] rows = {{0}, {1}, {2}, {3}, {4}, {100}};
        boolean[] positive = {false, false, true, true, true, true};
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class, () -> fit(rows, positive, 1e-300));
        assertTrue(e.getMessage().contains("lambda"), e.getMessage());
    }
}

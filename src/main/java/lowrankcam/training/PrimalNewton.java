package lowrankcam.training;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;

/// Newton's method for penalised logistic regression with more rows than features.
///
/// With `v = (w, b)` and rows `x = (standardised features, 1)` a step is `v + H⁻¹ g`, `H = Σ p(1-p) x xᵀ + λ I`,
/// `g = Σ (y - p) x - λ v`; `g` is 0 at the optimum. A step takes n (K+1)² / 2 multiplications and additions.
final class PrimalNewton {

    /// Rows that are taken together, so that a row of `H` stays in the cache while they are added to it.
    private static final int BLOCK = 16;

    private final float[][] rows;
    private final boolean[] positive;
    private final double lambda;
    private final Standardiser scale;
    private final int size;
    private final double[][] block;
    private final double[] curvature = new double[BLOCK];
    private double[] v;

    /// @param rows n feature vectors of K values; not modified
    PrimalNewton(float[][] rows, boolean[] positive, double lambda, Standardiser scale) {
        this.rows = rows;
        this.positive = positive;
        this.lambda = lambda;
        this.scale = scale;
        this.size = rows[0].length + 1;
        this.block = new double[BLOCK][size];
        this.v = new double[size];
    }

    /// Takes steps until nothing changes any more.
    ///
    /// @return number of steps
    int solve() {
        int step = 0;
        for (double change = 1; change > LogisticRegression.CONVERGED; step++) {
            LogisticRegression.requireStep(step, lambda);
            double[] next = next();
            change = LogisticRegression.change(v, next);
            v = next;
        }
        return step;
    }

    /// K weights of the standardised features, then the bias.
    double[] solution() {
        return v;
    }

    private double[] next() {
        double[][] h = new double[size][size];
        double[] g = new double[size];
        for (int k = 0; k < size; k++) {
            h[k][k] = lambda;
            g[k] = -lambda * v[k];
        }
        for (int from = 0; from < rows.length; from += BLOCK) {
            int count = Math.min(BLOCK, rows.length - from);
            for (int b = 0; b < count; b++) {
                gradient(from + b, b, g);
            }
            for (int i = 0; i < size; i++) {
                for (int b = 0; b < count; b++) {
                    add(h[i], curvature[b] * block[b][i], block[b], i);
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                h[j][i] = h[i][j];
            }
        }
        double[] change =
                LogisticRegression.solve(
                        new Array2DRowRealMatrix(h, false), new ArrayRealVector(g, false), lambda);
        double[] next = Arrays.copyOf(v, size);
        for (int k = 0; k < size; k++) {
            next[k] += change[k];
        }
        return next;
    }

    /// Adds a row's part of the gradient, and leaves the row and its curvature in the block.
    private void gradient(int row, int b, double[] g) {
        double[] x = block[b];
        scale.apply(rows[row], x);
        x[size - 1] = 1;
        double z = 0;
        for (int k = 0; k < size; k++) {
            z = Math.fma(v[k], x[k], z);
        }
        double p = 1 / (1 + StrictMath.exp(-z));
        curvature[b] = p * (1 - p);
        double residual = (positive[row] ? 1 : 0) - p;
        for (int k = 0; k < size; k++) {
            g[k] = Math.fma(residual, x[k], g[k]);
        }
    }

    /// `sum[0 … last] += factor · x[0 … last]`
    private static void add(double[] sum, double factor, double[] x, int last) {
        for (int j = 0; j <= last; j++) {
            sum[j] += factor * x[j];
        }
    }
}

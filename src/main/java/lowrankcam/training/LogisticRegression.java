package lowrankcam.training;

import lowrankcam.format.UsageException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.NonSymmetricMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/// Logistic regression with an L2 penalty, fitted by Newton's method from zero: no randomness, no learning rate.
///
/// Minimises `Σ_i log(1 + exp(-s_i z_i)) + λ/2 (‖w‖² + b²)` with `z = X w + b` on standardised features, `s_i = ±1`: the bias
/// is penalised like the weight of a constant feature. Each Newton step solves the smaller of two systems, which have the same
/// optimum:
///
/// | rows | system | memory beyond the rows |
/// |---|---|---|
/// | n ≤ K + 1 | dual, n×n: `(G + λ D⁻¹) a = t` with `G = X Xᵀ + 1·1ᵀ`, `w = Xᵀ a`, `b = 1ᵀ a` | 8 (3 n² + n K) bytes |
/// | n > K + 1 | primal, (K+1)×(K+1), see [PrimalNewton] | 8 · 2 (K + 1)² bytes: 67 MB for 2048 features |
final class LogisticRegression {

    static final int MAX_STEPS = 100;
    static final double CONVERGED = 1e-9;

    private final double[] weights;
    private final double bias;
    private final int steps;

    private LogisticRegression(double[] weights, double bias, int steps) {
        this.weights = weights;
        this.bias = bias;
        this.steps = steps;
    }

    /// Fits a model.
    ///
    /// @param rows     n feature vectors of K finite values; not modified
    /// @param positive n labels
    /// @param lambda   strength of the penalty, above 0
    /// @throws UsageException if Newton's method does not settle, which a larger penalty cures
    static LogisticRegression fit(float[][] rows, boolean[] positive, double lambda) {
        return rows.length > rows[0].length + 1 ? primal(rows, positive, lambda) : dual(rows, positive, lambda);
    }

    /// Fits by the (K+1)×(K+1) system.
    static LogisticRegression primal(float[][] rows, boolean[] positive, double lambda) {
        Standardiser scale = Standardiser.of(rows);
        PrimalNewton newton = new PrimalNewton(rows, positive, lambda, scale);
        int steps = newton.solve();
        return original(newton.solution(), scale, steps);
    }

    /// Fits by the n×n system.
    static LogisticRegression dual(float[][] rows, boolean[] positive, double lambda) {
        Standardiser scale = Standardiser.of(rows);
        double[][] x = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            x[i] = scale.apply(rows[i]);
        }
        double[][] kernel = kernel(x);
        int n = x.length;
        double[] a = new double[n];
        double[] z = new double[n];
        int step = 0;
        for (double change = 1; change > CONVERGED; step++) {
            requireStep(step, lambda);
            double[] next = newtonStep(kernel, z, positive, lambda);
            change = change(a, next);
            a = next;
            z = new Array2DRowRealMatrix(kernel, false).operate(a);
        }
        return original(primalOf(x, a), scale, step);
    }

    static void requireStep(int step, double lambda) {
        if (step == MAX_STEPS) {
            throw unsettled(lambda);
        }
    }

    /// @param system symmetric, positive definite
    static double[] solve(RealMatrix system, RealVector target, double lambda) {
        try {
            return new CholeskyDecomposition(system, 1e-9, 0).getSolver().solve(target).toArray();
        } catch (NonPositiveDefiniteMatrixException | NonSymmetricMatrixException e) {
            throw unsettled(lambda);
        }
    }

    private static UsageException unsettled(double lambda) {
        return new UsageException(
                "lambda: expected a penalty with which Newton's method settles in " + MAX_STEPS + " steps, found "
                        + lambda);
    }

    /// The largest change of a number, relative to `1 + |number|`.
    static double change(double[] before, double[] now) {
        double change = 0;
        for (int i = 0; i < now.length; i++) {
            change = Math.max(change, Math.abs(now[i] - before[i]) / (1 + Math.abs(now[i])));
        }
        return change;
    }

    private static double[][] kernel(double[][] x) {
        int n = x.length;
        double[][] kernel = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 1;
                for (int k = 0; k < x[i].length; k++) {
                    sum = Math.fma(x[i][k], x[j][k], sum);
                }
                kernel[i][j] = sum;
                kernel[j][i] = sum;
            }
        }
        return kernel;
    }

    /// Solves for the dual weights of the quadratic model around z.
    private static double[] newtonStep(double[][] kernel, double[] z, boolean[] positive, double lambda) {
        int n = z.length;
        RealMatrix system = new Array2DRowRealMatrix(kernel, true);
        RealVector target = new ArrayRealVector(n);
        for (int i = 0; i < n; i++) {
            double p = 1 / (1 + StrictMath.exp(-z[i]));
            double curvature = Math.max(p * (1 - p), 1e-10);
            system.addToEntry(i, i, lambda / curvature);
            target.setEntry(i, z[i] + ((positive[i] ? 1 : 0) - p) / curvature);
        }
        return solve(system, target, lambda);
    }

    /// Weights of the standardised features, then the bias.
    private static double[] primalOf(double[][] x, double[] a) {
        int features = x[0].length;
        double[] solution = new double[features + 1];
        for (int i = 0; i < a.length; i++) {
            solution[features] += a[i];
            for (int k = 0; k < features; k++) {
                solution[k] = Math.fma(a[i], x[i][k], solution[k]);
            }
        }
        return solution;
    }

    /// Weights for features before standardising.
    private static LogisticRegression original(double[] solution, Standardiser scale, int steps) {
        double[] weights = new double[solution.length - 1];
        double bias = solution[weights.length];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = solution[k] / scale.deviation()[k];
            bias -= weights[k] * scale.mean()[k];
        }
        return new LogisticRegression(weights, bias, steps);
    }

    /// K weights.
    double[] weights() {
        return weights;
    }

    double bias() {
        return bias;
    }

    /// Newton steps taken.
    int steps() {
        return steps;
    }

    /// Log-odds of a feature vector.
    double score(float[] features) {
        double sum = bias;
        for (int k = 0; k < features.length; k++) {
            sum = Math.fma(weights[k], (double) features[k], sum);
        }
        return sum;
    }
}

package lowrankcam.experiment;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/// Logistic regression with an L2 penalty, fitted by Newton's method from zero: no randomness, no learning rate.
///
/// Minimises `Σ_i log(1 + exp(-s_i z_i)) + λ/2 ‖w‖²` with `z = X w + b` on standardised features, `s_i = ±1`. Each
/// Newton step solves the n×n system `(K + λ D⁻¹) a = t` with `K = X Xᵀ + 1·1ᵀ`, `w = Xᵀ a`, `b = 1ᵀ a` (the dual form: the
/// images are fewer than the features). The bias is penalised like a weight of a constant feature.
final class LogisticRegression {

    private static final int MAX_STEPS = 100;
    private static final double CONVERGED = 1e-9;

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
    /// @param rows     n feature vectors of K values; not modified
    /// @param positive n labels
    /// @param lambda   strength of the penalty, above 0
    static LogisticRegression fit(float[][] rows, boolean[] positive, double lambda) {
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
        for (double change = 1; change > CONVERGED && step < MAX_STEPS; step++) {
            double[] next = newtonStep(kernel, z, positive, lambda);
            change = 0;
            for (int i = 0; i < n; i++) {
                change = Math.max(change, Math.abs(next[i] - a[i]) / (1 + Math.abs(next[i])));
            }
            a = next;
            z = new Array2DRowRealMatrix(kernel, false).operate(a);
        }
        return original(x, a, scale, step);
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
        return new CholeskyDecomposition(system, 1e-9, 0).getSolver().solve(target).toArray();
    }

    /// Weights for features before standardising.
    private static LogisticRegression original(double[][] x, double[] a, Standardiser scale, int steps) {
        double[] weights = new double[x[0].length];
        double bias = 0;
        for (int i = 0; i < a.length; i++) {
            bias += a[i];
            for (int k = 0; k < weights.length; k++) {
                weights[k] = Math.fma(a[i], x[i][k], weights[k]);
            }
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= scale.deviation()[k];
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

    /// Mean and deviation of each feature; a constant feature gets deviation 1.
    private record Standardiser(double[] mean, double[] deviation) {

        static Standardiser of(float[][] rows) {
            int features = rows[0].length;
            double[] mean = new double[features];
            double[] deviation = new double[features];
            for (int k = 0; k < features; k++) {
                for (float[] row : rows) {
                    mean[k] += row[k];
                }
                mean[k] /= rows.length;
                for (float[] row : rows) {
                    deviation[k] += (row[k] - mean[k]) * (row[k] - mean[k]);
                }
                deviation[k] = Math.sqrt(deviation[k] / rows.length);
                if (deviation[k] < 1e-9) {
                    deviation[k] = 1;
                }
            }
            return new Standardiser(mean, deviation);
        }

        double[] apply(float[] row) {
            double[] x = new double[row.length];
            for (int k = 0; k < x.length; k++) {
                x[k] = (row[k] - mean[k]) / deviation[k];
            }
            return x;
        }
    }
}

package lowrankcam.training;

import java.util.Arrays;
import lowrankcam.format.UsageException;
import lowrankcam.kernel.Workers;

/// Logistic regression with an L2 penalty, fitted by Newton's method: no randomness, no learning rate.
///
/// Minimises `f(v) = Σ_i log(1 + exp(-s_i z_i)) + λ/2 ‖v‖²` with `z = X v`, `s_i = ±1`, on standardised features with a 1 after
/// them, `v = (w, b)`: the bias is penalised like the weight of a constant feature. A step solves `H d = g`,
/// `H = Xᵀ P X + λ I`, `P = p (1 - p)`, `g = Xᵀ (y - p) - λ v`, by conjugate gradients, the more exactly the nearer the optimum
/// is, and is halved until `f` falls. `f` is strictly convex, `‖v - optimum‖ ≤ ‖g‖ / λ`; that bound ends it.
///
/// A product with `H` takes 2 n K multiplications and additions. `H` is the worse conditioned the more rows there are for a λ: of 36 808
/// rows and 2048 features a path from λ = 30 000 down to 30 took 2543 products, with preconditioning 311. So where rows are many
/// ([DesignMatrix#preconditioner]) `Xᵀ X` of a sample, times the mean of `P`, precedes them.
///
/// Memory beyond the rows: some vectors of n and of K values; with preconditioning also K² values.
final class LogisticRegression {

    static final int MAX_STEPS = 100;
    /// Bound of the error of `v` relative to `1 + ‖v‖`.
    static final double CONVERGED = 1e-9;

    private static final int MAX_HALVINGS = 30;

    private final DesignMatrix x;
    private final boolean[] positive;
    private final double lambda;
    private double[] v;
    private double[] z;
    private double cost;
    private int products;
    private Preconditioner inverse;

    private LogisticRegression(DesignMatrix x, boolean[] positive, double lambda, double[] start) {
        this.x = x;
        this.positive = positive;
        this.lambda = lambda;
        move(start, x.times(start));
    }

    /// Fits a model.
    ///
    /// @param positive n labels
    /// @param lambda   strength of the penalty, above 0
    /// @param start    a fit of the same matrix with another penalty to begin from, or null; the result depends on it only
    ///                 within the bound
    /// @throws UsageException if Newton's method does not settle, which a larger penalty cures
    static LogisticFit fit(DesignMatrix x, boolean[] positive, double lambda, LogisticFit start) {
        double[] from = start == null ? new double[x.columns()] : start.solution();
        LogisticRegression regression = new LogisticRegression(x, positive, lambda, from);
        int steps = regression.solve();
        return new LogisticFit(regression.v, x.scale(), steps, regression.products);
    }

    /// Fits a model to rows of their own.
    static LogisticFit fit(float[][] rows, boolean[] positive, double lambda, Workers workers) {
        return fit(new DesignMatrix(rows, workers), positive, lambda, null);
    }

    private int solve() {
        double first = 0;
        for (int step = 0; step < MAX_STEPS; step++) {
            double[] p = new double[x.rows()];
            double[] residual = new double[x.rows()];
            for (int i = 0; i < p.length; i++) {
                p[i] = 1 / (1 + StrictMath.exp(-z[i]));
                residual[i] = (positive[i] ? 1 : 0) - p[i];
            }
            double[] g = x.transposedTimes(residual);
            add(g, -lambda, v);
            double size = norm(g);
            if (size <= lambda * CONVERGED * (1 + norm(v))) {
                return step;
            }
            first = Math.max(first, size);
            double[] curvature = p;
            for (int i = 0; i < p.length; i++) {
                curvature[i] = p[i] * (1 - p[i]);
            }
            if (inverse == null) {
                inverse = x.preconditioner(Arrays.stream(curvature).average().orElseThrow(), lambda);
            }
            if (!advance(g, direction(curvature, g, Math.min(0.1, Math.sqrt(size / first))))) {
                break;
            }
        }
        throw new UsageException(
                "lambda: expected a penalty with which Newton's method settles in " + MAX_STEPS + " steps, found "
                        + lambda);
    }

    /// Conjugate gradients on `H d = g`, until the residual is `accuracy` times `g` or the steps are as many as unknowns.
    private double[] direction(double[] curvature, double[] g, double accuracy) {
        double[] d = new double[g.length];
        double[] residual = g.clone();
        double[] scaled = inverse.times(residual);
        double[] search = scaled.clone();
        double product = dot(residual, scaled);
        double square = dot(residual, residual);
        double end = square * accuracy * accuracy;
        for (int i = 0; i < g.length && square > end; i++) {
            double[] image = x.times(search);
            for (int row = 0; row < image.length; row++) {
                image[row] *= curvature[row];
            }
            double[] h = x.transposedTimes(image);
            add(h, lambda, search);
            products++;
            double step = product / dot(search, h);
            add(d, step, search);
            add(residual, -step, h);
            square = dot(residual, residual);
            scaled = inverse.times(residual);
            double next = dot(residual, scaled);
            double keep = next / product;
            product = next;
            for (int k = 0; k < search.length; k++) {
                search[k] = scaled[k] + keep * search[k];
            }
        }
        return d;
    }

    /// Moves along a direction as far as the cost falls; false if it does not, or nothing is left to gain.
    private boolean advance(double[] g, double[] d) {
        double[] along = x.times(d);
        double slope = dot(g, d);
        double before = cost;
        double[] from = v;
        double[] fromZ = z;
        double length = 1;
        for (int i = 0; i < MAX_HALVINGS; i++, length /= 2) {
            double[] next = from.clone();
            double[] nextZ = fromZ.clone();
            add(next, length, d);
            add(nextZ, length, along);
            move(next, nextZ);
            // Near the optimum the gain drowns in the rounding of the sum.
            if (cost <= before - 1e-4 * length * slope + 1e-13 * before) {
                return true;
            }
        }
        return false;
    }

    private void move(double[] to, double[] scores) {
        v = to;
        z = scores;
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            sum += loss(z[i], positive[i]);
        }
        cost = sum + lambda / 2 * dot(v, v);
    }

    /// `log(1 + exp(-s z))`, without overflow.
    static double loss(double z, boolean positive) {
        double margin = positive ? z : -z;
        return StrictMath.log1p(StrictMath.exp(-Math.abs(margin))) + Math.max(0, -margin);
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static void add(double[] sum, double factor, double[] a) {
        for (int k = 0; k < a.length; k++) {
            sum[k] += factor * a[k];
        }
    }
}

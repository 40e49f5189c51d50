package lowrankcam.training;

/// What a residual of conjugate gradients is multiplied by: the inverse of something like the second derivative, by Cholesky's
/// decomposition, or nothing. It changes how many steps a fit takes, and its result only within the bound.
final class Preconditioner {

    private static final Preconditioner NONE = new Preconditioner(null);

    /// Lower triangle, row by row; null for none.
    private final double[][] factor;

    private Preconditioner(double[][] factor) {
        this.factor = factor;
    }

    /// Leaves a residual as it is.
    static Preconditioner none() {
        return NONE;
    }

    /// The inverse of `scale · gram + λ I`.
    ///
    /// @param gram   lower triangle of a positive semidefinite matrix, row by row; not modified
    /// @param lambda above 0
    static Preconditioner of(double[][] gram, double scale, double lambda) {
        double[][] l = new double[gram.length][];
        for (int i = 0; i < l.length; i++) {
            double[] row = new double[i + 1];
            for (int j = 0; j < i; j++) {
                row[j] = (scale * gram[i][j] - dot(row, l[j], j)) / l[j][j];
            }
            // At least lambda in exact arithmetic.
            row[i] = Math.sqrt(Math.max(lambda, scale * gram[i][i] + lambda - dot(row, row, i)));
            l[i] = row;
        }
        return new Preconditioner(l);
    }

    /// The product with a residual; without preconditioning the residual itself.
    double[] times(double[] residual) {
        if (factor == null) {
            return residual;
        }
        double[] y = new double[residual.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = (residual[i] - dot(factor[i], y, i)) / factor[i][i];
        }
        for (int i = y.length - 1; i >= 0; i--) {
            y[i] /= factor[i][i];
            for (int j = 0; j < i; j++) {
                y[j] -= y[i] * factor[i][j];
            }
        }
        return y;
    }

    /// Of the first n values, in four chains.
    private static double dot(double[] x, double[] y, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int k = 0;
        for (; k + 3 < n; k += 4) {
            a += x[k] * y[k];
            b += x[k + 1] * y[k + 1];
            c += x[k + 2] * y[k + 2];
            d += x[k + 3] * y[k + 3];
        }
        for (; k < n; k++) {
            a += x[k] * y[k];
        }
        return (a + b) + (c + d);
    }
}

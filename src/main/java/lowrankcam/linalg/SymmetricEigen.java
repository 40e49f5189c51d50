package lowrankcam.linalg;

/// Eigenvalues and eigenvectors of a small symmetric matrix, in double.
///
/// Householder reflections bring the matrix to tridiagonal form, implicit QL steps with Wilkinson's shift to diagonal
/// form. Source: G. H. Golub, C. F. Van Loan, "Matrix Computations", 4th ed., sections 8.3.1 and 8.3.3. Vectors are kept as
/// rows, so that every inner loop runs over neighbouring numbers. The order of all operations is fixed.
final class SymmetricEigen {

    private static final int MAX_STEPS = 60;

    private final double[] values;
    private final double[][] vectors;
    private long multiplyAdds;

    /// @param matrix n×n, symmetric, finite; not modified
    SymmetricEigen(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
        }
        this.values = new double[n];
        this.vectors = new double[n][n];
        double[] off = new double[n];
        tridiagonalise(a, off);
        diagonalise(off);
    }

    /// Multiply-adds of all loops over rows.
    long multiplyAdds() {
        return multiplyAdds;
    }

    /// n eigenvalues, in no particular order.
    double[] values() {
        return values;
    }

    /// n rows; row i is the unit eigenvector of value i.
    double[][] vectors() {
        return vectors;
    }

    /// Reflects rows n-1 … 2 one by one. Afterwards `values` is the diagonal, `off[i]` couples i and i+1, and
    /// `vectors` holds the rows of the accumulated rotation's transpose.
    private void tridiagonalise(double[][] a, double[] off) {
        int n = a.length;
        double[][] reflectors = new double[n][];
        for (int k = 0; k < n - 2; k++) {
            double[] v = reflector(a, k);
            reflectors[k] = v;
            if (v != null) {
                reflect(a, v, k + 1);
            }
        }
        double[][] columns = new double[n][n];
        for (int i = 0; i < n; i++) {
            values[i] = a[i][i];
            off[i] = i + 1 < n ? a[i + 1][i] : 0;
            columns[i][i] = 1;
        }
        // X = H_0 H_1 ...; vectors = Xᵀ: rows are eigenvector candidates, columns the original coordinates. Built from the
        // last reflector on, so that H_k only meets the rows and columns after k, where the rest is still the identity.
        for (int k = n - 3; k >= 0; k--) {
            double[] v = reflectors[k];
            if (v == null) {
                continue;
            }
            // X := H_k X = X - 2 v dᵀ with d = Xᵀ v.
            double[] d = new double[n];
            for (int i = k + 1; i < n; i++) {
                addScaled(d, v[i], columns[i], k + 1);
            }
            for (int i = k + 1; i < n; i++) {
                addScaled(columns[i], -2 * v[i], d, k + 1);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                vectors[i][j] = columns[j][i];
            }
        }
    }

    /// Unit vector v with zeros up to k such that I - 2vvᵀ maps column k below the diagonal onto its first entry; null
    /// if the column is already there.
    private static double[] reflector(double[][] a, int k) {
        int n = a.length;
        double scale = 0;
        for (int i = k + 2; i < n; i++) {
            scale = Math.max(scale, Math.abs(a[i][k]));
        }
        if (scale == 0) {
            return null;
        }
        scale = Math.max(scale, Math.abs(a[k + 1][k]));
        double[] v = new double[n];
        double square = 0;
        for (int i = k + 1; i < n; i++) {
            v[i] = a[i][k] / scale;
            square = Math.fma(v[i], v[i], square);
        }
        v[k + 1] += Math.copySign(Math.sqrt(square), v[k + 1]);
        double length = 0;
        for (int i = k + 1; i < n; i++) {
            length = Math.fma(v[i], v[i], length);
        }
        length = Math.sqrt(length);
        for (int i = k + 1; i < n; i++) {
            v[i] /= length;
        }
        return v;
    }

    /// A := (I - 2vvᵀ) A (I - 2vvᵀ) = A - 2vwᵀ - 2wvᵀ with w = Av - (vᵀAv)v; v is zero before `first`, and only the rows
    /// and columns from `first - 1` on are still to be reduced. A is symmetric: rows serve as columns.
    private void reflect(double[][] a, double[] v, int first) {
        int n = a.length;
        int begin = first - 1;
        double[] w = new double[n];
        for (int i = first; i < n; i++) {
            addScaled(w, v[i], a[i], begin);
        }
        double vw = 0;
        for (int i = first; i < n; i++) {
            vw = Math.fma(v[i], w[i], vw);
        }
        addScaled(w, -vw, v, begin);
        for (int i = begin; i < n; i++) {
            double[] row = a[i];
            double twiceV = -2 * v[i];
            double twiceW = -2 * w[i];
            multiplyAdds += 2L * (n - begin);
            for (int j = begin; j < n; j++) {
                row[j] = Math.fma(twiceV, w[j], Math.fma(twiceW, v[j], row[j]));
            }
        }
    }

    /// target += factor · source, from `begin` on.
    private void addScaled(double[] target, double factor, double[] source, int begin) {
        multiplyAdds += target.length - begin;
        for (int j = begin; j < target.length; j++) {
            target[j] = Math.fma(factor, source[j], target[j]);
        }
    }

    private void diagonalise(double[] off) {
        int n = values.length;
        for (int low = 0; low < n; low++) {
            for (int step = 0; ; step++) {
                int high = low;
                while (high < n - 1 && Math.abs(off[high]) > negligible(high)) {
                    high++;
                }
                if (high == low) {
                    break;
                }
                if (step == MAX_STEPS) {
                    throw new ArithmeticException("eigenvalue " + low + " did not converge in " + step + " steps");
                }
                chase(off, low, high);
            }
        }
    }

    private double negligible(int i) {
        return Math.ulp(1.0) * (Math.abs(values[i]) + Math.abs(values[i + 1]));
    }

    /// One implicit QL step on rows low … high.
    private void chase(double[] off, int low, int high) {
        double g = (values[low + 1] - values[low]) / (2 * off[low]);
        double r = Math.sqrt(Math.fma(g, g, 1));
        g = values[high] - values[low] + off[low] / (g + Math.copySign(r, g));
        double s = 1;
        double c = 1;
        double p = 0;
        for (int i = high - 1; i >= low; i--) {
            double f = s * off[i];
            double b = c * off[i];
            r = length(f, g);
            off[i + 1] = r;
            if (r == 0) {
                values[i + 1] -= p;
                off[high] = 0;
                return;
            }
            s = f / r;
            c = g / r;
            g = values[i + 1] - p;
            r = (values[i] - g) * s + 2 * c * b;
            p = s * r;
            values[i + 1] = g + p;
            g = c * r - b;
            rotate(vectors[i], vectors[i + 1], c, s);
        }
        values[low] -= p;
        off[low] = g;
        off[high] = 0;
    }

    private void rotate(double[] lower, double[] upper, double c, double s) {
        multiplyAdds += 4L * lower.length;
        for (int j = 0; j < lower.length; j++) {
            double f = upper[j];
            upper[j] = Math.fma(s, lower[j], c * f);
            lower[j] = Math.fma(c, lower[j], -(s * f));
        }
    }

    private static double length(double x, double y) {
        double big = Math.max(Math.abs(x), Math.abs(y));
        double small = Math.min(Math.abs(x), Math.abs(y));
        if (big == 0) {
            return 0;
        }
        double ratio = small / big;
        return big * Math.sqrt(Math.fma(ratio, ratio, 1));
    }
}

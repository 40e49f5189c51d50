package lowrankcam.linalg;

/// Eigenvalues of a small symmetric matrix, and those of its eigenvectors that are asked for, in double.
///
/// Householder reflections bring the matrix to tridiagonal form, implicit QL steps with Wilkinson's shift to diagonal
/// form. Source: G. H. Golub, C. F. Van Loan, "Matrix Computations", 4th ed., sections 8.3.1 and 8.3.3. Reflections and
/// rotations are kept: an eigenvector is an axis that all rotations, the last first, and then all reflections are applied
/// to. So r of n vectors cost r/n of what all cost, and each has the same bits whichever others are asked for. The order of
/// all operations is fixed.
final class SymmetricEigen {

    private static final int MAX_STEPS = 60;

    /// Squares between these have lost nothing.
    private static final double TINY = 0x1p-900;
    private static final double HUGE = 0x1p1000;

    private static final int GROUP = Rotations.GROUP;

    private final double[] values;
    /// Reflection k turns what follows entry k; null where there was nothing to do.
    private final double[][] reflectors;
    private final Rotations rotations = new Rotations();
    private long multiplyAdds;

    /// @param matrix n×n, symmetric, finite; overwritten
    SymmetricEigen(double[][] matrix) {
        int n = matrix.length;
        this.values = new double[n];
        this.reflectors = new double[Math.max(0, n - 2)][];
        double[] off = new double[n];
        tridiagonalise(matrix, off);
        diagonalise(off);
    }

    /// Multiply-adds of all loops over rows until now.
    long multiplyAdds() {
        return multiplyAdds;
    }

    /// n eigenvalues, in no particular order.
    double[] values() {
        return values;
    }

    /// Unit eigenvectors.
    ///
    /// @param wanted indices of values
    /// @return one row of n for each
    double[][] vectors(int[] wanted) {
        double[][] result = new double[wanted.length][values.length];
        for (int first = 0; first < wanted.length; first += GROUP) {
            int count = Math.min(GROUP, wanted.length - first);
            double[] axes = new double[values.length * GROUP];
            for (int j = 0; j < count; j++) {
                axes[wanted[first + j] * GROUP + j] = 1;
            }
            rotations.turnBack(axes);
            reflect(axes);
            multiplyAdds += count * vectorWork();
            for (int i = 0; i < values.length; i++) {
                for (int j = 0; j < count; j++) {
                    result[first + j][i] = axes[i * GROUP + j];
                }
            }
        }
        return result;
    }

    /// Multiply-adds of one eigenvector.
    private long vectorWork() {
        long work = 4L * rotations.count();
        for (int k = 0; k < reflectors.length; k++) {
            work += reflectors[k] == null ? 0 : 2L * (values.length - k - 1);
        }
        return work;
    }

    /// Y := H_0 H_1 … Y, where `H_k = I - 2vvᵀ` only meets the rows after k.
    private void reflect(double[] axes) {
        for (int k = reflectors.length - 1; k >= 0; k--) {
            double[] v = reflectors[k];
            if (v == null) {
                continue;
            }
            double d0 = 0;
            double d1 = 0;
            double d2 = 0;
            double d3 = 0;
            for (int i = k + 1; i < v.length; i++) {
                int at = i * GROUP;
                d0 = Math.fma(v[i], axes[at], d0);
                d1 = Math.fma(v[i], axes[at + 1], d1);
                d2 = Math.fma(v[i], axes[at + 2], d2);
                d3 = Math.fma(v[i], axes[at + 3], d3);
            }
            for (int i = k + 1; i < v.length; i++) {
                int at = i * GROUP;
                double twice = -2 * v[i];
                axes[at] = Math.fma(twice, d0, axes[at]);
                axes[at + 1] = Math.fma(twice, d1, axes[at + 1]);
                axes[at + 2] = Math.fma(twice, d2, axes[at + 2]);
                axes[at + 3] = Math.fma(twice, d3, axes[at + 3]);
            }
        }
    }

    /// Reflects rows n-1 … 2 one by one. Afterwards `values` is the diagonal, and `off[i]` couples i and i+1.
    private void tridiagonalise(double[][] a, double[] off) {
        int n = a.length;
        for (int k = 0; k < n - 2; k++) {
            double[] v = reflector(a, k);
            reflectors[k] = v;
            if (v != null) {
                reflect(a, v, k + 1);
            }
        }
        for (int i = 0; i < n; i++) {
            values[i] = a[i][i];
            off[i] = i + 1 < n ? a[i + 1][i] : 0;
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
            rotations.keep(i, c, s);
        }
        values[low] -= p;
        off[low] = g;
        off[high] = 0;
    }

    /// `√(x² + y²)`, by a quotient only where a square could leave the range of a double.
    private static double length(double x, double y) {
        double square = Math.fma(x, x, y * y);
        if (square > TINY && square < HUGE) {
            return Math.sqrt(square);
        }
        double big = Math.max(Math.abs(x), Math.abs(y));
        double small = Math.min(Math.abs(x), Math.abs(y));
        if (big == 0) {
            return 0;
        }
        double ratio = small / big;
        return big * Math.sqrt(Math.fma(ratio, ratio, 1));
    }
}

package lowrankcam.linalg;

import java.util.Arrays;
import java.util.Comparator;

/// Thin singular value decomposition `M = U Σ Vᵀ` of a P×K matrix, in double, order and signs fixed.
///
/// Computed from the eigenvectors of the smaller of `M·Mᵀ` and `Mᵀ·M`, each entry of which is one sum in double with
/// ascending index. That is fast for a few dozen rows and exact enough for what is asked of it: a singular value is
/// accurate to about `1e-16 · (σ_1/σ_i)²` of itself, so values below `1e-6 · σ_1` count as zero.
///
/// - **Order:** σ descending; equal values in the order of their eigenvectors.
/// - **Sign:** mode i has `u_i · m ≥ 0` where `m` is the sum of M's columns. Where `|u_i · m| ≤ 1e-12 · ‖m‖` the entry of
///   largest magnitude (the first of equals) is positive. The sign of `v_i` follows.
public final class ThinSvd {

    /// Singular values at or below this share of the largest count as zero.
    public static final double RANK_TOLERANCE = 1e-6;

    private static final double SIGN_TOLERANCE = 1e-12;

    private final Matrix matrix;
    private final double[] sigma;
    private final double[][] left;
    private final double[] margins;
    private final long products;
    private final long rotations;

    /// Decomposes a matrix of floats.
    ///
    /// @param matrix  P×K, row-major; not modified, not copied
    /// @param rows    P
    /// @param columns K
    /// @throws ArithmeticException if an entry is not finite, naming row and column
    public ThinSvd(float[] matrix, int rows, int columns) {
        this(Matrix.of(matrix, rows, columns), null, null);
    }

    /// As above, with another implementation of the products of rows, which gives the same bits.
    public ThinSvd(float[] matrix, int rows, int columns, RowProducts products) {
        this(Matrix.of(matrix, rows, columns), matrix, products);
    }

    /// Decomposes a matrix of doubles, for example centred features.
    ///
    /// @param matrix  P×K, row-major; not modified, not copied
    /// @param rows    P
    /// @param columns K
    /// @throws ArithmeticException if an entry is not finite, naming row and column
    public ThinSvd(double[] matrix, int rows, int columns) {
        this(Matrix.of(matrix, rows, columns), null, null);
    }

    /// @param floats   the matrix for `products`, or null
    /// @param products or null for the plain loops
    private ThinSvd(Matrix matrix, float[] floats, RowProducts products) {
        this.matrix = matrix;
        double max = matrix.largestMagnitude();
        // A power of two that brings the largest entry near 1, so that squares neither overflow nor vanish.
        double scale = max == 0 ? 1 : Math.scalb(1.0, -Math.getExponent(max));
        int rows = matrix.rows();
        boolean wide = rows <= matrix.columns();
        double[][] gram;
        if (!wide) {
            gram = gram(scaled(scale), matrix.columns());
        } else if (products == null) {
            gram = gram(transposed(scale), rows);
        } else {
            gram = products.of(floats, rows, matrix.columns(), scale);
        }
        SymmetricEigen eigen = new SymmetricEigen(gram);
        long n = gram.length;
        this.products = n * (n + 1) / 2 * (wide ? matrix.columns() : rows);
        this.rotations = eigen.multiplyAdds();
        Integer[] order = new Integer[gram.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -eigen.values()[i]));
        int rank = 0;
        double[] values = new double[gram.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sqrt(Math.max(0, eigen.values()[order[i]]));
            if (values[i] > RANK_TOLERANCE * values[0]) {
                rank++;
            }
        }
        this.sigma = Arrays.copyOf(values, rank);
        this.left = new double[rank][];
        for (int i = 0; i < rank; i++) {
            double[] vector = eigen.vectors()[order[i]];
            left[i] = wide ? vector : project(vector, scale, sigma[i]);
            sigma[i] /= scale;
        }
        this.margins = fixSigns(scale);
    }

    /// K rows of P values.
    private double[][] transposed(double scale) {
        double[][] result = new double[columns()][rows()];
        double[] row = new double[columns()];
        for (int p = 0; p < rows(); p++) {
            matrix.row(p, row);
            for (int k = 0; k < row.length; k++) {
                result[k][p] = row[k] * scale;
            }
        }
        return result;
    }

    /// P rows of K values.
    private double[][] scaled(double scale) {
        double[][] result = new double[rows()][columns()];
        for (int p = 0; p < rows(); p++) {
            matrix.row(p, result[p]);
            for (int k = 0; k < columns(); k++) {
                result[p][k] *= scale;
            }
        }
        return result;
    }

    /// `Σ_t row_t row_tᵀ`, t ascending; the lower triangle is computed, eight terms a visit, and mirrored.
    private static double[][] gram(double[][] terms, int n) {
        double[][] gram = new double[n][n];
        int t = 0;
        for (; t + 8 <= terms.length; t += 8) {
            for (int i = 0; i < n; i++) {
                addEight(gram[i], terms, t, i);
            }
        }
        for (; t < terms.length; t++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    gram[i][j] = Math.fma(terms[t][i], terms[t][j], gram[i][j]);
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                gram[i][j] = gram[j][i];
            }
        }
        return gram;
    }

    private static void addEight(double[] sum, double[][] terms, int t, int i) {
        double[] t0 = terms[t];
        double[] t1 = terms[t + 1];
        double[] t2 = terms[t + 2];
        double[] t3 = terms[t + 3];
        double[] t4 = terms[t + 4];
        double[] t5 = terms[t + 5];
        double[] t6 = terms[t + 6];
        double[] t7 = terms[t + 7];
        double f0 = t0[i];
        double f1 = t1[i];
        double f2 = t2[i];
        double f3 = t3[i];
        double f4 = t4[i];
        double f5 = t5[i];
        double f6 = t6[i];
        double f7 = t7[i];
        for (int j = 0; j <= i; j++) {
            double s = Math.fma(f0, t0[j], sum[j]);
            s = Math.fma(f1, t1[j], s);
            s = Math.fma(f2, t2[j], s);
            s = Math.fma(f3, t3[j], s);
            s = Math.fma(f4, t4[j], s);
            s = Math.fma(f5, t5[j], s);
            s = Math.fma(f6, t6[j], s);
            sum[j] = Math.fma(f7, t7[j], s);
        }
    }

    /// u = M v / σ for an eigenvector of Mᵀ·M.
    private double[] project(double[] v, double scale, double value) {
        double[] u = new double[rows()];
        double[] row = new double[columns()];
        for (int p = 0; p < u.length; p++) {
            matrix.row(p, row);
            double sum = 0;
            for (int k = 0; k < row.length; k++) {
                sum = Math.fma(row[k] * scale, v[k], sum);
            }
            u[p] = sum / value;
        }
        return u;
    }

    private double[] fixSigns(double scale) {
        double[] sums = rowSums();
        for (int p = 0; p < sums.length; p++) {
            sums[p] *= scale;
        }
        double norm = Math.sqrt(dot(sums, sums));
        double[] result = new double[left.length];
        for (int i = 0; i < left.length; i++) {
            double along = dot(left[i], sums);
            boolean tie = Math.abs(along) <= SIGN_TOLERANCE * norm;
            double sign = tie ? left[i][largest(left[i])] : along;
            if (sign < 0) {
                for (int p = 0; p < left[i].length; p++) {
                    left[i][p] = -left[i][p];
                }
            }
            result[i] = tie ? 0 : Math.abs(along) / norm;
        }
        return result;
    }

    private static int largest(double[] vector) {
        int best = 0;
        for (int i = 1; i < vector.length; i++) {
            if (Math.abs(vector[i]) > Math.abs(vector[best])) {
                best = i;
            }
        }
        return best;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum = Math.fma(a[i], b[i], sum);
        }
        return sum;
    }

    /// Multiply-adds of the products of rows (or columns), `K P (P + 1) / 2` of a wide matrix.
    public long products() {
        return products;
    }

    /// Multiply-adds of the eigenvectors, which grow with the third power of the smaller side.
    public long rotations() {
        return rotations;
    }

    /// Sum of the columns: m = M·1, P values, each summed with ascending index.
    public double[] rowSums() {
        return matrix.rowSums();
    }

    /// P.
    public int rows() {
        return matrix.rows();
    }

    /// K.
    public int columns() {
        return matrix.columns();
    }

    /// The decomposed matrix, P×K, row-major: a copy if it was given in floats, else the array itself, to be read only.
    public double[] matrix() {
        return matrix.values();
    }

    /// Number of singular values above the tolerance, R ≤ min(P, K); 0 for a zero matrix.
    public int rank() {
        return sigma.length;
    }

    /// R singular values, descending.
    public double[] sigma() {
        return sigma.clone();
    }

    /// Left singular vector of mode i, P values of unit length.
    public double[] left(int i) {
        return left[i].clone();
    }

    /// Right singular vector of mode i, `v_i = Mᵀ u_i / σ_i`, K values of unit length.
    public double[] right(int i) {
        double[] v = new double[columns()];
        double[] row = new double[columns()];
        for (int p = 0; p < rows(); p++) {
            matrix.row(p, row);
            for (int k = 0; k < v.length; k++) {
                v[k] = Math.fma(left[i][p], row[k], v[k]);
            }
        }
        for (int k = 0; k < v.length; k++) {
            v[k] /= sigma[i];
        }
        return v;
    }

    /// How clearly the sign of mode i was decided: `|u_i · m| / ‖m‖`, from 0 (a tie) to 1.
    public double signMargin(int i) {
        return margins[i];
    }
}

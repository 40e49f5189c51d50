package lowrankcam.linalg;

import java.util.Arrays;
import java.util.Comparator;

/// Thin singular value decomposition `M = U Σ Vᵀ` of a P×K matrix, in double, order and signs fixed.
///
/// Computed from the eigenvectors of the smaller of `M·Mᵀ` and `Mᵀ·M`, each entry of which is one sum in double with
/// ascending index. That is fast for a few dozen rows and exact enough for what is asked of it: a singular value is
/// accurate to about `1e-16 · (σ_1/σ_i)²` of itself, so values below `1e-6 · σ_1` count as zero.
///
/// Products are made at once, values when one is asked for, vectors when the first of their group of four is asked for: with the
/// same bits in whatever order.
///
/// - **Order:** σ descending; equal values in the order of their eigenvectors.
/// - **Sign:** mode i has `u_i · m ≥ 0` where `m` is the sum of M's columns. Where `|u_i · m| ≤ 1e-12 · ‖m‖` the entry of
///   largest magnitude (the first of equals) is positive. The sign of `v_i` follows.
public final class ThinSvd {

    /// Singular values at or below this share of the largest count as zero.
    public static final double RANK_TOLERANCE = 1e-6;

    private static final double SIGN_TOLERANCE = 1e-12;

    /// Modes that are made side by side.
    private static final int GROUP = Rotations.GROUP;

    private final Matrix matrix;
    private final double scale;
    private final boolean wide;
    private final long products;
    private volatile double[] rowSums;
    /// Null once it is decomposed, and all below null until then.
    private double[][] gram;
    private SymmetricEigen eigen;
    /// Eigenvalue of each mode.
    private int[] order;
    private double[] sigma;
    private double[][] left;
    private double[] margins;

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
        this.scale = matrix.scale();
        this.wide = matrix.rows() <= matrix.columns();
        if (!wide) {
            this.gram = PlainProducts.ofColumns(matrix, scale);
        } else if (products == null) {
            this.gram = PlainProducts.ofRows(matrix, scale);
        } else {
            this.gram = products.of(floats, matrix.rows(), matrix.columns());
        }
        matrix.requireFinite(gram);
        long n = gram.length;
        this.products = n * (n + 1) / 2 * (wide ? matrix.columns() : matrix.rows());
    }

    /// Singular values, when the first of anything is asked for.
    private synchronized void decompose() {
        if (gram == null) {
            return;
        }
        this.eigen = new SymmetricEigen(gram);
        this.gram = null;
        this.order = descending(eigen.values());
        int rank = 0;
        double[] values = new double[order.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sqrt(Math.max(0, eigen.values()[order[i]]));
            if (values[i] > RANK_TOLERANCE * values[0]) {
                rank++;
            }
        }
        this.sigma = Arrays.copyOf(values, rank);
        for (int i = 0; i < rank; i++) {
            sigma[i] /= scale;
        }
        this.left = new double[rank][];
        this.margins = new double[rank];
    }

    /// Indices of values, the largest first, equal ones in their order.
    private static int[] descending(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -values[i]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /// Makes the first modes now, at most all, and not when they are asked for.
    public void makeFirst(int count) {
        decompose();
        for (int i = 0; i < Math.min(count, left.length); i += GROUP) {
            make(i);
        }
    }

    /// Makes the vectors of mode i and of its neighbours, if that has not been done.
    private synchronized void make(int i) {
        decompose();
        if (left[i] != null) {
            return;
        }
        int first = i / GROUP * GROUP;
        int end = Math.min(first + GROUP, left.length);
        double[][] vectors = eigen.vectors(Arrays.copyOfRange(order, first, end));
        double[] sums = rowSums();
        for (int p = 0; p < sums.length; p++) {
            sums[p] *= scale;
        }
        double norm = Math.sqrt(dot(sums, sums));
        for (int m = first; m < end; m++) {
            double[] vector = vectors[m - first];
            left[m] = wide ? vector : project(vector, sigma[m] * scale);
            margins[m] = fixSign(left[m], sums, norm);
        }
    }

    /// u = M v / σ for an eigenvector of Mᵀ·M.
    private double[] project(double[] v, double value) {
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

    /// Turns a mode as the sums of its rows demand.
    ///
    /// @return how clearly they do
    private static double fixSign(double[] mode, double[] sums, double norm) {
        double along = dot(mode, sums);
        boolean tie = Math.abs(along) <= SIGN_TOLERANCE * norm;
        double sign = tie ? mode[largest(mode)] : along;
        if (sign < 0) {
            for (int p = 0; p < mode.length; p++) {
                mode[p] = -mode[p];
            }
        }
        return tie ? 0 : Math.abs(along) / norm;
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

    /// Multiply-adds of eigenvalues and of the eigenvectors made until now; the former grow with the third power of the
    /// smaller side.
    public synchronized long rotations() {
        decompose();
        return eigen.multiplyAdds();
    }

    /// Sum of the columns: m = M·1, P values, each summed with ascending index.
    public double[] rowSums() {
        double[] sums = rowSums;
        if (sums == null) {
            sums = matrix.rowSums();
            rowSums = sums;
        }
        return sums.clone();
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
        decompose();
        return sigma.length;
    }

    /// R singular values, descending.
    public double[] sigma() {
        decompose();
        return sigma.clone();
    }

    /// Left singular vector of mode i, P values of unit length.
    public double[] left(int i) {
        make(i);
        return left[i].clone();
    }

    /// Right singular vector of mode i, `v_i = Mᵀ u_i / σ_i`, K values of unit length.
    public double[] right(int i) {
        make(i);
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
        make(i);
        return margins[i];
    }
}

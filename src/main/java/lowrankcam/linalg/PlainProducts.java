package lowrankcam.linalg;

/// Products of all pairs of rows, or of all pairs of columns, of a matrix by plain loops: one sum in double for each entry,
/// with ascending index.
final class PlainProducts {

    private PlainProducts() {}

    /// `(s M)(s M)ᵀ`, P×P.
    static double[][] ofRows(Matrix matrix, double scale) {
        return gram(transposed(matrix, scale), matrix.rows());
    }

    /// `(s M)ᵀ(s M)`, K×K.
    static double[][] ofColumns(Matrix matrix, double scale) {
        return gram(scaled(matrix, scale), matrix.columns());
    }

    /// K rows of P values.
    private static double[][] transposed(Matrix matrix, double scale) {
        double[][] result = new double[matrix.columns()][matrix.rows()];
        double[] row = new double[matrix.columns()];
        for (int p = 0; p < matrix.rows(); p++) {
            matrix.row(p, row);
            for (int k = 0; k < row.length; k++) {
                result[k][p] = row[k] * scale;
            }
        }
        return result;
    }

    /// P rows of K values.
    private static double[][] scaled(Matrix matrix, double scale) {
        double[][] result = new double[matrix.rows()][matrix.columns()];
        for (int p = 0; p < matrix.rows(); p++) {
            matrix.row(p, result[p]);
            for (int k = 0; k < matrix.columns(); k++) {
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
}

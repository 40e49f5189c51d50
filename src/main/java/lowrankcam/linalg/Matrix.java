package lowrankcam.linalg;

/// A P×K matrix of floats or of doubles, read as doubles. Not copied, not modified.
///
/// A copy of features in double would be twice their size, which in a decomposition costs as much as a third of its sums.
final class Matrix {

    private final int rows;
    private final int columns;
    private final float[] floats;
    private final double[] doubles;

    private Matrix(int rows, int columns, float[] floats, double[] doubles, long length) {
        if (rows < 1 || columns < 1 || length != (long) rows * columns) {
            throw new IllegalArgumentException(rows + "x" + columns + " matrix given " + length + " values");
        }
        this.rows = rows;
        this.columns = columns;
        this.floats = floats;
        this.doubles = doubles;
    }

    static Matrix of(float[] values, int rows, int columns) {
        return new Matrix(rows, columns, values, null, values.length);
    }

    static Matrix of(double[] values, int rows, int columns) {
        return new Matrix(rows, columns, null, values, values.length);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /// Copies row p, K values.
    void row(int p, double[] target) {
        if (doubles != null) {
            System.arraycopy(doubles, p * columns, target, 0, columns);
            return;
        }
        int at = p * columns;
        for (int k = 0; k < columns; k++) {
            target[k] = floats[at + k];
        }
    }

    /// All entries, row-major: the doubles themselves, or a copy of the floats.
    double[] values() {
        if (doubles != null) {
            return doubles;
        }
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    /// Sum of each row, k ascending. Four rows at a time, since each addition waits for the one before it.
    double[] rowSums() {
        double[] sums = new double[rows];
        double[][] row = new double[4][columns];
        for (int p = 0; p < rows; p += 4) {
            int count = Math.min(4, rows - p);
            for (int i = 0; i < count; i++) {
                row(p + i, row[i]);
            }
            addUp(row[0], row[1], row[2], row[3], sums, p, count);
        }
        return sums;
    }

    private static void addUp(
            double[] r0, double[] r1, double[] r2, double[] r3, double[] sums, int p, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int k = 0; k < r0.length; k++) {
            s0 += r0[k];
            s1 += r1[k];
            s2 += r2[k];
            s3 += r3[k];
        }
        double[] all = {s0, s1, s2, s3};
        System.arraycopy(all, 0, sums, p, count);
    }

    /// A power of two that brings the largest entry near 1, so that squares neither overflow nor vanish in double. Those of floats do
    /// not: 1 for them.
    ///
    /// @throws ArithmeticException if an entry is not finite, naming row and column; of floats, [#requireFinite] finds it
    double scale() {
        if (floats != null) {
            return 1;
        }
        double max = largestMagnitude(doubles);
        if (!Double.isFinite(max)) {
            throw notFinite();
        }
        return max == 0 ? 1 : Math.scalb(1.0, -Math.getExponent(max));
    }

    /// Looks for entries that are not finite by the squares of rows or columns, the diagonal of their products.
    ///
    /// @throws ArithmeticException if there are, naming row and column
    void requireFinite(double[][] products) {
        for (int i = 0; i < products.length; i++) {
            if (!Double.isFinite(products[i][i])) {
                throw notFinite();
            }
        }
    }

    /// NaN if a value is NaN. Four maxima at a time, since each waits for the one before it.
    private static double largestMagnitude(double[] values) {
        double m0 = 0;
        double m1 = 0;
        double m2 = 0;
        double m3 = 0;
        int i = 0;
        for (; i + 4 <= values.length; i += 4) {
            m0 = Math.max(m0, Math.abs(values[i]));
            m1 = Math.max(m1, Math.abs(values[i + 1]));
            m2 = Math.max(m2, Math.abs(values[i + 2]));
            m3 = Math.max(m3, Math.abs(values[i + 3]));
        }
        for (; i < values.length; i++) {
            m0 = Math.max(m0, Math.abs(values[i]));
        }
        return Math.max(Math.max(m0, m1), Math.max(m2, m3));
    }

    private ArithmeticException notFinite() {
        double[] values = values();
        int i = 0;
        while (Double.isFinite(values[i])) {
            i++;
        }
        return new ArithmeticException(
                "matrix entry at row " + i / columns + ", column " + i % columns + " is " + values[i]);
    }
}

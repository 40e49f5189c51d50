package lowrankcam.cam;

import lowrankcam.linalg.ThinSvd;

/// The strongest spatial mode of a P×K matrix, `σ_1 u_1`: the projection of its rows on its first right singular
/// vector.
///
/// @param map           P values
/// @param singularValue σ_1; 0 if the matrix is zero and so is the map
public record LeadingMode(double[] map, double singularValue) {

    /// Which way the mode points; the SVD leaves that open.
    public enum Sign {
        /// `u_1 · m ≥ 0`, with m the sum of the matrix's columns.
        COLUMN_SUM,
        /// The value of largest magnitude is positive; of equals, as [#COLUMN_SUM] leaves it.
        LARGEST_MAGNITUDE
    }

    /// @param matrix P×K, row-major
    public static LeadingMode of(double[] matrix, int rows, int columns, Sign sign) {
        ThinSvd svd = new ThinSvd(matrix, rows, columns);
        if (svd.rank() == 0) {
            return new LeadingMode(new double[rows], 0);
        }
        double[] map = svd.left(0);
        double sigma = svd.sigma()[0];
        double max = 0;
        double min = 0;
        for (int p = 0; p < rows; p++) {
            map[p] *= sigma;
            max = Math.max(max, map[p]);
            min = Math.min(min, map[p]);
        }
        if (sign == Sign.LARGEST_MAGNITUDE && -min > max) {
            for (int p = 0; p < rows; p++) {
                map[p] = -map[p];
            }
        }
        return new LeadingMode(map, sigma);
    }

    /// The matrix minus the mean of each column.
    public static double[] centred(double[] matrix, int rows, int columns) {
        double[] means = new double[columns];
        for (int i = 0; i < matrix.length; i++) {
            means[i % columns] += matrix[i];
        }
        for (int k = 0; k < columns; k++) {
            means[k] /= rows;
        }
        double[] centred = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            centred[i] = matrix[i] - means[i % columns];
        }
        return centred;
    }
}

package lowrankcam.linalg;

import java.util.Arrays;

/// Angles between two subspaces, each given by an orthonormal basis.
///
/// With bases V (K×r) and V' (K×s), the singular values of `C = Vᵀ V'` are the cosines of the principal angles.
/// Source: Å. Björck, G. H. Golub, "Numerical Methods for Computing Angles Between Linear Subspaces", Mathematics
/// of Computation 27 (1973), theorem 1.
///
/// They are computed as square roots of eigenvalues, so a cosine is accurate to 1e-16 and an angle below 1e-8
/// shows as 0 or as noise of that size.
public final class PrincipalAngles {

    private PrincipalAngles() {}

    /// Cosines, descending, within 0 … 1; min(r, s) of them.
    ///
    /// @param products C, r rows of s scalar products of unit vectors; not modified
    public static double[] cosines(double[][] products) {
        if (products.length == 0 || products[0].length == 0) {
            return new double[0];
        }
        double[][] rows = products.length <= products[0].length ? products : transposed(products);
        int n = rows.length;
        double[][] gram = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < rows[i].length; k++) {
                    sum = Math.fma(rows[i][k], rows[j][k], sum);
                }
                gram[i][j] = sum;
                gram[j][i] = sum;
            }
        }
        double[] values = new SymmetricEigen(gram).values();
        Arrays.sort(values);
        double[] cosines = new double[n];
        for (int i = 0; i < n; i++) {
            cosines[i] = Math.sqrt(Math.clamp(values[n - 1 - i], 0.0, 1.0));
        }
        return cosines;
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] result = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < result.length; j++) {
                result[j][i] = matrix[i][j];
            }
        }
        return result;
    }
}

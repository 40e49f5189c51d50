package lowrankcam.linalg;

/// Products of all pairs of rows of a matrix, which a decomposition of a wide matrix starts from.
@FunctionalInterface
public interface RowProducts {

    /// `G[i][j] = Σ_k M[i,k] · M[j,k]`, k ascending, one fused multiply-add a step, in double.
    ///
    /// @param matrix  P×K, row-major; widened to double before anything else; not modified
    /// @param rows    P
    /// @param columns K
    /// @return P×P, symmetric
    double[][] of(float[] matrix, int rows, int columns);
}

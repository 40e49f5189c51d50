package lowrankcam.kernel;

/// Products of all pairs of rows of a matrix: `G[i][j] = Σ_k M[i,k] · M[j,k]`.
///
/// | array  | shape | order | access |
/// |--------|-------|-------|--------|
/// | matrix | P×K   | row-major | read |
/// | result | P×P   | one array a row, symmetric | new |
///
/// **Sum order:** from zero, k ascending, one fused multiply-add a step, in double. Squares of floats neither
/// overflow there nor vanish. Same bits from all implementations; `GramParityTest` holds them to it.
/// **Cost:** K · P · (P + 1) / 2 multiply-adds.
public sealed interface Gram permits ScalarGram, VectorGram {

    /// @param matrix  P×K
    /// @param rows    P
    /// @param columns K
    double[][] apply(float[] matrix, int rows, int columns);

    /// The same on the threads of a team, one caller of it at a time; the plain loops stay on one.
    Gram on(Workers team);

    /// The plain loops.
    static Gram scalar() {
        return new ScalarGram();
    }

    /// The Vector API, on one thread.
    static Gram vector() {
        return new VectorGram(new Workers(1));
    }

    /// @throws IllegalArgumentException if the length does not fit
    static void check(float[] matrix, int rows, int columns) {
        if (rows < 1 || columns < 1 || matrix.length != (long) rows * columns) {
            throw new IllegalArgumentException(rows + "x" + columns + " matrix given " + matrix.length + " values");
        }
    }

    /// Copies the lower triangle to the upper.
    static void mirror(double[][] gram) {
        for (int i = 0; i < gram.length; i++) {
            for (int j = i + 1; j < gram.length; j++) {
                gram[i][j] = gram[j][i];
            }
        }
    }
}

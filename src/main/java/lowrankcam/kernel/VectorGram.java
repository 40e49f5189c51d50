package lowrankcam.kernel;

/// Register tiles ([TileGram]) over chunks of columns, turned so that lanes run along j.
///
/// A chunk and what is summed of it stay in the first-level cache; between chunks the sums rest in the result.
record VectorGram() implements Gram {

    private static final int WIDTH = TileGram.WIDTH;

    /// Columns of the matrix at a time: 32 KiB for 64 rows.
    private static final int CHUNK = 64;

    @Override
    public double[][] apply(float[] matrix, int rows, int columns, double scale) {
        Gram.check(matrix, rows, columns);
        double[][] gram = new double[rows][rows];
        double[] terms = new double[CHUNK * rows];
        for (int first = 0; first < columns; first += CHUNK) {
            int count = Math.min(CHUNK, columns - first);
            turn(matrix, rows, columns, first, count, scale, terms);
            add(terms, count, rows, gram);
        }
        Gram.mirror(gram);
        return gram;
    }

    /// Columns first … first + count - 1 as rows of `terms`.
    private static void turn(
            float[] matrix, int rows, int columns, int first, int count, double scale, double[] terms) {
        for (int p = 0; p < rows; p++) {
            int from = p * columns + first;
            for (int k = 0; k < count; k++) {
                terms[k * rows + p] = matrix[from + k] * scale;
            }
        }
    }

    private static void add(double[] terms, int count, int n, double[][] gram) {
        int j = 0;
        for (; j + WIDTH <= n; j += WIDTH) {
            for (int i = j; i < n; i += TileGram.ROWS) {
                TileGram.run(terms, count, n, gram, i, j);
            }
        }
        for (; j < n; j++) {
            for (int i = j; i < n; i++) {
                double sum = gram[i][j];
                for (int k = 0; k < count; k++) {
                    sum = Math.fma(terms[k * n + i], terms[k * n + j], sum);
                }
                gram[i][j] = sum;
            }
        }
    }
}

package lowrankcam.kernel;

/// Register tiles ([TileGram]) over chunks of columns.
///
/// A chunk lies in memory twice: row by row, and in panels of neighbouring rows whose values at one column follow on each other,
/// so that lanes run along j. Both, and what is summed of them, stay in the first-level cache; between chunks the sums rest
/// in the result.
record VectorGram() implements Gram {

    private static final int WIDTH = TileGram.WIDTH;
    private static final int CHUNK = TileGram.CHUNK;

    @Override
    public double[][] apply(float[] matrix, int rows, int columns, double scale) {
        Gram.check(matrix, rows, columns);
        double[][] gram = new double[rows][rows];
        double[] lines = new double[CHUNK * rows];
        double[] panels = new double[CHUNK * (rows - rows % WIDTH)];
        for (int first = 0; first < columns; first += CHUNK) {
            int count = Math.min(CHUNK, columns - first);
            pack(matrix, rows, columns, first, count, scale, lines, panels);
            add(lines, panels, count, rows, gram);
        }
        Gram.mirror(gram);
        return gram;
    }

    private static void pack(
            float[] matrix, int rows, int columns, int first, int count, double scale, double[] lines, double[] panels) {
        for (int p = 0; p < rows; p++) {
            int from = p * columns + first;
            int line = p * CHUNK;
            for (int k = 0; k < count; k++) {
                lines[line + k] = matrix[from + k] * scale;
            }
        }
        for (int p = 0; p < rows - rows % WIDTH; p++) {
            int panel = p / WIDTH * CHUNK * WIDTH + p % WIDTH;
            int line = p * CHUNK;
            for (int k = 0; k < count; k++) {
                panels[panel + k * WIDTH] = lines[line + k];
            }
        }
    }

    private static void add(double[] lines, double[] panels, int count, int n, double[][] gram) {
        int j = 0;
        for (; j + WIDTH <= n; j += WIDTH) {
            for (int i = j; i < n; i += TileGram.ROWS) {
                TileGram.run(lines, panels, count, n, gram, i, j);
            }
        }
        for (; j < n; j++) {
            for (int i = j; i < n; i++) {
                double sum = gram[i][j];
                for (int k = 0; k < count; k++) {
                    sum = Math.fma(lines[i * CHUNK + k], lines[j * CHUNK + k], sum);
                }
                gram[i][j] = sum;
            }
        }
    }
}

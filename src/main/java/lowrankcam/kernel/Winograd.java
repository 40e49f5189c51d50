package lowrankcam.kernel;

/// Which convolutions the `fast` numerics computes by minimal filtering, and how their weights are transformed.
///
/// Papers: S. Winograd, "Arithmetic Complexity of Computations", SIAM 1980; A. Lavin, S. Gray, "Fast Algorithms for
/// Convolutional Neural Networks", CVPR 2016. `F(m, r)` makes m outputs of an r-tap filter with m + r - 1 products:
/// `Y = Aᵀ [(G g) ⊙ (Bᵀ d)]`, here with one matrix product over the channels for each of the points.
///
/// | scheme | convolutions | points | products per output | directly |
/// |---|---|---|---|---|
/// | `SQUARE_3` | 3×3, stride 1 | F(4,3) both ways: 0, ±1, ±2, ∞ | 2.25 | 9 |
/// | `SQUARE_5` | 5×5, stride 1 | F(4,5) both ways: 0, ±1, ±2, ±1/2, ∞ | 4 | 25 |
/// | `ROW`, `COLUMN` | 1×7, 7×1, stride 1 | F(4,7) one way: 0, ±1/2, ±3/4, ±5/4, ±2, ∞ | 2.5 | 7 |
///
/// The points of F(4,7) had the smallest error of twelve sets of simple fractions in a simulation, little more than half that of 0, ±1/2, ±1,
/// ±3/2, ±2; all numbers in their transforms are exact floats.
///
/// Only where inputs and outputs are multiples of 16, so that the choice does not depend on the vector width, and where
/// the transformed weights stay below 4 MiB: the 3×3 convolutions of the last two blocks have so few pixels that reading
/// four times the weights costs more than the products it saves.
enum Winograd {
    SQUARE_3(6, 6),
    SQUARE_5(8, 8),
    ROW(1, 10),
    COLUMN(10, 1);

    /// Outputs along a direction that is filtered.
    private static final int TILE = 4;

    private static final double[] FOUR_THREE = {0, 1, -1, 2, -2};
    private static final double[] FOUR_FIVE = {0, 1, -1, 2, -2, 0.5, -0.5};
    private static final double[] FOUR_SEVEN = {0, 0.5, -0.5, 0.75, -0.75, 1.25, -1.25, 2, -2};
    private static final int CHANNELS = 16;
    private static final long LARGEST = 1 << 20;

    private final int patchHeight;
    private final int patchWidth;

    Winograd(int patchHeight, int patchWidth) {
        this.patchHeight = patchHeight;
        this.patchWidth = patchWidth;
    }

    /// The scheme for a convolution, or null if it is computed directly.
    static Winograd of(Window window, int inputs, int outputs) {
        if (window.stride() != 1 || inputs % CHANNELS != 0 || outputs % CHANNELS != 0) {
            return null;
        }
        Winograd scheme =
                switch (window.height() * 10 + window.width()) {
                    case 33 -> SQUARE_3;
                    case 55 -> SQUARE_5;
                    case 17 -> ROW;
                    case 71 -> COLUMN;
                    default -> null;
                };
        return scheme == null || (long) scheme.points() * inputs * outputs > LARGEST ? null : scheme;
    }

    /// Rows of input that one tile of output depends on.
    int patchHeight() {
        return patchHeight;
    }

    /// Columns of input that one tile of output depends on.
    int patchWidth() {
        return patchWidth;
    }

    /// Rows of output in a tile.
    int tileHeight() {
        return patchHeight == 1 ? 1 : TILE;
    }

    /// Columns of output in a tile.
    int tileWidth() {
        return patchWidth == 1 ? 1 : TILE;
    }

    /// Matrix products per tile.
    int points() {
        return patchHeight * patchWidth;
    }

    /// Transformed weights, one I×O matrix for each point, computed in double and rounded once.
    ///
    /// @param weights kh×kw×I×O
    /// @param matrix  I · O
    float[][] transform(float[] weights, int matrix) {
        double[][] vertical = filter(patchHeight);
        double[][] horizontal = filter(patchWidth);
        float[][] points = new float[points()][matrix];
        for (int y = 0; y < patchHeight; y++) {
            for (int x = 0; x < patchWidth; x++) {
                double[] sum = new double[matrix];
                for (int ky = 0; ky < vertical[y].length; ky++) {
                    for (int kx = 0; kx < horizontal[x].length; kx++) {
                        add(sum, vertical[y][ky] * horizontal[x][kx], weights, (ky * horizontal[x].length + kx) * matrix);
                    }
                }
                for (int i = 0; i < matrix; i++) {
                    points[y * patchWidth + x][i] = (float) sum[i];
                }
            }
        }
        return points;
    }

    private static void add(double[] sum, double factor, float[] weights, int offset) {
        if (factor != 0) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += factor * weights[offset + i];
            }
        }
    }

    /// G: for point p the powers of p over `Π (p - q)`, q the other points; for infinity the last tap. Source: Toom-Cook.
    private static double[][] filter(int patch) {
        double[] points =
                switch (patch) {
                    case 6 -> FOUR_THREE;
                    case 8 -> FOUR_FIVE;
                    case 10 -> FOUR_SEVEN;
                    default -> new double[0];
                };
        int taps = patch == 1 ? 1 : patch - TILE + 1;
        double[][] g = new double[patch][taps];
        for (int j = 0; j < points.length; j++) {
            double divisor = 1;
            for (int k = 0; k < points.length; k++) {
                divisor *= k == j ? 1 : points[j] - points[k];
            }
            double power = 1;
            for (int i = 0; i < taps; i++) {
                g[j][i] = power / divisor;
                power *= points[j];
            }
        }
        g[patch - 1][taps - 1] = 1;
        return g;
    }
}

package lowrankcam.metric;

import lowrankcam.tensor.Tensor;

/// Fills removed pixels from their surroundings: ROAD's noisy linear imputation, the linear part.
///
/// Paper: Y. Rong, T. Leemann, V. Borisov, G. Kasneci, E. Kasneci, "A Consistent and Efficient Evaluation Strategy for
/// Attribution Methods", ICML 2022. Each removed pixel becomes the weighted mean of its eight neighbours, 1/6 for those
/// that share an edge and 1/12 for those that share a corner; neighbours outside the image are left out and the rest
/// scaled to sum 1. Removed neighbours are unknown too, so this is a sparse linear system, one right-hand side per channel.
///
/// **Solver.** Multiplied by the sum of the weights that exist, row i reads `d_i v_i - Σ_unknown w_ij v_j = Σ_known w_ij v_j`
/// with `w_ij = w_ji`: a symmetric matrix, positive definite as soon as one pixel is known, solved in double by conjugate
/// gradients with the diagonal as preconditioner until the residual is below 1e-6 of the right-hand side's norm. Known
/// pixels keep their bits. A solution lies between the smallest and the largest known value, up to the tolerance.
public final class Imputation {

    /// Residual over the right-hand side at which the solver stops.
    static final double TOLERANCE = 1e-6;

    private static final double EDGE = 1.0 / 6;
    private static final double CORNER = 1.0 / 12;
    private static final int[] STEP_Y = {-1, -1, -1, 0, 0, 1, 1, 1};
    private static final int[] STEP_X = {-1, 0, 1, -1, 1, -1, 0, 1};
    private static final double[] WEIGHT = {CORNER, EDGE, CORNER, EDGE, EDGE, CORNER, EDGE, CORNER};

    private Imputation() {}

    /// The image with the removed pixels filled in.
    ///
    /// @param image   H×W×C; not modified
    /// @param removed H·W, true where the pixel is unknown
    /// @throws IllegalArgumentException if every pixel is removed
    public static Tensor fill(Tensor image, boolean[] removed) {
        int[] unknown = new int[image.positions()];
        int count = 0;
        for (int p = 0; p < unknown.length; p++) {
            unknown[p] = removed[p] ? count++ : -1;
        }
        if (count == unknown.length) {
            throw new IllegalArgumentException("imputation: expected at least one known pixel, found none");
        }
        float[] values = image.values().clone();
        if (count > 0) {
            for (int c = 0; c < image.channels(); c++) {
                solve(image, unknown, count, c, values);
            }
        }
        return new Tensor(image.height(), image.width(), image.channels(), values);
    }

    private static void solve(Tensor image, int[] unknown, int count, int channel, float[] values) {
        int height = image.height();
        int width = image.width();
        int[] neighbours = new int[count * 8];
        double[] diagonal = new double[count];
        double[] right = new double[count];
        double mean = 0;
        for (int p = 0; p < unknown.length; p++) {
            if (unknown[p] < 0) {
                continue;
            }
            int i = unknown[p];
            for (int k = 0; k < 8; k++) {
                int y = p / width + STEP_Y[k];
                int x = p % width + STEP_X[k];
                neighbours[8 * i + k] = -1;
                if (y < 0 || y >= height || x < 0 || x >= width) {
                    continue;
                }
                int q = y * width + x;
                diagonal[i] += WEIGHT[k];
                if (unknown[q] >= 0) {
                    neighbours[8 * i + k] = unknown[q];
                } else {
                    right[i] = Math.fma(WEIGHT[k], image.values()[q * image.channels() + channel], right[i]);
                }
            }
        }
        double[] solution = conjugateGradients(neighbours, diagonal, right, mean);
        for (int p = 0; p < unknown.length; p++) {
            if (unknown[p] >= 0) {
                values[p * image.channels() + channel] = (float) solution[unknown[p]];
            }
        }
    }

    private static double[] conjugateGradients(int[] neighbours, double[] diagonal, double[] right, double start) {
        int n = right.length;
        double[] x = new double[n];
        double[] residual = right.clone();
        double[] direction = new double[n];
        double[] product = new double[n];
        double goal = TOLERANCE * TOLERANCE * dot(right, right);
        double last = 1;
        for (int step = 0; step < 10 * n + 100 && dot(residual, residual) > goal; step++) {
            double rho = 0;
            for (int i = 0; i < n; i++) {
                rho = Math.fma(residual[i], residual[i] / diagonal[i], rho);
            }
            double beta = step == 0 ? 0 : rho / last;
            for (int i = 0; i < n; i++) {
                direction[i] = Math.fma(beta, direction[i], residual[i] / diagonal[i]);
            }
            multiply(neighbours, diagonal, direction, product);
            double alpha = rho / dot(direction, product);
            for (int i = 0; i < n; i++) {
                x[i] = Math.fma(alpha, direction[i], x[i]);
                residual[i] = Math.fma(-alpha, product[i], residual[i]);
            }
            last = rho;
        }
        return x;
    }

    private static void multiply(int[] neighbours, double[] diagonal, double[] vector, double[] product) {
        for (int i = 0; i < product.length; i++) {
            double sum = diagonal[i] * vector[i];
            for (int k = 0; k < 8; k++) {
                int j = neighbours[8 * i + k];
                if (j >= 0) {
                    sum = Math.fma(-WEIGHT[k], vector[j], sum);
                }
            }
            product[i] = sum;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum = Math.fma(a[i], b[i], sum);
        }
        return sum;
    }
}

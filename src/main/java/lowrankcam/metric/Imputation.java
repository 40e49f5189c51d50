package lowrankcam.metric;

import lowrankcam.tensor.Tensor;

/// Fills removed pixels from their surroundings: ROAD's noisy linear imputation, the linear part.
///
/// Paper: Y. Rong, T. Leemann, V. Borisov, G. Kasneci, E. Kasneci, "A Consistent and Efficient Evaluation Strategy
/// for Attribution Methods", ICML 2022. Each removed pixel becomes the weighted mean of its eight neighbours, 1/6
/// for those that share an edge and 1/12 for those that share a corner; neighbours outside the image are left out
/// and the rest scaled to sum 1. Removed neighbours are unknown too, so this is a sparse linear system, one
/// right-hand side per channel.
///
/// **Solver.** Multiplied by the sum of the weights that exist, row i reads `d_i v_i - Σ_unknown w_ij v_j =
/// Σ_known w_ij v_j` with `w_ij = w_ji`: a symmetric matrix, positive definite as soon as one pixel is known. It
/// is solved in double by conjugate gradients until the residual is at most 1e-6 of the right-hand side's norm.
/// The preconditioner is a V-cycle over coarser grids ([ImputationGrid]); without it the steps grow with the width
/// of the holes, to hundreds. Known pixels keep their bits. The exact solution lies between the smallest and the
/// largest known value.
public final class Imputation {

    /// Residual over the right-hand side at which the solver stops.
    static final double TOLERANCE = 1e-6;

    private static final int MOST_STEPS = 1000;

    private final ImputationGrid grid;
    private final boolean[] removed;

    private Imputation(int height, int width, boolean[] removed) {
        this.grid = new ImputationGrid(height, width, removed);
        this.removed = removed;
    }

    /// The image with the removed pixels filled in.
    ///
    /// @param image   H×W×C; not modified
    /// @param removed H·W, true where the pixel is unknown; not modified
    /// @throws IllegalArgumentException if every pixel is removed
    public static Tensor fill(Tensor image, boolean[] removed) {
        if (removed.length != image.positions()) {
            throw new IllegalArgumentException(removed.length + " marks for " + image + " pixels");
        }
        Imputation imputation = new Imputation(image.height(), image.width(), removed);
        int unknown = imputation.grid.cells().length;
        if (unknown == removed.length) {
            throw new IllegalArgumentException("imputation: expected at least one known pixel, found none");
        }
        float[] values = image.values().clone();
        int channels = image.channels();
        for (int c = 0; c < channels && unknown > 0; c++) {
            if (c > 0 && sameAsBefore(image, c)) {
                imputation.copyChannel(values, channels, c);
            } else {
                imputation.fillChannel(image, c, values);
            }
        }
        return new Tensor(image.height(), image.width(), channels, values);
    }

    /// Steps that the solver takes for the first channel.
    static int steps(Tensor image, boolean[] removed) {
        return new Imputation(image.height(), image.width(), removed).fillChannel(image, 0, image.values().clone());
    }

    /// Grey images have equal channels in some input ranges; one solution then serves all.
    private static boolean sameAsBefore(Tensor image, int channel) {
        float[] values = image.values();
        for (int i = channel; i < values.length; i += image.channels()) {
            if (values[i] != values[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private void copyChannel(float[] values, int channels, int channel) {
        for (int p = 0; p < removed.length; p++) {
            if (removed[p]) {
                values[p * channels + channel] = values[p * channels + channel - 1];
            }
        }
    }

    /// Known neighbours go to the right-hand side; the unknowns start at the mean of the known pixels.
    private int fillChannel(Tensor image, int channel, float[] values) {
        int width = image.width();
        double[] known = new double[grid.size()];
        double sum = 0;
        for (int p = 0; p < removed.length; p++) {
            if (!removed[p]) {
                double value = image.values()[p * image.channels() + channel];
                known[grid.index(p / width, p % width)] = value;
                sum += value;
            }
        }
        double mean = sum / (removed.length - grid.cells().length);
        double[] right = new double[grid.size()];
        double[] solution = new double[grid.size()];
        for (int i : grid.cells()) {
            right[i] = grid.neighbours(known, i);
            solution[i] = mean;
        }
        int steps = conjugateGradients(right, solution);
        for (int p = 0; p < removed.length; p++) {
            if (removed[p]) {
                values[p * image.channels() + channel] = (float) solution[grid.index(p / width, p % width)];
            }
        }
        return steps;
    }

    private int conjugateGradients(double[] right, double[] x) {
        double[] residual = new double[x.length];
        double[] product = new double[x.length];
        grid.multiply(x, product);
        for (int i : grid.cells()) {
            residual[i] = right[i] - product[i];
        }
        double[] better = new double[x.length];
        double[] direction = new double[x.length];
        double goal = TOLERANCE * TOLERANCE * dot(right, right);
        double last = 0;
        int step = 0;
        for (; step < MOST_STEPS && dot(residual, residual) > goal; step++) {
            grid.precondition(residual, better);
            double rho = dot(residual, better);
            double beta = step == 0 ? 0 : rho / last;
            for (int i : grid.cells()) {
                direction[i] = Math.fma(beta, direction[i], better[i]);
            }
            grid.multiply(direction, product);
            double alpha = rho / dot(direction, product);
            for (int i : grid.cells()) {
                x[i] = Math.fma(alpha, direction[i], x[i]);
                residual[i] = Math.fma(-alpha, product[i], residual[i]);
            }
            last = rho;
        }
        return step;
    }

    private double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i : grid.cells()) {
            sum = Math.fma(a[i], b[i], sum);
        }
        return sum;
    }
}

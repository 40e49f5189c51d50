package lowrankcam.metric;

import java.util.Arrays;

/// The equations of unknown cells of a grid, `d_i v_i - Σ_k w_k v_k = r_i` over the eight neighbours, and coarser
/// grids of the same equations below it.
///
/// Vectors lie on the grid with a border of one cell, (H + 2)×(W + 2), and are 0 outside the unknown cells:
/// neighbours need no test. `d_i` is the sum of the weights of those neighbours that lie on the grid.
///
/// A cell of the next grid covers 2×2 cells and is unknown if all of them are, so at least one known cell stays
/// known on every grid. In two dimensions the equations of cells twice as wide have the same weights.
final class ImputationGrid {

    static final double EDGE = 1.0 / 6;
    static final double CORNER = 1.0 / 12;

    /// Sweeps on the coarsest grid, which is at most this wide or high.
    private static final int SMALL = 8;

    private final int height;
    private final int width;
    private final int stride;
    private final int[] cells;
    private final double[] diagonal;
    private final ImputationGrid coarse;
    private final double[] residual;
    private final double[] coarseRight;
    private final double[] coarseValues;

    /// @param unknown H·W
    ImputationGrid(int height, int width, boolean[] unknown) {
        this.height = height;
        this.width = width;
        this.stride = width + 2;
        int count = 0;
        for (boolean cell : unknown) {
            count += cell ? 1 : 0;
        }
        cells = new int[count];
        diagonal = new double[size()];
        int next = 0;
        for (int p = 0; p < unknown.length; p++) {
            if (unknown[p]) {
                cells[next++] = index(p / width, p % width);
                diagonal[index(p / width, p % width)] = weightsInside(p / width, p % width);
            }
        }
        boolean last = count == 0 || Math.min(height, width) <= SMALL;
        coarse = last ? null : new ImputationGrid((height + 1) / 2, (width + 1) / 2, coarser(unknown));
        residual = last ? null : new double[size()];
        coarseRight = last ? null : new double[coarse.size()];
        coarseValues = last ? null : new double[coarse.size()];
    }

    private boolean[] coarser(boolean[] unknown) {
        int columns = (width + 1) / 2;
        boolean[] result = new boolean[(height + 1) / 2 * columns];
        Arrays.fill(result, true);
        for (int p = 0; p < unknown.length; p++) {
            result[p / width / 2 * columns + p % width / 2] &= unknown[p];
        }
        return result;
    }

    private double weightsInside(int y, int x) {
        int rows = (y > 0 ? 1 : 0) + (y < height - 1 ? 1 : 0);
        int columns = (x > 0 ? 1 : 0) + (x < width - 1 ? 1 : 0);
        return EDGE * (rows + columns) + CORNER * rows * columns;
    }

    /// Length of a vector.
    int size() {
        return (height + 2) * stride;
    }

    /// Place of a cell in a vector.
    int index(int y, int x) {
        return (y + 1) * stride + x + 1;
    }

    /// Places of the unknown cells in a vector, ascending.
    int[] cells() {
        return cells;
    }

    /// Weighted sum of the eight neighbours.
    double neighbours(double[] v, int i) {
        double edges = v[i - stride] + v[i - 1] + v[i + 1] + v[i + stride];
        double corners = v[i - stride - 1] + v[i - stride + 1] + v[i + stride - 1] + v[i + stride + 1];
        return EDGE * edges + CORNER * corners;
    }

    /// Left sides of the equations.
    void multiply(double[] v, double[] product) {
        for (int i : cells) {
            product[i] = diagonal[i] * v[i] - neighbours(v, i);
        }
    }

    /// An approximate solution: one V-cycle, from zero. As an operator on `right` it is symmetric and positive,
    /// which conjugate gradients need of a preconditioner: the sweep after the coarser grids runs backwards.
    void precondition(double[] right, double[] v) {
        Arrays.fill(v, 0);
        int sweeps = coarse == null ? SMALL : 1;
        for (int s = 0; s < sweeps; s++) {
            for (int i : cells) {
                v[i] = (right[i] + neighbours(v, i)) / diagonal[i];
            }
        }
        if (coarse != null && coarse.cells.length > 0) {
            for (int i : cells) {
                residual[i] = right[i] - diagonal[i] * v[i] + neighbours(v, i);
            }
            Arrays.fill(coarseRight, 0);
            transfer(residual, coarseRight, Direction.DOWN);
            coarse.precondition(coarseRight, coarseValues);
            transfer(v, coarseValues, Direction.UP);
        }
        for (int s = 0; s < sweeps; s++) {
            for (int k = cells.length - 1; k >= 0; k--) {
                int i = cells[k];
                v[i] = (right[i] + neighbours(v, i)) / diagonal[i];
            }
        }
    }

    private enum Direction {
        DOWN, UP
    }

    /// Bilinear interpolation from the coarser grid, added (UP), and its transpose (DOWN): a cell takes 9/16 of
    /// the cell that covers it and 3/16, 3/16, 1/16 of the nearest others; at the border the covering cell stands
    /// for those missing.
    private void transfer(double[] fine, double[] below, Direction direction) {
        for (int i : cells) {
            int y = i / stride - 1;
            int x = i % stride - 1;
            int nearY = y / 2;
            int nearX = x / 2;
            int farY = Math.clamp(nearY + (y % 2 == 0 ? -1 : 1), 0, coarse.height - 1);
            int farX = Math.clamp(nearX + (x % 2 == 0 ? -1 : 1), 0, coarse.width - 1);
            int a = coarse.index(nearY, nearX);
            int b = coarse.index(nearY, farX);
            int c = coarse.index(farY, nearX);
            int d = coarse.index(farY, farX);
            if (direction == Direction.UP) {
                fine[i] += 0.5625 * below[a] + 0.1875 * (below[b] + below[c]) + 0.0625 * below[d];
            } else {
                below[a] += 0.5625 * fine[i];
                below[b] += 0.1875 * fine[i];
                below[c] += 0.1875 * fine[i];
                below[d] += 0.0625 * fine[i];
            }
        }
        if (direction == Direction.DOWN) {
            coarse.clearKnown(below);
        }
    }

    /// Known cells hold 0.
    private void clearKnown(double[] v) {
        int next = 0;
        for (int i = 0; i < v.length; i++) {
            if (next < cells.length && cells[next] == i) {
                next++;
            } else {
                v[i] = 0;
            }
        }
    }
}

package lowrankcam.linalg;

import java.util.Arrays;

/// Pairs rows with columns of a cost matrix so that the sum of costs is least.
///
/// The Hungarian method in its form with potentials and shortest augmenting paths: O(r²s) for r rows and s ≥ r
/// columns. Sources: H. W. Kuhn, Naval Research Logistics Quarterly 2 (1955); R. Jonker, A. Volgenant, Computing
/// 38 (1987). Among equal costs the column of lowest index is tried first, so the result is the same on every
/// machine.
public final class Assignment {

    /// A row that has no column.
    public static final int NONE = -1;

    private final double[][] cost;
    private final int columns;
    private final double[] rowPotential;
    private final double[] columnPotential;
    /// Row of each column; column 0 and row 0 stand for "nobody", all others are counted from 1.
    private final int[] rowOf;

    private Assignment(double[][] cost) {
        this.cost = cost;
        this.columns = cost[0].length;
        this.rowPotential = new double[cost.length + 1];
        this.columnPotential = new double[columns + 1];
        this.rowOf = new int[columns + 1];
        for (int row = 1; row <= cost.length; row++) {
            augment(row);
        }
    }

    /// The column of each row, or [#NONE] for rows that are left over because there are more rows than columns.
    ///
    /// @param cost r rows of s finite numbers; not modified
    public static int[] minimise(double[][] cost) {
        int rows = cost.length;
        int[] result = new int[rows];
        Arrays.fill(result, NONE);
        if (rows == 0 || cost[0].length == 0) {
            return result;
        }
        checkFinite(cost);
        if (rows <= cost[0].length) {
            int[] rowOf = new Assignment(cost).rowOf;
            for (int column = 1; column < rowOf.length; column++) {
                if (rowOf[column] > 0) {
                    result[rowOf[column] - 1] = column - 1;
                }
            }
            return result;
        }
        double[][] turned = new double[cost[0].length][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < turned.length; j++) {
                turned[j][i] = cost[i][j];
            }
        }
        int[] columnOfTurned = minimise(turned);
        for (int j = 0; j < columnOfTurned.length; j++) {
            result[columnOfTurned[j]] = j;
        }
        return result;
    }

    private static void checkFinite(double[][] cost) {
        for (int i = 0; i < cost.length; i++) {
            for (int j = 0; j < cost[i].length; j++) {
                if (!Double.isFinite(cost[i][j])) {
                    throw new ArithmeticException("cost of row " + i + ", column " + j + " is " + cost[i][j]);
                }
            }
        }
    }

    /// Brings one more row in: Dijkstra's search over reduced costs to the nearest free column, then exchange
    /// along the path.
    private void augment(int row) {
        double[] distance = new double[columns + 1];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        int[] previous = new int[columns + 1];
        boolean[] visited = new boolean[columns + 1];
        rowOf[0] = row;
        int at = 0;
        do {
            visited[at] = true;
            at = nearest(at, distance, previous, visited);
        } while (rowOf[at] != 0);
        while (at != 0) {
            rowOf[at] = rowOf[previous[at]];
            at = previous[at];
        }
    }

    /// Updates distances through a visited column's row, moves the potentials, and returns the next column to
    /// visit.
    private int nearest(int at, double[] distance, int[] previous, boolean[] visited) {
        int row = rowOf[at];
        int next = 0;
        double step = Double.POSITIVE_INFINITY;
        for (int column = 1; column <= columns; column++) {
            if (visited[column]) {
                continue;
            }
            double reduced = cost[row - 1][column - 1] - rowPotential[row] - columnPotential[column];
            if (reduced < distance[column]) {
                distance[column] = reduced;
                previous[column] = at;
            }
            if (distance[column] < step) {
                step = distance[column];
                next = column;
            }
        }
        for (int column = 0; column <= columns; column++) {
            if (visited[column]) {
                rowPotential[rowOf[column]] += step;
                columnPotential[column] -= step;
            } else {
                distance[column] -= step;
            }
        }
        return next;
    }
}

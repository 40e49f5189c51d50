package lowrankcam.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    /// The least sum over every way to give the rows from `row` on different columns.
    private static double least(double[][] cost, int row, boolean[] taken) {
        if (row == cost.length) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int column = 0; column < taken.length; column++) {
            if (!taken[column]) {
                taken[column] = true;
                best = Math.min(best, cost[row][column] + least(cost, row + 1, taken));
                taken[column] = false;
            }
        }
        return best;
    }

    /// Whole numbers, so that sums are exact and ties are frequent.
    private static double[][] random(int rows, int columns, int seed) {
        Random random = new Random(seed);
        double[][] cost = new double[rows][columns];
        for (double[] row : cost) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextInt(21) - 10;
            }
        }
        return cost;
    }

    @Property(tries = 300)
    void noOtherAssignmentCostsLess(
            @ForAll @IntRange(min = 1, max = 6) int rows, @ForAll @IntRange(min = 1, max = 6) int columns,
            @ForAll @IntRange(max = 1_000_000) int seed) {
        double[][] cost = random(rows, columns, seed);
        int[] columnOf = Assignment.minimise(cost);
        boolean[] taken = new boolean[columns];
        double sum = 0;
        int assigned = 0;
        for (int i = 0; i < rows; i++) {
            if (columnOf[i] != Assignment.NONE) {
                assertTrue(!taken[columnOf[i]], "column " + columnOf[i] + " taken twice");
                taken[columnOf[i]] = true;
                sum += cost[i][columnOf[i]];
                assigned++;
            }
        }
        assertEquals(Math.min(rows, columns), assigned);
        double[][] wide = cost;
        if (rows > columns) {
            wide = new double[columns][rows];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    wide[j][i] = cost[i][j];
                }
            }
        }
        assertEquals(least(wide, 0, new boolean[Math.max(rows, columns)]), sum);
    }

    /// 45 modes in another order are found again.
    @Test
    void findsAPermutation() {
        int n = 45;
        double[][] cost = new double[n][n];
        int[] expected = new int[n];
        for (int i = 0; i < n; i++) {
            expected[i] = (i * 7 + 3) % n;
            cost[i][expected[i]] = -1;
        }
        assertArrayEquals(expected, Assignment.minimise(cost));
    }

    @Test
    void nothingToAssignAndNumbersThatAreNone() {
        assertEquals(0, Assignment.minimise(new double[0][0]).length);
        assertArrayEquals(new int[] {Assignment.NONE}, Assignment.minimise(new double[1][0]));
        ArithmeticException e = assertThrows(
                ArithmeticException.class, () -> Assignment.minimise(new double[][] {{0, 1}, {Double.NaN, 2}}));
        assertEquals("cost of row 1, column 0 is NaN", e.getMessage());
    }
}

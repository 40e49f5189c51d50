package lowrankcam.training;

import java.util.Arrays;
import java.util.stream.IntStream;
import lowrankcam.kernel.Workers;

/// `Xᵀ X` of a design matrix with many rows, estimated from some of them at even intervals.
///
/// A row of the result is summed by one thread, images ascending, so the bits do not depend on the number of threads.
final class SampleGram {

    /// Rows that are taken for each column.
    static final int ROWS_A_COLUMN = 4;

    /// Rows that are standardised at a time; they stay in the second-level cache.
    private static final int CHUNK = 32;
    /// Rows of the result in a piece of work.
    private static final int BLOCK = 16;

    private SampleGram() {}

    /// The lower triangle, row by row.
    static double[][] of(float[][] rows, Standardiser scale, Workers workers) {
        int columns = rows[0].length + 1;
        int taken = Math.min(rows.length, ROWS_A_COLUMN * columns);
        double[][] gram = IntStream.rangeClosed(1, columns).mapToObj(double[]::new).toArray(double[][]::new);
        double[][] chunk = new double[CHUNK][columns];
        for (int from = 0; from < taken; from += CHUNK) {
            int count = Math.min(CHUNK, taken - from);
            for (int i = 0; i < count; i++) {
                standardise(rows[(int) ((long) (from + i) * rows.length / taken)], scale, chunk[i]);
            }
            // Long rows of the triangle and short ones in each piece.
            int blocks = (columns + BLOCK - 1) / BLOCK;
            workers.run(blocks, block -> {
                for (int k = block; k < columns; k += blocks) {
                    for (int i = 0; i < count; i++) {
                        add(chunk[i][k], chunk[i], gram[k]);
                    }
                }
            });
        }
        double share = (double) rows.length / taken;
        Arrays.stream(gram).forEach(row -> Arrays.setAll(row, j -> row[j] * share));
        return gram;
    }

    private static void standardise(float[] row, Standardiser scale, double[] target) {
        for (int k = 0; k < row.length; k++) {
            target[k] = (row[k] - scale.mean()[k]) / scale.deviation()[k];
        }
        target[row.length] = 1;
    }

    private static void add(double factor, double[] row, double[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += factor * row[j];
        }
    }
}

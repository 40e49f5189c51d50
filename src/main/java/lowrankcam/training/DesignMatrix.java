package lowrankcam.training;

import java.util.Arrays;
import lowrankcam.kernel.Workers;

/// The standardised feature vectors, each followed by a 1, as a matrix that is only multiplied: n×(K+1).
///
/// The rows stay as they are; mean and deviation are applied to the vectors. Threads share the results, never a sum, so the
/// bits do not depend on their number.
final class DesignMatrix {

    /// Rows or columns of a piece of work.
    private static final int BLOCK = 256;

    private final float[][] rows;
    private final Standardiser scale;
    private final Workers workers;
    private final int features;
    /// Of a sample; null until it is asked for.
    private double[][] gram;

    /// @param rows n feature vectors of K values; not modified
    DesignMatrix(float[][] rows, Workers workers) {
        this.rows = rows;
        this.scale = Standardiser.of(rows);
        this.workers = workers;
        this.features = rows[0].length;
    }

    Standardiser scale() {
        return scale;
    }

    int rows() {
        return rows.length;
    }

    /// K + 1.
    int columns() {
        return features + 1;
    }

    /// Brings steps of conjugate gradients on `curvature · Xᵀ X + λ I` down to some dozens, whatever λ.
    ///
    /// None for fewer than [SampleGram#ROWS_A_COLUMN] rows a column: there the steps cost little.
    Preconditioner preconditioner(double curvature, double lambda) {
        if (rows.length < SampleGram.ROWS_A_COLUMN * columns()) {
            return Preconditioner.none();
        }
        if (gram == null) {
            gram = SampleGram.of(rows, scale, workers);
        }
        return Preconditioner.of(gram, curvature, lambda);
    }

    /// `X v`, n values.
    double[] times(double[] v) {
        double[] factors = new double[features];
        double offset = v[features];
        for (int k = 0; k < features; k++) {
            factors[k] = v[k] / scale.deviation()[k];
            offset -= factors[k] * scale.mean()[k];
        }
        double[] result = new double[rows.length];
        double constant = offset;
        workers.run((rows.length + BLOCK - 1) / BLOCK, block -> {
            for (int i = block * BLOCK; i < Math.min(rows.length, (block + 1) * BLOCK); i++) {
                result[i] = constant + dot(rows[i], factors);
            }
        });
        return result;
    }

    /// `Xᵀ r`, K + 1 values.
    double[] transposedTimes(double[] r) {
        double[] result = new double[features + 1];
        double sum = Arrays.stream(r).reduce(0, Double::sum);
        workers.run((features + BLOCK - 1) / BLOCK, block -> {
            int from = block * BLOCK;
            double[] sums = new double[Math.min(features - from, BLOCK)];
            for (int i = 0; i < rows.length; i++) {
                add(r[i], rows[i], from, sums);
            }
            for (int k = 0; k < sums.length; k++) {
                result[from + k] = (sums[k] - scale.mean()[from + k] * sum) / scale.deviation()[from + k];
            }
        });
        result[features] = sum;
        return result;
    }

    /// `sums[k] += factor · row[from + k]`
    private static void add(double factor, float[] row, int from, double[] sums) {
        for (int k = 0; k < sums.length; k++) {
            sums[k] += factor * row[from + k];
        }
    }

    /// In four chains, k modulo 4, which are added at the end.
    private static double dot(float[] row, double[] factors) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int k = 0;
        for (; k + 3 < factors.length; k += 4) {
            a += row[k] * factors[k];
            b += row[k + 1] * factors[k + 1];
            c += row[k + 2] * factors[k + 2];
            d += row[k + 3] * factors[k + 3];
        }
        for (; k < factors.length; k++) {
            a += row[k] * factors[k];
        }
        return (a + b) + (c + d);
    }
}

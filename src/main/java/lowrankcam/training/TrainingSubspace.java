package lowrankcam.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lowrankcam.kernel.Workers;
import lowrankcam.model.TrainingFeatures;

/// Finds where the features of training images lie: their mean and the directions in which they differ most, by orthogonal
/// iteration on their covariance.
///
/// Of more than [#MOST] images as many are taken, at even intervals. Threads share the results, never a sum.
final class TrainingSubspace {

    /// Directions; 262 kB in a head's file.
    static final int DIRECTIONS = 32;
    static final int MOST = 4096;
    /// Share of held-out images within the limit.
    static final double SHARE = 0.99;

    /// The directions need not be exact, only nearly as good as the best.
    private static final int ITERATIONS = 12;
    private static final int BLOCK = 256;

    private final Workers workers;
    private final float[][] rows;
    private final int features;
    private final double[] mean;

    private TrainingSubspace(float[][] pooled, Workers workers) {
        this.workers = workers;
        this.features = pooled[0].length;
        this.rows = new float[Math.min(pooled.length, MOST)][features];
        this.mean = new double[features];
        for (int i = 0; i < rows.length; i++) {
            float[] row = pooled[(int) ((long) i * pooled.length / rows.length)];
            for (int k = 0; k < features; k++) {
                rows[i][k] = (float) Math.sqrt(Math.max(0, row[k]));
                mean[k] += rows[i][k];
            }
        }
        for (int k = 0; k < features; k++) {
            mean[k] /= rows.length;
        }
        for (float[] row : rows) {
            for (int k = 0; k < features; k++) {
                row[k] -= (float) mean[k];
            }
        }
    }

    /// Mean and directions of all images; the limit from those of each fold, measured from the others.
    static TrainingFeatures of(Features features, Folds folds, Workers workers) {
        List<Double> distances = new ArrayList<>();
        for (int fold = 0; fold < folds.count(); fold++) {
            TrainingFeatures others = of(features.select(folds.others(fold)).rows(), 0, workers);
            for (float[] row : features.select(folds.held(fold)).rows()) {
                distances.add(others.distance(row).distance());
            }
        }
        distances.sort(null);
        return of(features.rows(), (float) (double) distances.get((int) (SHARE * (distances.size() - 1))), workers);
    }

    private static TrainingFeatures of(float[][] pooled, float limit, Workers workers) {
        TrainingSubspace subspace = new TrainingSubspace(pooled, workers);
        double[][] basis = subspace.basis();
        float[] mean = new float[subspace.features];
        float[] flat = new float[basis.length * mean.length];
        for (int k = 0; k < mean.length; k++) {
            mean[k] = (float) subspace.mean[k];
            for (int j = 0; j < basis.length; j++) {
                flat[j * mean.length + k] = (float) basis[j][k];
            }
        }
        return new TrainingFeatures(mean, flat, limit);
    }

    /// Begins with the images themselves, at even intervals.
    private double[][] basis() {
        int count = Math.min(DIRECTIONS, Math.min(rows.length, features));
        double[][] start = new double[count][features];
        for (int j = 0; j < count; j++) {
            float[] row = rows[(int) ((long) j * rows.length / count)];
            Arrays.setAll(start[j], k -> row[k]);
        }
        double[][] basis = orthonormal(start);
        for (int i = 0; i < ITERATIONS; i++) {
            basis = orthonormal(covarianceTimes(basis));
        }
        return basis;
    }

    /// `Aᵀ A q` for each q, A the rows without their mean.
    private double[][] covarianceTimes(double[][] q) {
        int count = q.length;
        double[][] byFeature = new double[features][count];
        for (int j = 0; j < count; j++) {
            for (int k = 0; k < features; k++) {
                byFeature[k][j] = q[j][k];
            }
        }
        double[][] images = new double[rows.length][count];
        workers.run((rows.length + BLOCK - 1) / BLOCK, block -> {
            for (int i = block * BLOCK; i < Math.min(rows.length, (block + 1) * BLOCK); i++) {
                for (int k = 0; k < features; k++) {
                    add(rows[i][k], byFeature[k], images[i]);
                }
            }
        });
        double[][] sums = new double[features][count];
        workers.run((features + BLOCK - 1) / BLOCK, block -> {
            for (int i = 0; i < rows.length; i++) {
                for (int k = block * BLOCK; k < Math.min(features, (block + 1) * BLOCK); k++) {
                    add(rows[i][k], images[i], sums[k]);
                }
            }
        });
        double[][] result = new double[count][features];
        for (int j = 0; j < count; j++) {
            for (int k = 0; k < features; k++) {
                result[j][k] = sums[k][j];
            }
        }
        return result;
    }

    private static void add(double factor, double[] a, double[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += factor * a[j];
        }
    }

    /// Gram and Schmidt, twice for each vector; one that depends on those before it is left out.
    private static double[][] orthonormal(double[][] vectors) {
        List<double[]> basis = new ArrayList<>();
        for (double[] vector : vectors) {
            double before = Math.sqrt(dot(vector, vector));
            for (int pass = 0; pass < 2; pass++) {
                for (double[] b : basis) {
                    double along = dot(b, vector);
                    IntStream.range(0, vector.length).forEach(k -> vector[k] -= along * b[k]);
                }
            }
            double length = Math.sqrt(dot(vector, vector));
            if (length > 1e-9 * before) {
                IntStream.range(0, vector.length).forEach(k -> vector[k] /= length);
                basis.add(vector);
            }
        }
        return basis.toArray(double[][]::new);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}

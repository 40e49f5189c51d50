package lowrankcam.training;

import java.util.Arrays;

/// Mean and deviation of each feature; a constant feature gets deviation 1.
record Standardiser(double[] mean, double[] deviation) {

    static Standardiser of(float[][] rows) {
        int features = rows[0].length;
        double[] mean = new double[features];
        double[] deviation = new double[features];
        for (float[] row : rows) {
            for (int k = 0; k < features; k++) {
                mean[k] += row[k];
            }
        }
        for (int k = 0; k < features; k++) {
            mean[k] /= rows.length;
        }
        for (float[] row : rows) {
            for (int k = 0; k < features; k++) {
                deviation[k] += (row[k] - mean[k]) * (row[k] - mean[k]);
            }
        }
        Arrays.setAll(deviation, k -> Math.sqrt(deviation[k] / rows.length));
        Arrays.setAll(deviation, k -> deviation[k] < 1e-9 ? 1 : deviation[k]);
        return new Standardiser(mean, deviation);
    }
}

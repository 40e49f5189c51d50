package lowrankcam.training;

/// Mean and deviation of each feature; a constant feature gets deviation 1.
record Standardiser(double[] mean, double[] deviation) {

    static Standardiser of(float[][] rows) {
        int features = rows[0].length;
        double[] mean = new double[features];
        double[] deviation = new double[features];
        for (int k = 0; k < features; k++) {
            for (float[] row : rows) {
                mean[k] += row[k];
            }
            mean[k] /= rows.length;
            for (float[] row : rows) {
                deviation[k] += (row[k] - mean[k]) * (row[k] - mean[k]);
            }
            deviation[k] = Math.sqrt(deviation[k] / rows.length);
            if (deviation[k] < 1e-9) {
                deviation[k] = 1;
            }
        }
        return new Standardiser(mean, deviation);
    }

    double[] apply(float[] row) {
        double[] x = new double[row.length];
        apply(row, x);
        return x;
    }

    /// @param x receives the standardised features in its first places
    void apply(float[] row, double[] x) {
        for (int k = 0; k < row.length; k++) {
            x[k] = (row[k] - mean[k]) / deviation[k];
        }
    }
}

package lowrankcam.training;

/// A fitted logistic model.
///
/// @param solution weights of the standardised features, then the bias
/// @param scale    how the features were standardised
/// @param steps    Newton steps taken
/// @param products products with the second derivative that they took
record LogisticFit(double[] solution, Standardiser scale, int steps, int products) {

    /// Weights of features as they are, then the bias.
    double[] weights() {
        double[] weights = solution.clone();
        int features = weights.length - 1;
        for (int k = 0; k < features; k++) {
            weights[k] = solution[k] / scale.deviation()[k];
            weights[features] -= weights[k] * scale.mean()[k];
        }
        return weights;
    }

    /// Log-odds of feature vectors.
    double[] scores(float[][] rows) {
        double[] weights = weights();
        double[] scores = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double sum = weights[weights.length - 1];
            for (int k = 0; k < rows[i].length; k++) {
                sum = Math.fma(weights[k], (double) rows[i][k], sum);
            }
            scores[i] = sum;
        }
        return scores;
    }
}

package lowrankcam.model;

import java.util.Locale;

/// How logits become probabilities.
public enum Activation {
    /// Classes exclude each other: `q_c = exp(y_c) / Σ_j exp(y_j)`.
    SOFTMAX,
    /// Each class by itself: `q_c = 1 / (1 + exp(-y_c))`.
    SIGMOID;

    /// Probabilities of logits, in double, with the largest logit subtracted before the exponential.
    public double[] probabilities(double[] logits) {
        double[] q = new double[logits.length];
        switch (this) {
            case SOFTMAX -> {
                double max = Double.NEGATIVE_INFINITY;
                for (double y : logits) {
                    max = Math.max(max, y);
                }
                double sum = 0;
                for (int c = 0; c < q.length; c++) {
                    q[c] = StrictMath.exp(logits[c] - max);
                    sum += q[c];
                }
                for (int c = 0; c < q.length; c++) {
                    q[c] /= sum;
                }
            }
            case SIGMOID -> {
                for (int c = 0; c < q.length; c++) {
                    q[c] = 1 / (1 + StrictMath.exp(-logits[c]));
                }
            }
        }
        return q;
    }

    /// @throws IllegalArgumentException naming the two that there are
    public static Activation of(String id) {
        for (Activation activation : values()) {
            if (activation.id().equals(id)) {
                return activation;
            }
        }
        throw new IllegalArgumentException("activation: expected softmax or sigmoid, found '" + id + "'");
    }

    /// The name used in metadata and `model.json`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

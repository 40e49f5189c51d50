package lowrankcam.model;

import lowrankcam.format.UsageException;

/// The number that is explained: one scalar of the C logits `y`.
///
/// | made by | score | gradient with respect to `y_j` |
/// |---|---|---|
/// | `logit(c)` | `y_c` | `δ_cj` |
/// | `contrast(c, o)` | `y_c - y_o` | `δ_cj - δ_oj` |
/// | `probability(c)`, softmax | `q_c` | `q_c · (δ_cj - q_j)` |
/// | `probability(c)`, sigmoid | `q_c` | `q_c · (1 - q_c) · δ_cj` |
///
/// A sigmoid head of one output `z` has the logits `-z` and `z` (see [ClassifierHead]): its class 0 is explained
/// by `-z`, and the contrast of its two classes is `2z`.
///
/// @param classIndex c
/// @param contrast   the class o whose logit is subtracted, or [#NO_CONTRAST]
/// @param score      what is taken of class c
public record Target(int classIndex, int contrast, Score score) {

    /// No other class is subtracted.
    public static final int NO_CONTRAST = -1;

    /// What is taken of a class.
    public enum Score {
        /// The score before the activation.
        LOGIT,
        /// The score after it.
        PROBABILITY
    }

    /// @throws IllegalArgumentException for a negative class, a class against itself, or a contrast of probabilities
    public Target {
        if (classIndex < 0 || contrast < NO_CONTRAST) {
            throw new IllegalArgumentException("target: class " + classIndex + " against " + contrast);
        }
        if (contrast == classIndex) {
            throw new UsageException("target: class " + classIndex + " against itself is always 0");
        }
        if (contrast != NO_CONTRAST && score == Score.PROBABILITY) {
            throw new UsageException("target: a contrast is a difference of logits, not of probabilities");
        }
    }

    /// `y_c`.
    public static Target logit(int c) {
        return new Target(c, NO_CONTRAST, Score.LOGIT);
    }

    /// `q_c`.
    public static Target probability(int c) {
        return new Target(c, NO_CONTRAST, Score.PROBABILITY);
    }

    /// `y_c - y_other`.
    public static Target contrast(int c, int other) {
        return new Target(c, other, Score.LOGIT);
    }

    /// True if another class's logit is subtracted.
    public boolean isContrast() {
        return contrast != NO_CONTRAST;
    }

    /// The score of a prediction.
    ///
    /// @throws IllegalArgumentException if it has no such class
    public double of(Prediction prediction) {
        check(prediction.logits().length);
        return score == Score.PROBABILITY ? prediction.probabilities()[classIndex] : ofLogits(prediction.logits());
    }

    /// The score of C logits.
    ///
    /// @throws IllegalArgumentException if there is no such class
    public double of(double[] logits, Activation activation) {
        check(logits.length);
        return score == Score.PROBABILITY ? activation.probabilities(logits)[classIndex] : ofLogits(logits);
    }

    private double ofLogits(double[] logits) {
        return isContrast() ? logits[classIndex] - logits[contrast] : logits[classIndex];
    }

    /// Gradient of the score with respect to the logits, C values; the formulas stand above.
    ///
    /// `1 - q_c` is computed without the subtraction, so that it keeps its digits where `q_c` is nearly 1.
    ///
    /// @throws IllegalArgumentException if there is no such class
    public double[] logitGradient(double[] logits, Activation activation) {
        check(logits.length);
        double[] gradient = new double[logits.length];
        switch (score) {
            case LOGIT -> {
                gradient[classIndex] = 1;
                if (isContrast()) {
                    gradient[contrast] = -1;
                }
            }
            case PROBABILITY -> {
                double[] q = activation.probabilities(logits);
                double others = 0;
                switch (activation) {
                    case SOFTMAX -> {
                        for (int j = 0; j < q.length; j++) {
                            if (j != classIndex) {
                                others += q[j];
                                gradient[j] = -q[classIndex] * q[j];
                            }
                        }
                    }
                    case SIGMOID -> others = 1 / (1 + StrictMath.exp(logits[classIndex]));
                }
                gradient[classIndex] = q[classIndex] * others;
            }
        }
        return gradient;
    }

    private void check(int classes) {
        if (classIndex >= classes || contrast >= classes) {
            throw new IllegalArgumentException(
                    "target: expected classes from 0 to " + (classes - 1) + ", found "
                            + Math.max(classIndex, contrast));
        }
    }
}

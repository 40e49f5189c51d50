package lowrankcam.model;

/// Scores of one image. Arrays are not to be modified.
///
/// @param logits        C scores before the activation
/// @param probabilities C scores after it
public record Prediction(double[] logits, double[] probabilities) {

    /// The class with the largest logit, the lowest index on ties.
    public int best() {
        int best = 0;
        for (int c = 1; c < logits.length; c++) {
            if (logits[c] > logits[best]) {
                best = c;
            }
        }
        return best;
    }
}

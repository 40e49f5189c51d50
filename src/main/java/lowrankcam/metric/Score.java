package lowrankcam.metric;

import lowrankcam.model.Prediction;

/// Which number a metric compares.
public enum Score implements Choice {
    /// After softmax or sigmoid: what the definitions of average drop, ADCC and RISE say.
    PROBABILITY,
    /// Before it: what pytorch-grad-cam and torch-cam compare unless told otherwise.
    LOGIT;

    /// C scores; to be read only.
    public double[] of(Prediction prediction) {
        return switch (this) {
            case PROBABILITY -> prediction.probabilities();
            case LOGIT -> prediction.logits();
        };
    }
}

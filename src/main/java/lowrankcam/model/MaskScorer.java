package lowrankcam.model;

/// Scores of masked features: every channel of the target layer multiplied by one spatial mask, then the rest of the
/// network. Each call is one head pass.
public interface MaskScorer {

    /// @param mask P factors, one per position, row-major
    /// @return C logits
    double[] logits(double[] mask);
}

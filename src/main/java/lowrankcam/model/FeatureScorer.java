package lowrankcam.model;

import lowrankcam.tensor.Tensor;

/// Scores of given features of the target layer: the rest of the network, global average and head included. Each
/// call is one head pass.
///
/// One caller at a time; for hundreds of features take [ExplainableModel#scoreAll].
public interface FeatureScorer {

    /// @param features L×D×K, of the target layer's size
    /// @return C logits
    double[] logits(Tensor features);
}

package lowrankcam.model;

import lowrankcam.tensor.Tensor;

/// What one network pass over an image leaves behind.
///
/// @param image      the network's input, H×W×3, after preprocessing
/// @param layer      name of the target layer
/// @param features   its activations, L×D×K
/// @param pooled     global average of the last layer, the classifier's input
/// @param prediction scores of all classes
public record ForwardTrace(Tensor image, String layer, Tensor features, float[] pooled, Prediction prediction) {}

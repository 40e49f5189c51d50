/// Named tensors in weights files: each format is a {@link lowrankcam.weights.TensorSource}, whose whole directory is checked
/// before the first value is read. What the tensors mean is not known here.
package lowrankcam.weights;

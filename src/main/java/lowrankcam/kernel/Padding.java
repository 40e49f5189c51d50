package lowrankcam.kernel;

/// Whether an average pooling's divisor counts the padding: the one difference inside the blocks between the
/// torchvision and the Keras Inception-v3.
public enum Padding {
    /// Always divide by the window's size (torchvision's default, `count_include_pad=True`).
    COUNTED,
    /// Divide by the number of pixels inside the image (TensorFlow, Keras).
    NOT_COUNTED
}

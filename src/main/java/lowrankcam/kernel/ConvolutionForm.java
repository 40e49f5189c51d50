package lowrankcam.kernel;

/// What a convolution's sums start from and whether they end in a ReLU.
public enum ConvolutionForm {
    /// `out = max(0, bias + Σ)`: a layer of the network.
    RECTIFIED,
    /// `out = bias + Σ`: without ReLU.
    LINEAR,
    /// `out = out + Σ`: adds to what is there; the bias plays no part. Sums of several branches' gradients.
    ADDED
}

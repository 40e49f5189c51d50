package lowrankcam.metric;

/// The image without information from which insertion starts, or at which deletion ends.
public enum Substrate implements Choice {
    /// The masked value everywhere: zero in the network's input, or black, by [MaskSpace].
    FILL,
    /// RISE's blur, the outside of the image taken as the masked value.
    BLUR_ZERO,
    /// RISE's blur, the image mirrored at its border without repeating the edge.
    BLUR_REFLECT
}

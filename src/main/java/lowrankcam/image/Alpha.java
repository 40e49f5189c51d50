package lowrankcam.image;

/// What becomes of pixels that are not opaque.
public enum Alpha {
    /// Their stored colour, as if they were opaque: Pillow's `convert("RGB")`, OpenCV's `imread`, TensorFlow's `decode_png`.
    DROP,
    /// Laid over black.
    BLACK,
    /// Laid over white.
    WHITE;

    float apply(float value, float opacity) {
        return switch (this) {
            case DROP -> value;
            case BLACK -> value * opacity;
            case WHITE -> 1 - (1 - value) * opacity;
        };
    }
}

package lowrankcam.metric;

/// When a map is scaled to 0 … 1.
public enum ScaleOrder implements Choice {
    /// After it has the image's size: its largest value is 1 and its smallest 0. The map as it is shown.
    UPSAMPLE_FIRST,
    /// At the layer's size: after upsampling it peaks slightly below 1. ADCC's example and torch-cam do so.
    SCALE_FIRST
}

package lowrankcam.metric;

/// What a masked pixel becomes.
public enum MaskSpace implements Choice {
    /// Zero in the space of the network's input: the mean colour for ImageNet scaling, mid-grey for -1 … 1, black
    /// for 0 … 1. What the reference codes of ADCC, RISE and Score-CAM do.
    NORMALISED,
    /// Black in the picture, whatever number that is in the network's input. What openvino_xai does.
    RAW_PIXELS;

    /// The value of a fully masked pixel in the network's input, per channel.
    ///
    /// @param black the network's input for a black pixel, per channel; not modified
    public float[] fill(float[] black) {
        return switch (this) {
            case NORMALISED -> new float[black.length];
            case RAW_PIXELS -> black.clone();
        };
    }
}

package lowrankcam.metric;

import lowrankcam.kernel.ResampleWeights;

/// How a map of the layer's size is brought to the size of the image; bilinear in all cases.
public enum MapResize implements Choice {
    /// Half-pixel centres: `F.interpolate(align_corners=False)`, OpenCV's `INTER_LINEAR`.
    HALF_PIXEL,
    /// First on first, last on last: `torch.nn.UpsamplingBilinear2d`.
    ALIGN_CORNERS;

    ResampleWeights weights(int inputs, int outputs) {
        return switch (this) {
            case HALF_PIXEL -> ResampleWeights.halfPixel(inputs, outputs);
            case ALIGN_CORNERS -> ResampleWeights.alignCorners(inputs, outputs);
        };
    }
}

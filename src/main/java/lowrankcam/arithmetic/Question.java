package lowrankcam.arithmetic;

import lowrankcam.cam.lowrank.LowRankOptions;

/// Which numbers are asked for.
///
/// @param row         of the pixel in the picture, from 0
/// @param column      of the pixel in the picture, from 0
/// @param layer       whose map it is
/// @param convolution whose sum is shown, or empty for the first of the layer's block
/// @param channel     of the convolution, or [#STRONGEST]
/// @param className   name or index, or empty for the predicted class
/// @param options     of LowRank-CAM
public record Question(
        int row, int column, String layer, String convolution, int channel, String className, LowRankOptions options) {

    /// The channel that is largest at the cell; the first of equals.
    public static final int STRONGEST = -1;
}

package lowrankcam.kernel;

import lowrankcam.tensor.Plane;

/// Geometry of one pooling layer.
///
/// @param input  what is pooled
/// @param output same number of channels, any slice
/// @param window size, stride and padding
public record PoolingPlan(Plane input, Plane output, Window window) {

    public PoolingPlan {
        if (input.channels() != output.channels()
                || output.height() != window.outputHeight(input.height())
                || output.width() != window.outputWidth(input.width())) {
            throw new IllegalArgumentException(output + " is not what " + window + " makes of " + input);
        }
    }

    int firstRow(int y) {
        return Math.max(0, y * window.stride() - window.padHeight());
    }

    int endRow(int y) {
        return Math.min(input.height(), y * window.stride() - window.padHeight() + window.height());
    }

    int firstColumn(int x) {
        return Math.max(0, x * window.stride() - window.padWidth());
    }

    int endColumn(int x) {
        return Math.min(input.width(), x * window.stride() - window.padWidth() + window.width());
    }
}

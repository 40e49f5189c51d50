package lowrankcam.kernel;

/// Size, stride and symmetric zero padding of a convolution or pooling window.
///
/// @param height    rows
/// @param width     columns
/// @param stride    step in both directions
/// @param padHeight zero rows above and below
/// @param padWidth  zero columns left and right
public record Window(int height, int width, int stride, int padHeight, int padWidth) {

    public Window {
        if (height < 1 || width < 1 || stride < 1 || padHeight < 0 || padWidth < 0
                || padHeight >= height || padWidth >= width) {
            throw new IllegalArgumentException(
                    "window " + height + "x" + width + " stride " + stride + " pad " + padHeight + "," + padWidth);
        }
    }

    /// No padding: output = floor((n - k) / stride) + 1.
    public static Window valid(int height, int width, int stride) {
        return new Window(height, width, stride, 0, 0);
    }

    /// Stride 1 with (k - 1) / 2 zeros on each side: the output is as large as the input.
    ///
    /// @throws IllegalArgumentException for even sizes, whose padding would be lopsided
    public static Window same(int height, int width) {
        if (height % 2 == 0 || width % 2 == 0) {
            throw new IllegalArgumentException("same padding needs odd sizes, found " + height + "x" + width);
        }
        return new Window(height, width, 1, (height - 1) / 2, (width - 1) / 2);
    }

    public int outputHeight(int inputHeight) {
        return output(inputHeight, height, padHeight);
    }

    public int outputWidth(int inputWidth) {
        return output(inputWidth, width, padWidth);
    }

    private int output(int n, int k, int pad) {
        int span = n + 2 * pad - k;
        if (span < 0) {
            throw new IllegalArgumentException("input of " + n + " is smaller than the window's " + k);
        }
        return span / stride + 1;
    }
}

package lowrankcam.kernel;

import java.util.Arrays;

/// Which outputs of a layer depend on which pixels of its input, to the last bit.
///
/// A layer makes its outputs in tiles, each from one patch of the input. A tile is one pixel and its patch the window, but
/// for minimal filtering: there every output of a tile depends on the whole patch, if only in its rounding.
///
/// @param tileHeight  rows of a tile
/// @param tileWidth   columns of a tile
/// @param patchHeight rows of a patch
/// @param patchWidth  columns of a patch
/// @param stride      pixels of input from one pixel of output to the next
/// @param padHeight   rows by which the first patch begins above the image
/// @param padWidth    columns by which the first patch begins left of it
public record Reach(
        int tileHeight, int tileWidth, int patchHeight, int patchWidth, int stride, int padHeight, int padWidth) {

    /// Of a pool, or a convolution that is computed directly.
    public static Reach of(Window window) {
        return new Reach(
                1, 1, window.height(), window.width(), window.stride(), window.padHeight(), window.padWidth());
    }

    /// Of a convolution with these weights.
    public static Reach of(Window window, PackedWeights weights) {
        Winograd scheme = weights.scheme();
        return scheme == null
                ? of(window)
                : new Reach(
                        scheme.tileHeight(), scheme.tileWidth(), scheme.patchHeight(), scheme.patchWidth(), 1,
                        window.padHeight(), window.padWidth());
    }

    /// Marks the outputs that depend on a marked pixel, and no others. Padding is the same for all images and never marked.
    ///
    /// @param in  height × width marks
    /// @param out outHeight × outWidth marks, written
    public void spread(boolean[] in, int height, int width, boolean[] out, int outHeight, int outWidth) {
        boolean[] columns = new boolean[width];
        for (int y = 0; y < outHeight; y += tileHeight) {
            Arrays.fill(columns, false);
            int top = y * stride - padHeight;
            for (int i = Math.max(0, top); i < Math.min(height, top + patchHeight); i++) {
                for (int x = 0; x < width; x++) {
                    columns[x] |= in[i * width + x];
                }
            }
            int row = y * outWidth;
            for (int x = 0; x < outWidth; x += tileWidth) {
                Arrays.fill(out, row + x, row + Math.min(x + tileWidth, outWidth), reads(columns, x * stride - padWidth));
            }
            for (int i = 1; i < Math.min(tileHeight, outHeight - y); i++) {
                System.arraycopy(out, row, out, row + i * outWidth, outWidth);
            }
        }
    }

    private boolean reads(boolean[] columns, int left) {
        for (int x = Math.max(0, left); x < Math.min(columns.length, left + patchWidth); x++) {
            if (columns[x]) {
                return true;
            }
        }
        return false;
    }
}

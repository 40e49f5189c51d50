package lowrankcam.metric;

import lowrankcam.tensor.Tensor;

/// Images of the network's input space with pixels masked or exchanged. All functions leave their inputs alone.
public final class MaskedImage {

    private MaskedImage() {}

    /// The explanation image `e = fill + (x - fill) · S`; with a fill of zero, `x ⊙ S`.
    ///
    /// @param image H×W×C
    /// @param map   H×W, broadcast over channels
    /// @param fill  C values of a fully masked pixel, from [MaskSpace#fill]
    public static Tensor explanation(Tensor image, SaliencyMap map, float[] fill) {
        requireSameSize(image, map);
        int channels = requireFill(image, fill);
        float[] source = image.values();
        float[] mask = map.values();
        float[] values = new float[source.length];
        for (int p = 0; p < mask.length; p++) {
            for (int c = 0; c < channels; c++) {
                values[p * channels + c] = fill[c] + (source[p * channels + c] - fill[c]) * mask[p];
            }
        }
        return new Tensor(image.height(), image.width(), channels, values);
    }

    /// An image of the same size in which every pixel is masked.
    public static Tensor blank(Tensor image, float[] fill) {
        int channels = requireFill(image, fill);
        float[] values = new float[image.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = fill[i % channels];
        }
        return new Tensor(image.height(), image.width(), channels, values);
    }

    /// `first` with the pixels of rank below `moved` taken from `second`, all channels together.
    ///
    /// @param rank  H·W ranks, from [PixelOrder#ranks]
    /// @param moved number of pixels to take
    static Tensor mixed(Tensor first, Tensor second, int[] rank, int moved) {
        int channels = first.channels();
        float[] values = new float[first.values().length];
        for (int p = 0; p < rank.length; p++) {
            float[] source = rank[p] < moved ? second.values() : first.values();
            for (int i = p * channels; i < (p + 1) * channels; i++) {
                values[i] = source[i];
            }
        }
        return new Tensor(first.height(), first.width(), channels, values);
    }

    static void requireSameSize(Tensor image, SaliencyMap map) {
        if (image.height() != map.height() || image.width() != map.width()) {
            throw new IllegalArgumentException(
                    "map of " + map.height() + "x" + map.width() + " for an image of " + image.height() + "x"
                            + image.width());
        }
    }

    private static int requireFill(Tensor image, float[] fill) {
        if (fill.length != image.channels()) {
            throw new IllegalArgumentException(
                    "masked pixel: expected " + image.channels() + " values, found " + fill.length);
        }
        return fill.length;
    }
}

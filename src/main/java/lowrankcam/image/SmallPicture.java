package lowrankcam.image;

import lowrankcam.kernel.Resample;
import lowrankcam.kernel.ResampleWeights;

/// A picture for a page: 8 bits deep and no larger than needed, as a PNG file in memory.
///
/// @param width  in pixels
/// @param height in pixels
/// @param png    the file
public record SmallPicture(int width, int height, byte[] png) {

    /// Shrinks with a filter as wide as the shrinking asks for (Pillow's `BILINEAR`); never enlarges. A picture that is still
    /// too many bytes, as photographs with noise are, is shrunk further by a fifth at a time.
    ///
    /// @param longest side in pixels
    /// @param most    bytes of the file
    public static SmallPicture of(Picture picture, int longest, int most, Resample kernel) {
        double scale = Math.min(1, (double) longest / Math.max(picture.width(), picture.height()));
        SmallPicture small = scaled(picture, scale, kernel);
        while (small.png.length > most && Math.min(small.width, small.height) > 1) {
            scale *= 0.8;
            small = scaled(picture, scale, kernel);
        }
        return small;
    }

    /// The picture itself, no longer than that on either side.
    public static Picture shrunk(Picture picture, int longest, Resample kernel) {
        return shrunk(picture, Math.min(1, (double) longest / Math.max(picture.width(), picture.height())), kernel);
    }

    private static Picture shrunk(Picture picture, double scale, Resample kernel) {
        int width = (int) Math.max(1, Math.round(picture.width() * scale));
        int height = (int) Math.max(1, Math.round(picture.height() * scale));
        if (width == picture.width() && height == picture.height()) {
            return picture;
        }
        float[] samples = new float[width * height * picture.channels()];
        kernel.resample(
                picture.samples(), picture.height(), picture.width(), picture.channels(),
                ResampleWeights.antialiasedBilinear(picture.height(), height),
                ResampleWeights.antialiasedBilinear(picture.width(), width), samples);
        return new Picture(width, height, picture.channels(), picture.bitDepth(), samples);
    }

    private static SmallPicture scaled(Picture picture, double scale, Resample kernel) {
        return of(shrunk(picture, scale, kernel));
    }

    /// At its own size.
    public static SmallPicture of(Picture picture) {
        float[] samples = picture.samples();
        byte[] bytes = new byte[samples.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(255 * Math.clamp(samples[i], 0f, 1f));
        }
        int channels = picture.channels();
        return new SmallPicture(picture.width(), picture.height(), PngWriter.encode(picture.width(), picture.height(), channels, bytes));
    }
}

package lowrankcam.stability;

import lowrankcam.image.Picture;
import lowrankcam.random.SplitMix;

/// Pictures that differ a little.
final class PictureChange {

    private PictureChange() {}

    /// Normal noise on every sample, cut off at black and white.
    ///
    /// @param levels deviation, of 255
    static Picture noise(Picture picture, double levels, SplitMix random) {
        float[] samples = picture.samples().clone();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) Math.clamp(samples[i] + levels / 255 * random.normal(), 0.0, 1.0);
        }
        return with(picture, samples);
    }

    /// Moved by whole pixels; what comes in from outside is what stands at the edge.
    static Picture shift(Picture picture, int down, int right) {
        int channels = picture.channels();
        float[] samples = new float[picture.samples().length];
        for (int y = 0; y < picture.height(); y++) {
            int fromY = Math.clamp(y - down, 0, picture.height() - 1);
            for (int x = 0; x < picture.width(); x++) {
                int fromX = Math.clamp(x - right, 0, picture.width() - 1);
                System.arraycopy(
                        picture.samples(), (fromY * picture.width() + fromX) * channels, samples,
                        (y * picture.width() + x) * channels, channels);
            }
        }
        return with(picture, samples);
    }

    private static Picture with(Picture picture, float[] samples) {
        return new Picture(picture.width(), picture.height(), picture.channels(), picture.bitDepth(), samples);
    }
}

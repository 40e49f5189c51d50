package lowrankcam.stability;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import lowrankcam.image.Picture;
import lowrankcam.random.SplitMix;
import org.junit.jupiter.api.Test;

class PictureChangeTest {

    /// Fourth row of what Pillow's JPEG of quality 60 leaves: golden/make_similarity.py.
    private static final int[] GREY = {24, 37, 67, 116, 138, 142, 129, 128, 180, 217, 221, 249, 226, 229, 248, 61};
    private static final int[] RGB = {
        21, 229, 11, 40, 211, 18, 71, 182, 26, 106, 149, 41, 129, 126, 59, 136, 117, 77, 129, 122, 94, 120, 128, 104, 184, 81, 134, 255,
        31, 137, 156, 54, 140, 255, 0, 156, 236, 16, 174, 179, 45, 178, 255, 31, 197, 37, 216, 238
    };

    private static Picture picture(int channels) {
        float[] samples = new float[12 * 16 * channels];
        for (int i = 0; i < 12 * 16; i++) {
            int x = i % 16;
            int y = i / 16;
            int grey = (x * 16 + y * 9 + 40 * ((x / 3 + y / 5) % 2)) % 256;
            int[] levels = {grey, 255 - grey, x * 15};
            for (int c = 0; c < channels; c++) {
                samples[i * channels + c] = levels[c] / 255f;
            }
        }
        return new Picture(16, 12, channels, 8, samples);
    }

    private static void compare(int[] expected, Picture found, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], 255 * found.samples()[3 * expected.length + i], tolerance, "value " + i);
        }
    }

    @Test
    void compressionLeavesWhatPillowLeaves() {
        // Pillow's transform is in whole numbers, and each rounding of its colours may differ by one level.
        compare(GREY, JpegLoss.of(picture(1), 60), 1.01);
        compare(RGB, JpegLoss.of(picture(3), 60), 3.01);
    }

    @Test
    void theBestQualityLeavesNearlyEverything() {
        Picture grey = picture(1);
        assertArrayEquals(grey.samples(), JpegLoss.of(grey, 100).samples(), 1.01f / 255);
    }

    @Test
    void shiftsRepeatTheEdge() {
        Picture grey = picture(1);
        Picture down = PictureChange.shift(grey, 1, 0);
        Picture left = PictureChange.shift(grey, 0, -1);
        for (int x = 0; x < 16; x++) {
            assertEquals(grey.get(0, x, 0), down.get(0, x, 0));
            assertEquals(grey.get(4, x, 0), down.get(5, x, 0));
            assertEquals(grey.get(4, Math.min(15, x + 1), 0), left.get(4, x, 0));
        }
    }

    @Test
    void noiseHasItsDeviationAndIsTheSameForTheSameSeed() {
        float[] samples = new float[10_000];
        Arrays.fill(samples, 0.5f);
        Picture flat = new Picture(100, 100, 1, 8, samples);
        float[] noisy = PictureChange.noise(flat, 5, SplitMix.of(1, 0)).samples();
        double square = 0;
        for (float value : noisy) {
            square += Math.pow(255 * (value - 0.5), 2);
        }
        assertEquals(5, Math.sqrt(square / noisy.length), 0.1);
        assertArrayEquals(noisy, PictureChange.noise(flat, 5, SplitMix.of(1, 0)).samples());
    }

    @Test
    void weightsDrawnAnewKeepMeanAndDeviation() {
        float[] values = new float[40_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 4 == 0 ? 3 : -1;
        }
        float[] drawn = values.clone();
        RandomisedModel.draw(drawn, drawn.length, SplitMix.of(7));
        double mean = 0;
        double square = 0;
        for (float value : drawn) {
            mean += value / drawn.length;
            square += value * value / drawn.length;
        }
        assertEquals(0, mean, 0.03);
        assertEquals(3, square, 0.08);
        assertTrue(drawn[0] != values[0]);
    }
}

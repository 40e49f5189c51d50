package lowrankcam.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ResampleTest {

    private static float[] row(ResampleWeights columns, float... values) {
        float[] target = new float[columns.outputs()];
        Resample.scalar().resample(
                values, 1, values.length, 1, ResampleWeights.halfPixel(1, 1), columns, target);
        return target;
    }

    /// Two to four, half-pixel: a, .75a + .25b, .25a + .75b, b.
    @Test
    void halfPixelDoubling() {
        assertArrayEquals(
                new float[] {1f, 1.5f, 2.5f, 3f}, row(ResampleWeights.halfPixel(2, 4), 1f, 3f), 1e-6f);
    }

    @Test
    void alignedCornersKeepTheEnds() {
        assertArrayEquals(
                new float[] {1f, 5f / 3, 7f / 3, 3f}, row(ResampleWeights.alignCorners(2, 4), 1f, 3f), 1e-6f);
    }

    /// At -3/8 it is as at 3/8, and at 11/8 as at 5/8.
    @Test
    void mirroredTurnsBackAtTheOuterCentres() {
        assertArrayEquals(
                new float[] {3f, 1f, 1f, 3f, 5f, 7f, 7f, 5f}, row(ResampleWeights.mirrored(2, 8), 0f, 8f), 1e-6f);
        assertArrayEquals(new float[] {4f, 4f, 4f}, row(ResampleWeights.mirrored(1, 3), 4f), 0f);
    }

    /// Four to two: a triangle of half-width 2 around the centres 1 and 3, cut at the border.
    @Test
    void antialiasingAveragesWhatItShrinks() {
        float[] half = row(ResampleWeights.antialiasedBilinear(4, 2), 0f, 0f, 8f, 8f);
        // Weights of output 0 at centre 1: pixels 0, 1, 2 with 0.75, 0.75, 0.25, normalised by 1.75.
        assertEquals(8 * 0.25 / 1.75, half[0], 1e-6);
        assertEquals(8 * 1.5 / 1.75, half[1], 1e-6);
    }

    @Test
    void halfPixelKeepsTheMeanForWholeFactors() {
        float[] source = Bits.random(new java.util.Random(5), 64);
        for (int i = 0; i < 64; i++) {
            source[i] = Math.abs(source[i]) % 1;
        }
        float[] target = new float[296 * 296];
        ResampleWeights weights = ResampleWeights.halfPixel(8, 296);
        Resample.scalar().resample(source, 8, 8, 1, weights, weights, target);
        assertEquals(mean(source), mean(target), 1e-6);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    @Test
    void refusesArraysThatDoNotFit() {
        ResampleWeights weights = ResampleWeights.halfPixel(8, 9);
        assertThrows(
                IllegalArgumentException.class,
                () -> Resample.scalar().resample(new float[63], 8, 8, 1, weights, weights, new float[81]));
    }
}

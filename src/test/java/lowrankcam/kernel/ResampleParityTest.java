package lowrankcam.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Scalar and vector kernels return the same bits, for every rule and at every width.
class ResampleParityTest {

    private static final int N = Lanes.SPECIES.length();

    /// Source height, source width, target height, target width.
    private static final int[][] SIZES = {
        {1, 1, 1, 1}, {1, 1, 5, 3}, {5, 3, 1, 1}, {8, 8, 299, 299}, {37, 41, 13, 17}, {13, 17, 37, 41},
        {2, N - 1, 3, N - 1}, {3, N + 2, 2, N}, {3, N, 4, N + 1}, {2, 5, 3, 2 * N + 1}, {9, 4, 7, 4 * N + 3},
        {600, 400, 299, 299},
    };

    private interface Rule {
        ResampleWeights weights(int inputs, int outputs);
    }

    private static final Rule[] RULES = {
        ResampleWeights::antialiasedBilinear, ResampleWeights::halfPixel, ResampleWeights::mirrored,
        ResampleWeights::alignCorners
    };

    @Test
    void sameBitsForEveryRuleSizeAndChannelCount() {
        Random random = new Random(20260101);
        for (Rule rule : RULES) {
            for (int[] s : SIZES) {
                for (int channels : new int[] {1, 3}) {
                    compare(rule, s, channels, random(random, s[0] * s[1] * channels));
                }
            }
        }
    }

    @Test
    void sameBitsForInfinitiesNanNegativeZeroAndSubnormals() {
        Random random = new Random(7);
        float[] special = {
            Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, -0f, Float.MIN_VALUE, Float.MAX_VALUE
        };
        for (Rule rule : RULES) {
            float[] source = random(random, 11 * 13 * 3);
            for (int i = 0; i < source.length; i += 5) {
                source[i] = special[i % special.length];
            }
            compare(rule, new int[] {11, 13, 19, 23}, 3, source);
        }
    }

    private static void compare(Rule rule, int[] s, int channels, float[] source) {
        float[] before = source.clone();
        ResampleWeights rows = rule.weights(s[0], s[2]);
        ResampleWeights columns = rule.weights(s[1], s[3]);
        float[] scalar = filled(s[2] * s[3] * channels, 1e30f);
        float[] vector = filled(scalar.length, -1e30f);
        Resample.scalar().resample(source, s[0], s[1], channels, rows, columns, scalar);
        Resample.vector().resample(source, s[0], s[1], channels, rows, columns, vector);
        for (int i = 0; i < scalar.length; i++) {
            int at = i;
            // NaN payloads are not part of the contract, every other bit is.
            assertEquals(Float.floatToIntBits(scalar[i]), Float.floatToIntBits(vector[i]),
                    () -> Arrays.toString(s) + " channels " + channels + " value " + at);
        }
        for (int i = 0; i < source.length; i++) {
            assertEquals(
                    Float.floatToRawIntBits(before[i]), Float.floatToRawIntBits(source[i]), "source modified");
        }
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    private static float[] random(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (random.nextFloat() - 0.5f) * (float) Math.pow(10, random.nextInt(7) - 3);
        }
        return values;
    }
}

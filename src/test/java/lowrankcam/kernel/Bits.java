package lowrankcam.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

/// Helpers for comparing floats bit by bit.
final class Bits {

    private Bits() {}

    /// Values from -1 to 1, with a zero, a subnormal and a large number among them.
    static float[] random(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = switch (random.nextInt(40)) {
                case 0 -> 0f;
                case 1 -> Float.MIN_VALUE * 7;
                case 2 -> -1e8f;
                default -> 2 * random.nextFloat() - 1;
            };
        }
        return values;
    }

    static void assertSame(float[] expected, float[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToRawIntBits(expected[i]) != Float.floatToRawIntBits(actual[i])) {
                throw new AssertionError(what + ": index " + i + ": expected " + expected[i] + ", found " + actual[i]);
            }
        }
    }
}

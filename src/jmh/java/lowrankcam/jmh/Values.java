package lowrankcam.jmh;

import java.util.Random;
import lowrankcam.tensor.Plane;

/// Seeded inputs, and the comparison that comes before every measurement.
final class Values {

    private Values() {}

    /// Values from -1 to 1.
    static float[] random(long seed, int length) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    /// A buffer of a plane with values from -1 to 1 and a border of zeros.
    static float[] random(long seed, Plane plane) {
        float[] values = new float[plane.size()];
        int row = plane.width() * plane.channels();
        float[] inner = random(seed, plane.height() * row);
        for (int y = 0; y < plane.height(); y++) {
            System.arraycopy(inner, y * row, values, plane.offset(y, 0), row);
        }
        return values;
    }

    /// @throws IllegalStateException if a bit differs
    static void requireSame(String what, float[] scalar, float[] vector) {
        for (int i = 0; i < scalar.length; i++) {
            if (Float.floatToRawIntBits(scalar[i]) != Float.floatToRawIntBits(vector[i])) {
                throw new IllegalStateException(
                        what + ", value " + i + ": scalar " + scalar[i] + ", vector " + vector[i]);
            }
        }
    }
}

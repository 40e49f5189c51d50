package lowrankcam.metric;

import java.util.Arrays;

/// The order in which pixels are moved: by decreasing value, equal values by ascending index.
///
/// The order inside a plateau shows in the result: maps have large plateaus of zeros after a ReLU. A stable order
/// makes it the same everywhere; RISE's own code sorts unstably and reverses, so its order inside plateaus is
/// arbitrary.
public final class PixelOrder {

    private PixelOrder() {}

    /// Indices of the pixels, most relevant first.
    ///
    /// @param values H·W values, none of them NaN; not modified
    public static int[] descending(float[] values) {
        long[] keys = new long[values.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) -sortable(values[i]) << 32 | i;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }

    /// Position of each pixel in an order.
    public static int[] ranks(int[] order) {
        int[] ranks = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            ranks[order[i]] = i;
        }
        return ranks;
    }

    /// The same order from its end.
    public static int[] reversed(int[] order) {
        int[] reversed = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            reversed[i] = order[order.length - 1 - i];
        }
        return reversed;
    }

    /// An int that orders like the float; -0 and 0 are one value.
    private static int sortable(float value) {
        int bits = Float.floatToIntBits(value + 0f);
        return bits >= 0 ? bits : Integer.MIN_VALUE - bits;
    }
}

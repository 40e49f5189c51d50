package lowrankcam.dicom;

import java.util.Arrays;
import lowrankcam.format.FormatException;

/// What a scan of JPEG-LS has learnt of its errors, and the decoding of one sample with it (ITU T.87, annex A).
final class LsCoding {

    private static final int CONTEXTS = 365;
    private static final int LARGEST_BIAS = 127;

    private final LsBits bits;
    private final int near;
    private final int highest;
    private final int range;
    private final int step;
    private final int plain;
    private final int limit;
    private final int reset;
    private final int[] thresholds;

    /// By context, the last two of runs that end: sum of errors, their number, their bias, and what corrects it.
    private final int[] sums = new int[CONTEXTS + 2];
    private final int[] counts = new int[CONTEXTS + 2];
    private final int[] biases = new int[CONTEXTS];
    private final int[] corrections = new int[CONTEXTS];
    private final int[] negatives = new int[2];

    /// @param preset largest value, three thresholds, reset value; 0 for what is not given
    LsCoding(LsBits bits, int precision, int near, int[] preset) {
        this.bits = bits;
        this.near = near;
        this.highest = preset[0] > 0 ? preset[0] : (1 << precision) - 1;
        this.step = 2 * near + 1;
        this.range = (highest + 2 * near) / step + 1;
        this.plain = bitsFor(range);
        int wide = Math.max(2, bitsFor(highest + 1));
        this.limit = 2 * (wide + Math.max(8, wide));
        this.reset = preset[4] > 0 ? preset[4] : 64;
        this.thresholds = thresholds(preset);
        Arrays.fill(sums, Math.max(2, (range + 32) / 64));
        Arrays.fill(counts, 1);
    }

    private static int bitsFor(int values) {
        return 32 - Integer.numberOfLeadingZeros(values - 1);
    }

    private int[] thresholds(int[] preset) {
        int[] base = {3, 7, 21};
        int[] least = {2, 3, 4};
        int[] result = new int[3];
        int below = near + 1;
        for (int i = 0; i < 3; i++) {
            int tolerance = (2 * i + 3) * near;
            int value;
            if (highest >= 128) {
                int factor = (Math.min(highest, 4095) + 128) / 256;
                value = factor * (base[i] - least[i]) + least[i] + tolerance;
            } else {
                value = Math.max(least[i], base[i] / (256 / (highest + 1)) + tolerance);
            }
            int usual = value > highest || value < below ? below : value;
            result[i] = preset[1 + i] > 0 ? preset[1 + i] : usual;
            below = usual;
        }
        return result;
    }

    int near() {
        return near;
    }

    /// The context of three differences, negative where they are to be turned round; 0 for a run.
    int context(int first, int second, int third) {
        return 81 * step(first) + 9 * step(second) + step(third);
    }

    private int step(int difference) {
        int size = Math.abs(difference);
        int step = size <= near ? 0 : size < thresholds[0] ? 1 : size < thresholds[1] ? 2 : size < thresholds[2] ? 3 : 4;
        return difference < 0 ? -step : step;
    }

    /// A sample between its neighbours left, above, and above left.
    int sample(int context, int a, int b, int c) throws FormatException {
        int sign = context < 0 ? -1 : 1;
        int q = Math.abs(context);
        int edge = c >= Math.max(a, b) ? Math.min(a, b) : c <= Math.min(a, b) ? Math.max(a, b) : a + b - c;
        int predicted = Math.clamp(edge + sign * corrections[q], 0, highest);
        int k = golombBits(counts[q], sums[q]);
        int code = bits.golomb(k, limit, plain);
        int error = (code & 1) == 0 ? code >> 1 : -(code + 1 >> 1);
        if (near == 0 && k == 0 && 2 * biases[q] <= -counts[q]) {
            error = -error - 1;
        }
        learn(q, error);
        return restored(predicted, sign * error);
    }

    private void learn(int q, int error) {
        biases[q] += error * step;
        sums[q] += Math.abs(error);
        if (counts[q] == reset) {
            sums[q] >>= 1;
            biases[q] >>= 1;
            counts[q] >>= 1;
        }
        counts[q]++;
        if (biases[q] <= -counts[q]) {
            biases[q] = Math.max(biases[q] + counts[q], 1 - counts[q]);
            corrections[q] = Math.max(corrections[q] - 1, -LARGEST_BIAS - 1);
        } else if (biases[q] > 0) {
            biases[q] = Math.min(biases[q] - counts[q], 0);
            corrections[q] = Math.min(corrections[q] + 1, LARGEST_BIAS);
        }
    }

    /// The sample that ends a run.
    ///
    /// @param alike  1 if it is predicted from the left, where left and above are alike; else 0
    /// @param length bits that the run's rest had
    int ending(int alike, int a, int b, int length) throws FormatException {
        int q = CONTEXTS + alike;
        int k = golombBits(counts[q], alike == 1 ? sums[q] + (counts[q] >> 1) : sums[q]);
        int code = bits.golomb(k, limit - length - 1, plain);
        int both = code + alike;
        boolean isOdd = (both & 1) == 1;
        int size = both + 1 >> 1;
        boolean turned = k != 0 || 2 * negatives[alike] >= counts[q];
        int error = turned == isOdd ? -size : size;
        negatives[alike] += error < 0 ? 1 : 0;
        sums[q] += code + 1 - alike >> 1;
        if (counts[q] == reset) {
            sums[q] >>= 1;
            counts[q] >>= 1;
            negatives[alike] >>= 1;
        }
        counts[q]++;
        int sign = alike == 0 && a > b ? -1 : 1;
        return restored(alike == 1 ? a : b, sign * error);
    }

    private static int golombBits(int count, int sum) {
        int k = 0;
        while (k < 30 && (long) count << k < sum) {
            k++;
        }
        return k;
    }

    private int restored(int predicted, int error) {
        int value = predicted + error * step;
        if (value < -near) {
            value += range * step;
        } else if (value > highest + near) {
            value -= range * step;
        }
        return Math.clamp(value, 0, highest);
    }
}

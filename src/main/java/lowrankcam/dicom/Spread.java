package lowrankcam.dicom;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The values that occur in a picture, padding left out, by their size.
final class Spread {

    private static final int MOST_COUNTED = 16;

    /// Ascending.
    private final double[] values;

    /// How many pixels have that value or a lower one.
    private final int[] upTo;

    private Spread(double[] values, int[] upTo) {
        this.values = values;
        this.upTo = upTo;
    }

    /// Whether a stored value stands for no pixel.
    interface Padding {
        boolean test(double stored);
    }

    static Spread of(int[] bits, PixelFormat format, Modality modality, Padding padding) {
        return format.stored() <= MOST_COUNTED
                ? counted(bits, format, modality, padding)
                : sorted(bits, format, modality, padding);
    }

    private static Spread counted(int[] bits, PixelFormat format, Modality modality, Padding padding) {
        int[] counts = new int[1 << format.stored()];
        for (int one : bits) {
            counts[one]++;
        }
        double[] byBits = new double[counts.length];
        Arrays.setAll(byBits, one -> modality.apply(format.value(one)));
        int[] order =
                IntStream.range(0, counts.length)
                        .filter(one -> counts[one] > 0 && !padding.test(format.value(one))).boxed()
                        .sorted(Comparator.comparingDouble(one -> byBits[one])).mapToInt(Integer::intValue).toArray();
        int[] upTo = new int[order.length];
        int sum = 0;
        for (int i = 0; i < order.length; i++) {
            sum += counts[order[i]];
            upTo[i] = sum;
        }
        return new Spread(IntStream.of(order).mapToDouble(one -> byBits[one]).toArray(), upTo);
    }

    private static Spread sorted(int[] bits, PixelFormat format, Modality modality, Padding padding) {
        double[] values =
                IntStream.of(bits).mapToDouble(format::value).filter(stored -> !padding.test(stored)).map(modality::apply)
                        .sorted().toArray();
        return new Spread(values, IntStream.rangeClosed(1, values.length).toArray());
    }

    /// Pixels that are no padding.
    int pixels() {
        return upTo.length == 0 ? 0 : upTo[upTo.length - 1];
    }

    /// Between two pixels' values by the place between them, as NumPy's `percentile` does it.
    double at(double percent) {
        double place = percent / 100 * (pixels() - 1);
        int below = (int) place;
        double low = pixel(below);
        return low + (place - below) * (pixel(Math.min(below + 1, pixels() - 1)) - low);
    }

    private double pixel(int place) {
        int found = Arrays.binarySearch(upTo, place + 1);
        // The first value that reaches so many pixels.
        return values[found >= 0 ? found : -found - 1];
    }
}

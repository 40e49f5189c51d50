package lowrankcam.metric;

import lowrankcam.tensor.Tensor;

/// The blur that RISE's insertion starts from: 11×11, made from a Gaussian of deviation 5.
///
/// RISE filters a single 1 in an 11×11 array with a Gaussian of deviation 5 that is cut at four deviations and
/// mirrored at the array's edges, so what would fall outside is folded back in. The result is the outer product of
/// one row with itself, sums to 1 and is almost a box: 0.00883 in the centre, 0.00774 in the corners, 1/121 =
/// 0.00826 for a box. Sums run in double, ascending: columns first, then rows.
public final class RiseBlur {

    private static final int SIZE = 11;
    private static final int HALF = SIZE / 2;
    private static final double DEVIATION = 5;
    private static final int REACH = 20;

    private RiseBlur() {}

    /// Blurs; beyond the border lies the masked pixel's value. RISE pads with zeros in the network's input.
    public static Tensor outsideFilled(Tensor image, float[] fill) {
        return blur(image, fill);
    }

    /// Blurs; beyond the border lies the mirror image, the edge not repeated.
    static Tensor mirrored(Tensor image) {
        return blur(image, null);
    }

    /// The kernel's row.
    public static double[] row() {
        double[] gauss = new double[2 * REACH + 1];
        double sum = 0;
        for (int i = 0; i < gauss.length; i++) {
            double x = i - REACH;
            gauss[i] = StrictMath.exp(-x * x / (2 * DEVIATION * DEVIATION));
            sum += gauss[i];
        }
        double[] row = new double[SIZE];
        for (int i = 0; i < gauss.length; i++) {
            // Half-sample mirror: … 1 0 | 0 1 … 10 | 10 9 …
            int at = Math.floorMod(HALF + i - REACH, 2 * SIZE);
            row[at < SIZE ? at : 2 * SIZE - 1 - at] += gauss[i] / sum;
        }
        return row;
    }

    private static Tensor blur(Tensor image, float[] fill) {
        int height = image.height();
        int width = image.width();
        int channels = image.channels();
        double[] source = new double[image.values().length];
        for (int i = 0; i < source.length; i++) {
            source[i] = image.values()[i];
        }
        double[] middle = new double[source.length];
        alongRows(source, height, width, channels, fill, middle);
        float[] result = new float[source.length];
        double[] column = new double[source.length];
        alongColumns(middle, height, width, channels, fill, column);
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) column[i];
        }
        return new Tensor(height, width, channels, result);
    }

    private static void alongRows(
            double[] source, int height, int width, int channels, float[] fill, double[] target) {
        double[] weights = row();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    double sum = 0;
                    for (int k = 0; k < SIZE; k++) {
                        int at = place(x + k - HALF, width, fill);
                        double value = at < 0 ? fill[c] : source[(y * width + at) * channels + c];
                        sum = Math.fma(weights[k], value, sum);
                    }
                    target[(y * width + x) * channels + c] = sum;
                }
            }
        }
    }

    private static void alongColumns(
            double[] source, int height, int width, int channels, float[] fill, double[] target) {
        double[] weights = row();
        for (int y = 0; y < height; y++) {
            for (int k = 0; k < SIZE; k++) {
                int at = place(y + k - HALF, height, fill);
                for (int i = 0; i < width * channels; i++) {
                    double value = at < 0 ? fill[i % channels] : source[at * width * channels + i];
                    target[y * width * channels + i] =
                            Math.fma(weights[k], value, target[y * width * channels + i]);
                }
            }
        }
    }

    /// The index itself, -1 outside if there is a fill, or its mirror image.
    private static int place(int index, int length, float[] fill) {
        if (index >= 0 && index < length) {
            return index;
        }
        if (fill != null) {
            return -1;
        }
        if (length == 1) {
            return 0;
        }
        int period = 2 * (length - 1);
        int at = Math.floorMod(index, period);
        return at < length ? at : period - at;
    }
}

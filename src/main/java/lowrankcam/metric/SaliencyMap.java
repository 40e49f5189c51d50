package lowrankcam.metric;

import lowrankcam.kernel.Resample;

/// A map as metrics take it: of the image's size, values from 0 to 1, or degenerate.
///
/// A map is **degenerate** when a value is not finite, or when its range is at most 1e-6 of its largest magnitude:
/// it then says nothing, all its values are 0, and [#reason] says why. The threshold is relative; adding a small
/// number to the divisor instead, as other libraries do, would blow rounding noise up to a full-range map.
public final class SaliencyMap {

    private static final double FLAT = 1e-6;

    private final int height;
    private final int width;
    private final float[] values;
    private final String reason;

    private SaliencyMap(int height, int width, float[] values, String reason) {
        this.height = height;
        this.width = width;
        this.values = values;
        this.reason = reason;
    }

    /// From a method's raw map.
    ///
    /// @param raw      L·D values, row-major; not modified
    /// @param rows     L
    /// @param columns  D
    /// @param height   rows of the image
    /// @param width    columns of the image
    /// @param settings resize rule and order of scaling
    public static SaliencyMap of(
            double[] raw, int rows, int columns, int height, int width, MetricSettings settings, Resample kernel) {
        if (raw.length != (long) rows * columns || rows < 1 || columns < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "map " + rows + "x" + columns + " to " + height + "x" + width + " given " + raw.length + " values");
        }
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double value : raw) {
            if (!Double.isFinite(value)) {
                return degenerate(height, width, "non-finite");
            }
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        // Halves: the difference of two huge values would be infinite.
        double halfRange = max / 2 - min / 2;
        double largest = Math.max(Math.abs(min), Math.abs(max));
        if (halfRange <= FLAT * (largest / 2)) {
            return degenerate(height, width, largest == 0 ? "all values are zero" : "all values are equal");
        }
        float[] small = new float[raw.length];
        for (int i = 0; i < small.length; i++) {
            small[i] = (float) ((raw[i] / 2 - min / 2) / halfRange);
        }
        float[] shown = new float[height * width];
        kernel.resample(
                small, rows, columns, 1, settings.mapResize().weights(rows, height),
                settings.mapResize().weights(columns, width), shown);
        if (settings.scaleOrder() == ScaleOrder.UPSAMPLE_FIRST && !stretch(shown)) {
            return degenerate(height, width, "all shown values are equal");
        }
        return new SaliencyMap(height, width, shown, "");
    }

    /// From values that have the image's size and lie between 0 and 1 already; owned by the map from now on.
    ///
    /// A constant map is kept as it is, but counts as degenerate.
    ///
    /// @throws IllegalArgumentException for a value outside 0 … 1 or not finite, with its index
    public static SaliencyMap ofUnit(int height, int width, float[] values) {
        if (values.length != (long) height * width || values.length == 0) {
            throw new IllegalArgumentException(height + "x" + width + " map given " + values.length + " values");
        }
        boolean constant = true;
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] <= 1)) {
                throw new IllegalArgumentException("map value " + i + ": expected 0 to 1, found " + values[i]);
            }
            constant &= values[i] == values[0];
        }
        return new SaliencyMap(height, width, values, constant ? "all values are equal" : "");
    }

    private static SaliencyMap degenerate(int height, int width, String reason) {
        return new SaliencyMap(height, width, new float[height * width], reason);
    }

    /// Scales to 0 … 1; false if all values are equal.
    private static boolean stretch(float[] values) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        if (!(max > min)) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - min) / (max - min);
        }
        return true;
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /// H·W values from 0 to 1, row-major; to be read only.
    public float[] values() {
        return values;
    }

    public boolean isDegenerate() {
        return !reason.isEmpty();
    }

    /// Why the map is degenerate, or an empty text.
    public String reason() {
        return reason;
    }

    /// Index of the largest value, the lowest of several.
    public int peak() {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}

package lowrankcam.metric;

import lowrankcam.kernel.Resample;
import lowrankcam.tensor.MapRange;

/// A map as metrics take it: of the image's size, values from 0 to 1, or degenerate.
///
/// A map is **degenerate** when it is flat by the rule of [MapRange]: it then says nothing, all its values are 0, and
/// [#reason] says why.
public final class SaliencyMap {

    private final int height;
    private final int width;
    private final float[] values;
    private final double zero;
    private final String reason;

    private SaliencyMap(int height, int width, float[] values, double zero, String reason) {
        this.height = height;
        this.width = width;
        this.values = values;
        this.zero = zero;
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
        MapRange range = MapRange.of(raw);
        if (range.isFlat()) {
            return degenerate(height, width, range.flatReason());
        }
        float[] shown = new float[height * width];
        kernel.resample(
                range.shares(raw), rows, columns, 1, settings.mapResize().weights(rows, height),
                settings.mapResize().weights(columns, width), shown);
        double zero = range.isSigned() ? range.share(0) : Double.NaN;
        if (settings.scaleOrder() == ScaleOrder.UPSAMPLE_FIRST) {
            MapRange.Ends ends = MapRange.Ends.of(shown);
            if (!MapRange.stretch(shown)) {
                return degenerate(height, width, "all shown values are equal");
            }
            zero = (zero - ends.min()) / ((double) ends.max() - ends.min());
        }
        return new SaliencyMap(height, width, shown, zero, "");
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
        return new SaliencyMap(height, width, values, Double.NaN, constant ? "all values are equal" : "");
    }

    private static SaliencyMap degenerate(int height, int width, String reason) {
        return new SaliencyMap(height, width, new float[height * width], Double.NaN, reason);
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

    /// Where a raw value of zero lies among the values, below 0 or above 1 if outside them; NaN for a map without values below zero.
    public double zero() {
        return zero;
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

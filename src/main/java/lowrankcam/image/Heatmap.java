package lowrankcam.image;

import lowrankcam.kernel.Resample;
import lowrankcam.kernel.ResampleWeights;
import lowrankcam.tensor.MapRange;

/// A map as it is shown: upsampled to the network's input size, then scaled to 0 … 1.
///
/// Upsampling is bilinear with half-pixel centres. A map that is **flat** by the rule of [MapRange] is all zeros, never
/// painted as evidence.
public final class Heatmap {

    private final int height;
    private final int width;
    private final float[] values;
    private final double rawMin;
    private final double rawMax;
    private final double low;
    private final double high;
    private final String flatReason;

    private Heatmap(int height, int width, float[] values, double rawMin, double rawMax, String flatReason) {
        this(height, width, values, rawMin, rawMax, rawMin, rawMax, flatReason);
    }

    private Heatmap(
            int height, int width, float[] values, double rawMin, double rawMax, double low, double high,
            String flatReason) {
        this.height = height;
        this.width = width;
        this.values = values;
        this.rawMin = rawMin;
        this.rawMax = rawMax;
        this.low = low;
        this.high = high;
        this.flatReason = flatReason;
    }

    /// @param raw     L·D values, row-major
    /// @param rows    L
    /// @param columns D
    /// @param height  rows to show
    /// @param width   columns to show
    public static Heatmap of(double[] raw, int rows, int columns, int height, int width, Resample kernel) {
        if (raw.length != (long) rows * columns || rows < 1 || columns < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "map " + rows + "x" + columns + " to " + height + "x" + width
                            + " given " + raw.length + " values");
        }
        MapRange range = MapRange.of(raw);
        if (range.isFlat()) {
            return flat(height, width, range, range.flatReason());
        }
        // Scaling first keeps values in the range of a float; the upsampling is linear.
        float[] shown = new float[height * width];
        kernel.resample(range.shares(raw), rows, columns, 1, ResampleWeights.halfPixel(rows, height),
                ResampleWeights.halfPixel(columns, width), shown);
        if (!MapRange.stretch(shown)) {
            return flat(height, width, range, "all shown values are equal");
        }
        return new Heatmap(height, width, shown, range.min(), range.max(), "");
    }

    private static Heatmap flat(int height, int width, MapRange range, String reason) {
        return new Heatmap(height, width, new float[height * width], range.min(), range.max(), reason);
    }

    /// A map on a scale that is given, for example one that several maps share: values outside take the colours of the
    /// ends.
    ///
    /// A map that is flat by itself stays flat, whatever the scale.
    ///
    /// @param low  value shown as 0
    /// @param high value shown as 1
    public static Heatmap onScale(
            double[] raw, int rows, int columns, int height, int width, Resample kernel, double low, double high) {
        Heatmap own = of(raw, rows, columns, height, width, kernel);
        if (own.isFlat() || MapRange.isEmpty(low, high)) {
            String reason = own.isFlat() ? own.flatReason : "the scale is empty";
            return new Heatmap(height, width, new float[height * width], own.rawMin, own.rawMax, reason);
        }
        MapRange scale = new MapRange(low, high, "");
        float[] small = new float[raw.length];
        for (int i = 0; i < small.length; i++) {
            // Far outside is as good as outside, and does not overflow.
            small[i] = (float) Math.clamp(scale.share(raw[i]), -1e6, 1e6);
        }
        float[] shown = new float[height * width];
        kernel.resample(small, rows, columns, 1, ResampleWeights.halfPixel(rows, height),
                ResampleWeights.halfPixel(columns, width), shown);
        for (int i = 0; i < shown.length; i++) {
            shown[i] = Math.clamp(shown[i], 0f, 1f);
        }
        return new Heatmap(height, width, shown, own.rawMin, own.rawMax, low, high, "");
    }

    /// The same size with nothing to show.
    ///
    /// @param reason why
    public Heatmap emptied(String reason) {
        return new Heatmap(height, width, new float[height * width], rawMin, rawMax, reason);
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /// height × width values from 0 to 1; to be read only.
    public float[] values() {
        return values;
    }

    public double rawMin() {
        return rawMin;
    }

    public double rawMax() {
        return rawMax;
    }

    /// The raw value that the colour bar begins with: [#rawMin], unless a scale was given.
    public double low() {
        return low;
    }

    /// The raw value that the colour bar ends with.
    public double high() {
        return high;
    }

    /// True if there is nothing to show.
    public boolean isFlat() {
        return !flatReason.isEmpty();
    }

    /// Why the map is flat, or an empty text.
    public String flatReason() {
        return flatReason;
    }

    /// The value at a place given in pixels of the shown size, bilinear between pixel centres.
    public double at(double y, double x) {
        double v = Math.clamp(y - 0.5, 0, height - 1);
        double u = Math.clamp(x - 0.5, 0, width - 1);
        int y0 = (int) v;
        int x0 = (int) u;
        int y1 = Math.min(y0 + 1, height - 1);
        int x1 = Math.min(x0 + 1, width - 1);
        double upper = values[y0 * width + x0] * (1 - (u - x0)) + values[y0 * width + x1] * (u - x0);
        double lower = values[y1 * width + x0] * (1 - (u - x0)) + values[y1 * width + x1] * (u - x0);
        return upper * (1 - (v - y0)) + lower * (v - y0);
    }
}

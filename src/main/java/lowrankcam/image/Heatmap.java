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
    private final Bar bar;
    private final String flatReason;

    /// How values stand on the colour bar.
    ///
    /// @param low    raw value at its lower end
    /// @param high   raw value at its upper end
    /// @param first  place of a shown value of 0, from 0 at the lower end to 1 at the upper
    /// @param factor from shown values to places
    /// @param signed whether zero stands in its middle
    private record Bar(double low, double high, double first, double factor, boolean signed) {

        /// A bar from the first to the second raw value, or, if the first is below zero, from the negative of the larger
        /// magnitude to the larger magnitude.
        ///
        /// @param least share of the way from low to high that a shown value of 0 stands for
        /// @param most  of a shown value of 1
        static Bar of(double low, double high, double least, double most) {
            double magnitude = Math.max(Math.abs(low), Math.abs(high));
            if (!new MapRange(low, high, "").isSigned()) {
                return new Bar(low, high, least, most - least, false);
            }
            // Halves: sums and differences of huge values would be infinite.
            double begin = (low / 2 + magnitude / 2) / magnitude;
            double length = (high / 2 - low / 2) / magnitude;
            return new Bar(-magnitude, magnitude, begin + least * length, (most - least) * length, true);
        }
    }

    private Heatmap(
            int height, int width, float[] values, double rawMin, double rawMax, Bar bar, String flatReason) {
        this.height = height;
        this.width = width;
        this.values = values;
        this.rawMin = rawMin;
        this.rawMax = rawMax;
        this.bar = bar;
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
        float least = shown[0];
        float most = shown[0];
        for (float value : shown) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        if (!MapRange.stretch(shown)) {
            return flat(height, width, range, "all shown values are equal");
        }
        Bar bar = Bar.of(range.min(), range.max(), least, most);
        return new Heatmap(height, width, shown, range.min(), range.max(), bar, "");
    }

    private static Heatmap flat(int height, int width, MapRange range, String reason) {
        return flat(height, width, range.min(), range.max(), reason);
    }

    private static Heatmap flat(int height, int width, double rawMin, double rawMax, String reason) {
        Bar none = new Bar(rawMin, rawMax, 0, 0, false);
        return new Heatmap(height, width, new float[height * width], rawMin, rawMax, none, reason);
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
            return flat(height, width, own.rawMin, own.rawMax, reason);
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
        return new Heatmap(height, width, shown, own.rawMin, own.rawMax, Bar.of(low, high, 0, 1), "");
    }

    /// The same size with nothing to show.
    ///
    /// @param reason why
    public Heatmap emptied(String reason) {
        return flat(height, width, rawMin, rawMax, reason);
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

    /// The raw value that the colour bar begins with: the least one or that of a given scale; of a signed map the negative of
    /// its end.
    public double low() {
        return bar.low;
    }

    /// The raw value that the colour bar ends with.
    public double high() {
        return bar.high;
    }

    /// True if the map, or the scale that was given, has values below zero by more than rounding: then zero stands in the middle
    /// of the colour bar.
    public boolean isSigned() {
        return bar.signed;
    }

    /// The place on the colour bar, from 0 to 1, of a shown value.
    double place(double value) {
        return bar.first + bar.factor * value;
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

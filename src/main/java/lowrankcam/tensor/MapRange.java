package lowrankcam.tensor;

/// Smallest and largest value of a map, and whether it can be scaled to 0 … 1 at all.
///
/// A map is **flat** when a value is not finite, or when its range is at most 1e-6 of its largest magnitude: what is left is
/// rounding. The threshold is relative; adding a small number to the divisor instead, as other libraries do, would blow
/// rounding noise up to a full-range map.
///
/// @param min        smallest value; NaN if one is
/// @param max        largest value; NaN if one is
/// @param flatReason why the map is flat, or an empty text
public record MapRange(double min, double max, String flatReason) {

    /// Share of its largest magnitude up to which the range of a map counts as none.
    public static final double FLAT = 1e-6;

    /// Of any values, at least one.
    public static MapRange of(double[] map) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double value : map) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return new MapRange(min, max, reason(min, max));
    }

    private static String reason(double min, double max) {
        if (!Double.isFinite(min) || !Double.isFinite(max)) {
            return "non-finite";
        }
        if (isEmpty(min, max)) {
            return min == 0 && max == 0 ? "all values are zero" : "all values are equal";
        }
        return "";
    }

    /// True if two finite values are so close, or in the wrong order, that nothing can be scaled between them.
    public static boolean isEmpty(double low, double high) {
        // Halves: the difference of two huge values would be infinite.
        return !(high / 2 - low / 2 > FLAT * (Math.max(Math.abs(low), Math.abs(high)) / 2));
    }

    /// True if there are values below zero that are more than what rounding leaves.
    public boolean isSigned() {
        return min < -FLAT * Math.max(Math.abs(min), Math.abs(max));
    }

    public boolean isFlat() {
        return !flatReason.isEmpty();
    }

    /// A value's place between the smallest, 0, and the largest, 1; of a map that is not flat.
    public double share(double value) {
        return (value / 2 - min / 2) / (max / 2 - min / 2);
    }

    /// All values' places, rounded to float.
    public float[] shares(double[] map) {
        float[] shares = new float[map.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (float) share(map[i]);
        }
        return shares;
    }

    /// Scales values to 0 … 1 in place, as after upsampling; false if all of them are equal, as on a single pixel.
    public static boolean stretch(float[] values) {
        Ends ends = Ends.of(values);
        float min = ends.min;
        float max = ends.max;
        if (!(max > min)) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - min) / (max - min);
        }
        return true;
    }

    /// The smallest and the largest of float values.
    public record Ends(float min, float max) {

        public static Ends of(float[] values) {
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            for (float value : values) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
            return new Ends(min, max);
        }
    }
}

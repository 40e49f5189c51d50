package lowrankcam.cam;

/// Scaling of a map to 0 … 1.
public final class Normalisation {

    /// A map whose range is at most this share of its largest magnitude is flat: what is left is rounding.
    public static final double FLAT = 1e-6;

    private Normalisation() {}

    /// `(S - min) / (max - min)`, or null if the map is flat or not finite.
    ///
    /// The threshold is relative: an additive epsilon would blow rounding noise up to a full-range map.
    public static double[] minMax(double[] map) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double value : map) {
            if (!Double.isFinite(value)) {
                return null;
            }
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        double range = max - min;
        if (range <= FLAT * Math.max(Math.abs(min), Math.abs(max))) {
            return null;
        }
        double[] scaled = new double[map.length];
        for (int i = 0; i < map.length; i++) {
            scaled[i] = (map[i] - min) / range;
        }
        return scaled;
    }

    /// `S / max S`, or null if no value is positive or one is not finite.
    static double[] byMaximum(double[] map) {
        double max = 0;
        for (double value : map) {
            if (!Double.isFinite(value)) {
                return null;
            }
            max = Math.max(max, value);
        }
        if (max == 0) {
            return null;
        }
        double[] scaled = new double[map.length];
        for (int i = 0; i < map.length; i++) {
            scaled[i] = map[i] / max;
        }
        return scaled;
    }

    /// Negative values become 0, in place.
    static double[] rectify(double[] map) {
        for (int i = 0; i < map.length; i++) {
            map[i] = Math.max(0, map[i]);
        }
        return map;
    }
}

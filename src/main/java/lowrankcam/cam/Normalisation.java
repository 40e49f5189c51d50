package lowrankcam.cam;

import lowrankcam.tensor.MapRange;

/// Scaling of a map to 0 … 1.
public final class Normalisation {

    private Normalisation() {}

    /// `(S - min) / (max - min)`, or null if the map is flat by the rule of [MapRange].
    public static double[] minMax(double[] map) {
        MapRange range = MapRange.of(map);
        if (range.isFlat()) {
            return null;
        }
        double[] scaled = new double[map.length];
        for (int i = 0; i < map.length; i++) {
            scaled[i] = range.share(map[i]);
        }
        return scaled;
    }

    /// Negative values become 0, in place.
    public static double[] rectify(double[] map) {
        for (int i = 0; i < map.length; i++) {
            map[i] = Math.max(0, map[i]);
        }
        return map;
    }
}

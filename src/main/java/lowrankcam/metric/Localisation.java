package lowrankcam.metric;

/// Whether a map's energy lies where a finding is known to be.
///
/// Source: the energy-based pointing game of Score-CAM (H. Wang et al., CVPR Workshops 2020). Rows are y, columns
/// x.
public final class Localisation {

    private Localisation() {}

    /// Share of the map's energy inside the mask, `Σ_{mask} S / Σ S`.
    ///
    /// @param map  values ≥ 0
    /// @param mask true inside the finding; same length
    /// @return the share; 0 for a map that is zero everywhere
    public static double energyInMask(float[] map, boolean[] mask) {
        requireSameLength(map, mask);
        double inside = 0;
        double all = 0;
        for (int i = 0; i < map.length; i++) {
            all += map[i];
            if (mask[i]) {
                inside += map[i];
            }
        }
        return all == 0 ? 0 : inside / all;
    }

    /// The mask's share of the area: what a map that is the same everywhere gets from [#energyInMask].
    public static double areaOf(boolean[] mask) {
        int area = 0;
        for (boolean inside : mask) {
            area += inside ? 1 : 0;
        }
        return (double) area / mask.length;
    }

    /// Share of the map's energy inside the mask over the mask's share of the area: 1 is what a map that knows
    /// nothing gets on average, 0 misses the finding altogether.
    ///
    /// @param map  values ≥ 0
    /// @param mask true inside the finding; same length
    /// @return the ratio; 0 for a map that is zero everywhere, NaN for an empty mask
    public static double energyOverArea(float[] map, boolean[] mask) {
        double area = areaOf(mask);
        return area == 0 ? Double.NaN : energyInMask(map, mask) / area;
    }

    private static void requireSameLength(float[] map, boolean[] mask) {
        if (map.length != mask.length) {
            throw new IllegalArgumentException(map.length + " map values for " + mask.length + " mask values");
        }
    }
}

package lowrankcam.experiment;

/// Whether a map's energy lies where a finding is known to be.
public final class Localisation {

    private Localisation() {}

    /// Share of the map's energy inside the mask over the mask's share of the area: 1 is what a map that knows nothing
    /// gets on average, 0 misses the finding altogether.
    ///
    /// Source: the energy-based pointing game of Score-CAM (Wang et al., 2020), divided by the share of area.
    ///
    /// @param map  values ≥ 0
    /// @param mask true inside the finding; same length
    /// @return the ratio, or NaN for a zero map or an empty mask
    public static double energyOverArea(float[] map, boolean[] mask) {
        if (map.length != mask.length) {
            throw new IllegalArgumentException(map.length + " map values for " + mask.length + " mask values");
        }
        double inside = 0;
        double all = 0;
        int area = 0;
        for (int i = 0; i < map.length; i++) {
            all += map[i];
            if (mask[i]) {
                inside += map[i];
                area++;
            }
        }
        return all == 0 || area == 0 ? Double.NaN : inside / all / ((double) area / map.length);
    }
}

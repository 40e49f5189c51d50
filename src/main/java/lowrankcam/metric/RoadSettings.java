package lowrankcam.metric;

import java.util.List;
import java.util.stream.Collectors;
import lowrankcam.format.UsageException;

/// Choices of ROAD.
///
/// @param percentiles shares of the pixels to remove, in percent, each above 0 and below 100
/// @param noise       deviation of the noise on imputed values, in units of the network's input; 0 for none
/// @param seed        of the noise
public record RoadSettings(List<Integer> percentiles, double noise, long seed) {

    /// 10, 20, … 90 percent, noise of 0.01.
    public static final RoadSettings DEFAULT =
            new RoadSettings(List.of(10, 20, 30, 40, 50, 60, 70, 80, 90), 0.01, 1);

    public RoadSettings {
        percentiles = List.copyOf(percentiles);
        for (int percentile : percentiles) {
            if (percentile < 1 || percentile > 99) {
                throw new UsageException("ROAD percentile: expected 1 to 99, found " + percentile);
            }
        }
        if (percentiles.isEmpty()) {
            throw new UsageException("ROAD percentiles: expected at least one, found none");
        }
        if (!(noise >= 0) || Double.isInfinite(noise)) {
            throw new UsageException("ROAD noise: expected at least 0, found " + noise);
        }
    }

    public RoadSettings withNoise(double deviation) {
        return new RoadSettings(percentiles, deviation, seed);
    }

    /// `10 20 30`: no comma, so that it fits into one field of a CSV row.
    String percentilesText() {
        return percentiles.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}

package lowrankcam.evaluation;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lowrankcam.image.Preprocessing;
import lowrankcam.metric.Localisation;
import lowrankcam.metric.PointingGame;
import lowrankcam.metric.SaliencyMap;

/// Whether a map lies on the finding, where its place is known: `pointing`, `energyOverArea` and
/// `energyOverAreaPositive` of a record, NaN elsewhere.
final class LocalisationScores {

    private LocalisationScores() {}

    /// @param positive  the map with negative values set to 0 before anything else
    /// @param truth     of the image, if it has a mask
    /// @param placement of the picture in the network's input
    /// @param tolerance radius of the pointing game in pixels of the picture
    /// @param values    gets the three
    static void put(
            SaliencyMap map, Supplier<SaliencyMap> positive, Optional<ImageInput.Truth> truth,
            Preprocessing.Placement placement, double tolerance, Map<String, Double> values) {
        double pointing = Double.NaN;
        double energy = Double.NaN;
        double energyOfPositive = Double.NaN;
        if (truth.isPresent()) {
            PointingGame.Outcome outcome =
                    PointingGame.of(
                            map, PointingGame.peakX(map, placement.left(), placement.right()),
                            PointingGame.peakY(map, placement.top(), placement.bottom()), truth.get().whole(),
                            truth.get().width(), tolerance);
            pointing =
                    switch (outcome) {
                        case HIT -> 1;
                        case MISS, NO_PEAK -> 0;
                        case NO_FINDING -> Double.NaN;
                    };
            energy = energy(map, truth.get());
            energyOfPositive = energy(positive.get(), truth.get());
        }
        values.put("pointing", pointing);
        values.put("energyOverArea", energy);
        values.put("energyOverAreaPositive", energyOfPositive);
    }

    /// A degenerate map points nowhere: 0.
    private static double energy(SaliencyMap map, ImageInput.Truth truth) {
        if (!map.isDegenerate()) {
            return Localisation.energyOverArea(map.values(), truth.seen());
        }
        return Localisation.areaOf(truth.seen()) > 0 ? 0 : Double.NaN;
    }
}

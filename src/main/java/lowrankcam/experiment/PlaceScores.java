package lowrankcam.experiment;

import java.util.Map;
import java.util.Optional;
import lowrankcam.image.Preprocessing;
import lowrankcam.metric.Localisation;
import lowrankcam.metric.PointingGame;
import lowrankcam.metric.SaliencyMap;

/// Whether a map lies on the finding, where its place is known: `pointing` and `energyOverArea` of a record, NaN elsewhere.
final class PlaceScores {

    private PlaceScores() {}

    /// @param truth     of the image, if it has a mask
    /// @param placement of the picture in the network's input
    /// @param tolerance radius of the pointing game in pixels of the picture
    /// @param values    gets the two
    static void put(
            SaliencyMap map, Optional<ImageInput.Truth> truth, Preprocessing.Placement placement, double tolerance,
            Map<String, Double> values) {
        double pointing = Double.NaN;
        double energy = Double.NaN;
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
            energy = map.isDegenerate() ? Double.NaN : Localisation.energyOverArea(map.values(), truth.get().seen());
        }
        values.put("pointing", pointing);
        values.put("energyOverArea", energy);
    }
}

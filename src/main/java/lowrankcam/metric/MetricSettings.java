package lowrankcam.metric;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import lowrankcam.format.UsageException;

/// Every free choice of the metrics. Two tables can be compared only where these agree, so each row of a result
/// names them all: [#columns].
///
/// @param maskSpace  what a masked pixel becomes
/// @param score      number that is compared
/// @param classRule  class that is explained
/// @param mapResize  from the layer's grid to the image's
/// @param scaleOrder when a map is scaled to 0 … 1
/// @param steps      steps of insertion and deletion, at least 1
/// @param insertion  where insertion starts
/// @param deletion   where deletion ends
/// @param road       removal and imputation
/// @param tolerance  radius of the pointing game in pixels of the original image, at least 0
public record MetricSettings(
        MaskSpace maskSpace,
        Score score,
        ClassRule classRule,
        MapResize mapResize,
        ScaleOrder scaleOrder,
        int steps,
        Substrate insertion,
        Substrate deletion,
        RoadSettings road,
        double tolerance) {

    /// The definitions as their papers state them, in 50 steps.
    public static final MetricSettings DEFAULT =
            new MetricSettings(
                    MaskSpace.NORMALISED, Score.PROBABILITY, new ClassRule.Predicted(), MapResize.HALF_PIXEL,
                    ScaleOrder.UPSAMPLE_FIRST, 50, Substrate.BLUR_ZERO, Substrate.FILL, RoadSettings.DEFAULT, 15);

    /// RISE's own step, one row of pixels, for images of 299 × 299: 299 steps.
    public static final MetricSettings RISE_299 = DEFAULT.withSteps(299);

    public MetricSettings {
        if (steps < 1) {
            throw new UsageException("--steps: expected at least 1, found " + steps);
        }
        if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
            throw new UsageException("--tolerance: expected at least 0, found " + tolerance);
        }
    }

    public MetricSettings withMaskSpace(MaskSpace choice) {
        return new MetricSettings(
                choice, score, classRule, mapResize, scaleOrder, steps, insertion, deletion, road, tolerance);
    }

    public MetricSettings withScore(Score choice) {
        return new MetricSettings(
                maskSpace, choice, classRule, mapResize, scaleOrder, steps, insertion, deletion, road, tolerance);
    }

    public MetricSettings withClassRule(ClassRule choice) {
        return new MetricSettings(
                maskSpace, score, choice, mapResize, scaleOrder, steps, insertion, deletion, road, tolerance);
    }

    public MetricSettings withMapResize(MapResize choice) {
        return new MetricSettings(
                maskSpace, score, classRule, choice, scaleOrder, steps, insertion, deletion, road, tolerance);
    }

    public MetricSettings withScaleOrder(ScaleOrder choice) {
        return new MetricSettings(
                maskSpace, score, classRule, mapResize, choice, steps, insertion, deletion, road, tolerance);
    }

    public MetricSettings withSteps(int count) {
        return new MetricSettings(
                maskSpace, score, classRule, mapResize, scaleOrder, count, insertion, deletion, road, tolerance);
    }

    public MetricSettings withSubstrates(Substrate ofInsertion, Substrate ofDeletion) {
        return new MetricSettings(
                maskSpace, score, classRule, mapResize, scaleOrder, steps, ofInsertion, ofDeletion, road, tolerance);
    }

    public MetricSettings withRoad(RoadSettings choice) {
        return new MetricSettings(
                maskSpace, score, classRule, mapResize, scaleOrder, steps, insertion, deletion, choice, tolerance);
    }

    public MetricSettings withTolerance(double pixels) {
        return new MetricSettings(
                maskSpace, score, classRule, mapResize, scaleOrder, steps, insertion, deletion, road, pixels);
    }

    /// Column names and values for a result row, always the same names in the same order.
    public Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("maskSpace", maskSpace.id());
        columns.put("score", score.id());
        columns.put("classRule", classRule.id());
        columns.put("mapResize", mapResize.id());
        columns.put("scaleOrder", scaleOrder.id());
        columns.put("steps", String.valueOf(steps));
        columns.put("insertionSubstrate", insertion.id());
        columns.put("deletionSubstrate", deletion.id());
        columns.put("ties", "stable, lowest index first");
        columns.put("roadPercentiles", road.percentilesText());
        columns.put("roadNoise", number(road.noise()));
        columns.put("roadSeed", String.valueOf(road.seed()));
        columns.put("pointingTolerance", number(tolerance));
        return columns;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }
}

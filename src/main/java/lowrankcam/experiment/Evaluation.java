package lowrankcam.experiment;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.Progress;
import lowrankcam.cam.UnsupportedTargetException;
import lowrankcam.dataset.LabelledImage;
import lowrankcam.format.FormatException;
import lowrankcam.image.Preprocessing;
import lowrankcam.metric.ClassRule;
import lowrankcam.metric.ImageQuality;
import lowrankcam.metric.Localisation;
import lowrankcam.metric.MaskedImage;
import lowrankcam.metric.PerturbationCurves;
import lowrankcam.metric.PerturbationScores;
import lowrankcam.metric.PointingGame;
import lowrankcam.metric.Road;
import lowrankcam.metric.SaliencyMap;
import lowrankcam.metric.Scorer;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.PassCounter.Passes;
import lowrankcam.tensor.Tensor;

/// Scores every method on one image: the paper's Table 1, image by image.
///
/// The image takes one network pass, whose features all methods share. The class is fixed on it. Each method's map is then
/// scored; the average drop and the coherency share one further pass on the explanation image. A degenerate map earns
/// coherency 0, its explanation image is the blank one, and no pass is spent on it.
///
/// **Time** is wall-clock time of the shared network pass plus the method's own work on its features, once, without
/// repetition. Reading the picture, upsampling and every metric are outside of it.
public final class Evaluation implements ExperimentRun.ImageTask {

    private static final int WARM_PASSES = 3;

    private final ExplainableModel model;
    private final ImageInput input;
    private final EvaluationPlan plan;
    private final List<LabelledImage> images;
    private final MapKeeper keeper;
    private final Progress progress;
    private final Scorer scorer;
    private final float[] fill;
    private double[] blank;

    /// Receives maps that are to be shown.
    @FunctionalInterface
    public interface MapKeeper {
        /// @param index  of the image
        /// @param column method
        void keep(int index, String column, Tensor seen, SaliencyMap map) throws IOException;
    }

    /// @param images   all images of the run
    /// @param keeper   receives the maps of the first images, as many as the plan says, before their records are made
    /// @param progress told about the passes of long methods
    public Evaluation(
            ExplainableModel model, ImageInput input, EvaluationPlan plan, List<LabelledImage> images, MapKeeper keeper,
            Progress progress) {
        this.model = model;
        this.input = input;
        this.plan = plan;
        this.images = images;
        this.keeper = keeper;
        this.progress = progress;
        this.scorer = Scorer.of(model, plan.metrics().score());
        this.fill = plan.metrics().maskSpace().fill(input.black());
    }

    /// One image while its methods are scored.
    private record Work(
            LabelledImage image, ImageInput.Seen seen, Optional<ImageInput.Truth> truth, ForwardTrace trace, int target,
            double forwardMillis, PerturbationCurves curves) {}

    @Override
    public void run(int index, List<String> columns, ExperimentRun.RecordSink sink) throws IOException {
        LabelledImage image = images.get(index);
        ImageInput.Seen seen = input.read(image);
        Optional<ImageInput.Truth> truth =
                plan.wants(MetricGroup.PLACE) && image.mask().isPresent()
                        ? Optional.of(input.truth(image.mask().get(), seen.picture()))
                        : Optional.empty();
        if (blank == null) {
            warmUp(seen.tensor(), columns);
        }
        long start = System.nanoTime();
        ForwardTrace trace = model.forward(seen.tensor(), plan.layer());
        double forwardMillis = millis(start);
        requireFinite(image, trace);
        int target = target(image, trace);
        PerturbationCurves curves =
                plan.wants(MetricGroup.CURVES)
                        ? new PerturbationCurves(scorer, seen.tensor(), target, plan.metrics(), fill)
                        : null;
        Work work = new Work(image, seen, truth, trace, target, forwardMillis, curves);
        for (MethodColumn column : plan.columns()) {
            if (columns.contains(column.name())) {
                sink.accept(score(work, index, column));
            }
        }
    }

    /// Compiled code before the first time is taken, and the scores of the blank image.
    private void warmUp(Tensor image, List<String> columns) {
        for (int i = 0; i < WARM_PASSES; i++) {
            ForwardTrace trace = model.forward(image, plan.layer());
            for (MethodColumn column : plan.columns()) {
                if (column.cost() == MethodColumn.Cost.LIGHT && columns.contains(column.name())) {
                    try {
                        explain(column, trace, 0);
                    } catch (UnsupportedTargetException e) {
                        refuseNamed(column, e);
                    }
                }
            }
        }
        blank = scorer.scores(1, _ -> MaskedImage.blank(image, fill))[0];
    }

    private static void requireFinite(LabelledImage image, ForwardTrace trace) throws FormatException {
        int bad = trace.features().firstNonFinite();
        if (bad >= 0) {
            throw new FormatException(
                    image.file(), FormatException.NO_OFFSET, "features of the target layer, value " + bad,
                    "finite numbers", String.valueOf(trace.features().values()[bad]));
        }
    }

    private int target(LabelledImage image, ForwardTrace trace) {
        return switch (plan.metrics().classRule()) {
            case ClassRule.Predicted _ -> trace.prediction().best();
            case ClassRule.Labelled _ -> model.head().classOf(image.label());
            case ClassRule.Fixed fixed -> model.head().classOf(fixed.name());
        };
    }

    private CamMap explain(MethodColumn column, ForwardTrace trace, int target) {
        return column.method().explain(new CamInput(model, trace, target, input.resample(), progress));
    }

    private ResultRecord score(Work work, int index, MethodColumn column) throws IOException {
        Passes before = model.passes().now();
        long start = System.nanoTime();
        CamMap map;
        try {
            map = explain(column, work.trace(), work.target());
        } catch (UnsupportedTargetException e) {
            refuseNamed(column, e);
            return ResultRecord.failed(work.image().key(), column.name(), ResultRecord.UNDEFINED + e.getMessage());
        }
        Map<String, Double> times = new LinkedHashMap<>();
        times.put("forwardMillis", work.forwardMillis());
        times.put("methodMillis", millis(start));
        Passes passes = model.passes().now().minus(before).plus(new Passes(1, 0, 0));
        start = System.nanoTime();
        SaliencyMap shown = saliency(map, work.seen().tensor());
        Map<String, Double> values = new LinkedHashMap<>();
        Map<String, String> facts = new LinkedHashMap<>();
        describe(work, map, shown, passes, values, facts);
        measure(work, column, map, shown, values, facts);
        times.put("metricMillis", millis(start));
        if (index < plan.pictures()) {
            keeper.keep(index, column.name(), work.seen().tensor(), shown);
        }
        return new ResultRecord(work.image().key(), column.name(), values, facts, times);
    }

    private static void refuseNamed(MethodColumn column, UnsupportedTargetException e) {
        if (column.undefined() == MethodColumn.Undefined.REFUSE) {
            throw e;
        }
    }

    private SaliencyMap saliency(CamMap map, Tensor image) {
        return SaliencyMap.of(
                map.raw(), map.rows(), map.columns(), image.height(), image.width(), plan.metrics(), input.resample());
    }

    private void describe(
            Work work, CamMap map, SaliencyMap shown, Passes passes, Map<String, Double> values,
            Map<String, String> facts) {
        values.put("class", (double) work.target());
        values.put("imageScore", plan.metrics().score().of(work.trace().prediction())[work.target()]);
        values.put("blankScore", blank[work.target()]);
        values.put("networkPasses", (double) passes.network());
        values.put("headPasses", (double) passes.head());
        values.put("backwardPasses", (double) passes.backward());
        facts.put("classLabel", model.head().labels().get(work.target()));
        facts.put("degenerate", shown.reason());
        facts.put("flags", String.join(" ", map.flags()));
        StringBuilder variant = new StringBuilder();
        map.choices().forEach((name, value) -> variant.append(variant.isEmpty() ? "" : "; ").append(name).append('=')
                .append(value));
        facts.put("variant", variant.toString());
    }

    private void measure(
            Work work, MethodColumn column, CamMap raw, SaliencyMap map, Map<String, Double> values,
            Map<String, String> facts) {
        if (plan.wants(MetricGroup.ADCC)) {
            ImageQuality quality = quality(work, column, map);
            values.put("maskedScore", quality.after());
            // Images without a defined drop are in no mean of this group.
            boolean defined = !quality.isUndefined();
            values.put("drop", quality.drop());
            values.put("increase", defined ? (quality.increase() ? 1.0 : 0.0) : Double.NaN);
            values.put("coherency", defined ? quality.coherency() : Double.NaN);
            values.put("complexity", defined ? quality.complexity() : Double.NaN);
            values.put("adcc", quality.adcc());
            facts.put("degenerate", quality.degenerate());
        }
        if (plan.wants(MetricGroup.CURVES)) {
            PerturbationScores scores = work.curves().of(map);
            values.put("insertion", scores.insertionArea());
            values.put("deletion", scores.deletionArea());
            values.put("insertionNormalised", scores.normalisedInsertion());
            values.put("deletionNormalised", scores.normalisedDeletion());
        }
        if (plan.wants(MetricGroup.ROAD)) {
            double full = plan.metrics().score().of(work.trace().prediction())[work.target()];
            values.put(
                    "road",
                    new Road(scorer, work.seen().tensor(), work.target(), plan.metrics().road(), full).of(map)
                            .combined());
        }
        if (plan.wants(MetricGroup.PLACE)) {
            place(work, raw, map, values);
        }
    }

    private ImageQuality quality(Work work, MethodColumn column, SaliencyMap map) {
        double before = plan.metrics().score().of(work.trace().prediction())[work.target()];
        if (map.isDegenerate()) {
            return ImageQuality.of(before, blank[work.target()], map, map);
        }
        Tensor explanation = MaskedImage.explanation(work.seen().tensor(), map, fill);
        ForwardTrace masked = model.forward(explanation, plan.layer());
        double after = plan.metrics().score().of(masked.prediction())[work.target()];
        return ImageQuality.of(
                before, after, map, saliency(explain(column, masked, work.target()), explanation));
    }

    private void place(Work work, CamMap raw, SaliencyMap map, Map<String, Double> values) {
        double pointing = Double.NaN;
        double energy = Double.NaN;
        double positive = Double.NaN;
        if (work.truth().isPresent()) {
            ImageInput.Truth truth = work.truth().get();
            Preprocessing.Placement placement = input.preprocessing().placement(work.seen().picture());
            PointingGame.Outcome outcome =
                    PointingGame.of(
                            map, PointingGame.peakX(map, placement.left(), placement.right()),
                            PointingGame.peakY(map, placement.top(), placement.bottom()), truth.whole(), truth.width(),
                            plan.metrics().tolerance());
            pointing =
                    switch (outcome) {
                        case HIT -> 1;
                        case MISS, NO_PEAK -> 0;
                        case NO_FINDING -> Double.NaN;
                    };
            energy = energy(map, truth);
            positive = energy(positivePart(raw, map, work.seen().tensor()), truth);
        }
        values.put("pointing", pointing);
        values.put("energyOverArea", energy);
        values.put("energyOverAreaPositive", positive);
    }

    private static double energy(SaliencyMap map, ImageInput.Truth truth) {
        return map.isDegenerate() ? Double.NaN : Localisation.energyOverArea(map.values(), truth.seen());
    }

    /// The map with negative values set to 0 before anything else; the same object if there are none.
    private SaliencyMap positivePart(CamMap raw, SaliencyMap map, Tensor image) {
        if (Arrays.stream(raw.raw()).noneMatch(value -> value < 0)) {
            return map;
        }
        double[] positive = Arrays.stream(raw.raw()).map(value -> Math.max(value, 0)).toArray();
        return SaliencyMap.of(
                positive, raw.rows(), raw.columns(), image.height(), image.width(), plan.metrics(), input.resample());
    }

    private static double millis(long start) {
        return Math.round((System.nanoTime() - start) / 1e3) / 1e3;
    }
}

package lowrankcam.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.MapRun;
import lowrankcam.cam.Progress;
import lowrankcam.cam.UnsupportedTargetException;
import lowrankcam.dataset.LabelledImage;
import lowrankcam.image.Preprocessing;
import lowrankcam.metric.ClassRule;
import lowrankcam.metric.ImageQuality;
import lowrankcam.metric.MaskedImage;
import lowrankcam.metric.PerturbationCurves;
import lowrankcam.metric.PerturbationScores;
import lowrankcam.metric.Road;
import lowrankcam.metric.SaliencyMap;
import lowrankcam.metric.Scorer;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.Tensor;

/// Scores every method on one image: the paper's Table 1, image by image.
///
/// The image takes one network pass, whose features all methods share. The class is fixed on it. Each method's map is then
/// scored; the average drop and the coherency share one further pass on the explanation image. A degenerate map earns
/// coherency 0, its explanation image is the blank one, and no pass is spent on it.
/// Light methods come first; at the last layer the passes on their explanation images run side by side.
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
    private final PassForecast forecast;
    private double[] blank;

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
        this.forecast = new PassForecast(model, plan);
    }

    @Override
    public double passesRun() {
        return forecast.run();
    }

    @Override
    public double passesOf(String method) {
        return forecast.of(method);
    }

    /// One image while its methods are scored.
    private record Work(
            LabelledImage image, Preprocessing.Seen seen, Optional<ImageInput.Truth> truth, ForwardTrace trace, int target,
            double forwardMillis, PerturbationCurves curves) {}

    @Override
    public void run(int index, List<String> methods, ExperimentRun.RecordSink sink) throws IOException {
        LabelledImage image = images.get(index);
        Preprocessing.Seen seen = input.read(image);
        Optional<ImageInput.Truth> truth =
                plan.wants(MetricGroup.LOCALISATION) && image.mask().isPresent()
                        ? Optional.of(input.truth(image.mask().get(), seen.picture()))
                        : Optional.empty();
        if (blank == null) {
            ForwardTrace first = model.forward(seen.tensor(), plan.layer());
            ImageInput.requireFinite(image, first.features());
            forecast.learn(first, input.resample());
            warmUp(seen.tensor(), methods);
        }
        long start = System.nanoTime();
        ForwardTrace trace = model.forward(seen.tensor(), plan.layer());
        double forwardMillis = millis(start);
        ImageInput.requireFinite(image, trace.features());
        int target = target(image, trace);
        PerturbationCurves curves =
                plan.wants(MetricGroup.CURVES)
                        ? new PerturbationCurves(scorer, seen.tensor(), target, plan.metrics(), fill)
                        : null;
        Work work = new Work(image, seen, truth, trace, target, forwardMillis, curves);
        List<EvaluatedMethod> wanted = plan.methods().stream().filter(c -> methods.contains(c.name())).toList();
        score(work, index, wanted.stream().filter(c -> !c.isHeavy()).toList(), sink);
        for (EvaluatedMethod method : wanted) {
            if (method.isHeavy()) {
                score(work, index, List.of(method), sink);
            }
        }
    }

    /// Compiled code before the first time is taken, and the scores of the blank image.
    private void warmUp(Tensor image, List<String> methods) {
        for (int i = 0; i < WARM_PASSES; i++) {
            ForwardTrace trace = model.forward(image, plan.layer());
            for (EvaluatedMethod method : plan.methods()) {
                if (!method.isHeavy() && methods.contains(method.name())) {
                    try {
                        explain(method, trace, 0);
                    } catch (UnsupportedTargetException e) {
                        refuseNamed(method, e);
                    }
                }
            }
        }
        blank = scorer.scores(1, _ -> MaskedImage.blank(image, fill))[0];
    }

    private int target(LabelledImage image, ForwardTrace trace) {
        return switch (plan.metrics().classRule()) {
            case ClassRule.Predicted _ -> trace.prediction().best();
            case ClassRule.Labelled _ -> model.head().classOf(image.label());
            case ClassRule.Fixed fixed -> model.head().classOf(fixed.name());
        };
    }

    private MapRun<CamMap> explain(EvaluatedMethod method, ForwardTrace trace, int target) {
        return MapRun.of(method.method(), new CamInput(model, trace, target, input.resample(), progress));
    }

    /// A method's map, before it is scored.
    private record Drawn(
            EvaluatedMethod method, CamMap raw, SaliencyMap shown, Map<String, Double> values, Map<String, String> facts,
            double methodMillis) {}

    private void score(Work work, int index, List<EvaluatedMethod> methods, ExperimentRun.RecordSink sink)
            throws IOException {
        List<Drawn> drawn = new ArrayList<>();
        for (EvaluatedMethod method : methods) {
            try {
                drawn.add(draw(work, method));
            } catch (UnsupportedTargetException e) {
                refuseNamed(method, e);
                sink.accept(
                        ResultRecord.failed(
                                work.image().key(), method.name(), ResultRecord.UNDEFINED + e.getMessage()));
            }
        }
        long start = System.nanoTime();
        Map<Drawn, ForwardTrace> masked = sideBySide(work, drawn);
        double share = millis(start) / Math.max(1, drawn.size());
        for (Drawn map : drawn) {
            start = System.nanoTime();
            try {
                measure(work, map, masked.remove(map));
            } catch (ArithmeticException e) {
                // Features of the explanation image that are not finite.
                sink.accept(ResultRecord.failed(work.image().key(), map.method().name(), e.getMessage()));
                continue;
            }
            Map<String, Double> times = new LinkedHashMap<>();
            times.put("forwardMillis", work.forwardMillis());
            times.put("methodMillis", map.methodMillis());
            times.put("metricMillis", Math.round((share + millis(start)) * 1e3) / 1e3);
            if (index < plan.pictures()) {
                keeper.keep(
                        index, map.method().name(), work.seen().tensor(), work.truth().map(ImageInput.Truth::seen), map.shown());
            }
            sink.accept(new ResultRecord(work.image().key(), map.method().name(), map.values(), map.facts(), times));
        }
    }

    private Drawn draw(Work work, EvaluatedMethod method) {
        MapRun<CamMap> run = explain(method, work.trace(), work.target());
        SaliencyMap shown = saliency(run.map(), work.seen().tensor());
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("class", (double) work.target());
        values.put("imageScore", plan.metrics().score().of(work.trace().prediction())[work.target()]);
        values.put("blankScore", blank[work.target()]);
        MapFacts.putPasses(run.passes(), values);
        Map<String, String> facts = MapFacts.of(run.map(), shown, model.head().labels().get(work.target()));
        MapFacts.putScoreFlags(model.head(), work.trace(), facts);
        return new Drawn(method, run.map(), shown, values, facts, run.milliseconds());
    }

    /// Passes on the explanation images of maps that are not degenerate, with the last layer's features; else none.
    private Map<Drawn, ForwardTrace> sideBySide(Work work, List<Drawn> maps) {
        if (!plan.wants(MetricGroup.ADCC) || !plan.layer().equals(model.lastLayer())) {
            return new IdentityHashMap<>();
        }
        List<Drawn> sound = maps.stream().filter(map -> !map.shown().isDegenerate()).toList();
        List<ForwardTrace> traces = model.forwardAll(sound.stream().map(map -> explanation(work, map)).toList());
        Map<Drawn, ForwardTrace> found = new IdentityHashMap<>();
        for (int i = 0; i < traces.size(); i++) {
            found.put(sound.get(i), traces.get(i));
        }
        return found;
    }

    private Tensor explanation(Work work, Drawn map) {
        return MaskedImage.explanation(work.seen().tensor(), map.shown(), fill);
    }

    private static void refuseNamed(EvaluatedMethod method, UnsupportedTargetException e) {
        if (method.undefined() == EvaluatedMethod.Undefined.REFUSE) {
            throw e;
        }
    }

    private SaliencyMap saliency(CamMap map, Tensor image) {
        return SaliencyMap.of(
                map.raw(), map.rows(), map.columns(), image.height(), image.width(), plan.metrics(), input.resample());
    }

    /// @param masked pass on the explanation image, or null if there is none yet
    private void measure(Work work, Drawn drawn, ForwardTrace masked) {
        SaliencyMap map = drawn.shown();
        Map<String, Double> values = drawn.values();
        if (plan.wants(MetricGroup.ADCC)) {
            ImageQuality quality = quality(work, drawn, masked);
            values.put("maskedScore", quality.after());
            // Images without a defined drop are in no mean of this group.
            boolean defined = !quality.isUndefined();
            values.put("drop", quality.drop());
            values.put("increase", defined ? (quality.increase() ? 1.0 : 0.0) : Double.NaN);
            values.put("coherency", defined ? quality.coherency() : Double.NaN);
            values.put("complexity", defined ? quality.complexity() : Double.NaN);
            values.put("adcc", quality.adcc());
            drawn.facts().put("degenerate", quality.degenerate());
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
        if (plan.wants(MetricGroup.LOCALISATION)) {
            LocalisationScores.put(
                    map, () -> positivePart(drawn.raw(), map, work.seen().tensor()), work.truth(),
                    input.preprocessing().placement(work.seen().picture()),
                    plan.metrics().tolerance(), values);
        }
    }

    private ImageQuality quality(Work work, Drawn drawn, ForwardTrace ready) {
        SaliencyMap map = drawn.shown();
        double before = plan.metrics().score().of(work.trace().prediction())[work.target()];
        if (map.isDegenerate()) {
            return ImageQuality.of(before, blank[work.target()], map, map);
        }
        ForwardTrace masked = ready != null ? ready : model.forward(explanation(work, drawn), plan.layer());
        double after = plan.metrics().score().of(masked.prediction())[work.target()];
        CamMap again = explain(drawn.method(), masked, work.target()).map();
        return ImageQuality.of(before, after, map, saliency(again, masked.image()));
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

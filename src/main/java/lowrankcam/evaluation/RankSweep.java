package lowrankcam.evaluation;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.Progress;
import lowrankcam.cam.lowrank.RankMaps;
import lowrankcam.dataset.LabelledImage;
import lowrankcam.format.FormatException;
import lowrankcam.metric.ClassRule;
import lowrankcam.metric.PerturbationCurves;
import lowrankcam.metric.PerturbationScores;
import lowrankcam.metric.SaliencyMap;
import lowrankcam.metric.Scorer;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.Tensor;

/// Scores LowRank-CAM at several ranks on one image: the paper's Figure 2, image by image.
///
/// One network pass and one decomposition of its features serve all ranks. Insertion and deletion take two network passes
/// for each step and rank; their end points are shared by all ranks.
public final class RankSweep implements ExperimentRun.ImageTask {

    private final ExplainableModel model;
    private final ImageInput input;
    private final RankPlan plan;
    private final List<LabelledImage> images;
    private final Scorer scorer;
    private final float[] fill;

    /// @param images all images of the run
    public RankSweep(ExplainableModel model, ImageInput input, RankPlan plan, List<LabelledImage> images) {
        this.model = model;
        this.input = input;
        this.plan = plan;
        this.images = images;
        this.scorer = Scorer.of(model, plan.metrics().score());
        this.fill = plan.metrics().maskSpace().fill(input.black());
    }

    @Override
    public double passesRun() {
        return model.passes().now().network();
    }

    /// Those of insertion and deletion; the image's own serve all ranks.
    @Override
    public double passesOf(String method) {
        return 2.0 * plan.metrics().steps();
    }

    @Override
    public void run(int index, List<String> methods, ExperimentRun.RecordSink sink) throws IOException {
        LabelledImage image = images.get(index);
        Tensor seen = input.read(image).tensor();
        ForwardTrace trace = model.forward(seen, plan.layer());
        if (trace.features().firstNonFinite() >= 0) {
            throw new FormatException(
                    image.file(), FormatException.NO_OFFSET, "features of the target layer", "finite numbers", "others");
        }
        int target = target(image, trace);
        List<Integer> ranks = methods.stream().map(Integer::valueOf).sorted().toList();
        List<CamMap> maps =
                RankMaps.of(
                        plan.preset(), ranks, new CamInput(model, trace, target, input.resample(), Progress.NONE));
        PerturbationCurves curves = new PerturbationCurves(scorer, seen, target, plan.metrics(), fill);
        for (int i = 0; i < ranks.size(); i++) {
            CamMap map = maps.get(i);
            SaliencyMap shown =
                    SaliencyMap.of(
                            map.raw(), map.rows(), map.columns(), seen.height(), seen.width(), plan.metrics(),
                            input.resample());
            sink.accept(record(image, ranks.get(i), trace, target, map, shown, curves.of(shown)));
        }
    }

    private int target(LabelledImage image, ForwardTrace trace) {
        return switch (plan.metrics().classRule()) {
            case ClassRule.Predicted _ -> trace.prediction().best();
            case ClassRule.Labelled _ -> model.head().classOf(image.label());
            case ClassRule.Fixed fixed -> model.head().classOf(fixed.name());
        };
    }

    private ResultRecord record(
            LabelledImage image, int rank, ForwardTrace trace, int target, CamMap map, SaliencyMap shown,
            PerturbationScores scores) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("class", (double) target);
        values.put("imageScore", scores.full());
        values.put("blankScore", scores.blank());
        values.put("rankUsed", ((Number) map.details().get("rankUsed")).doubleValue());
        values.put("insertion", scores.insertionArea());
        values.put("deletion", scores.deletionArea());
        values.put("insertionNormalised", scores.normalisedInsertion());
        values.put("deletionNormalised", scores.normalisedDeletion());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("classLabel", model.head().labels().get(target));
        facts.put("degenerate", shown.reason());
        facts.put("flags", String.join(" ", map.flags()));
        MapFacts.putScoreFlags(model.head(), trace, facts);
        return new ResultRecord(image.key(), String.valueOf(rank), values, facts, Map.of());
    }
}

package lowrankcam.reproduction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.dataset.ImageSet;
import lowrankcam.dataset.Selection;
import lowrankcam.evaluation.DatasetRun;
import lowrankcam.evaluation.EvaluatedMethod;
import lowrankcam.evaluation.EvaluatedMethods;
import lowrankcam.evaluation.EvaluationPlan;
import lowrankcam.evaluation.MetricGroup;
import lowrankcam.evaluation.RankPlan;
import lowrankcam.evaluation.RunListener;
import lowrankcam.evaluation.RunModel;
import lowrankcam.evaluation.RunOutput;
import lowrankcam.evaluation.RunPlan;
import lowrankcam.evaluation.SettingsDifference;
import lowrankcam.evaluation.Shard;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.inception.LayerNames;
import lowrankcam.metric.ClassRule;
import lowrankcam.metric.MetricSettings;
import lowrankcam.phantom.Phantoms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes phantoms and runs the four experiments of a reproduction on them, each with its own folder and journal. What is there
/// already is not made again.
public final class Reproduction {

    private static final String LAYER = LayerNames.resolve("Mixed_7c");
    private static final String ABNORMAL = "abnormal";

    private final ReproductionPlan plan;
    private final Path folder;
    private final MetricSettings metrics;
    private final RankPlan sweep;

    /// @throws lowrankcam.format.UsageException if something of the plan cannot be
    public Reproduction(ReproductionPlan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
        this.metrics = MetricSettings.DEFAULT.withSteps(plan.steps());
        this.sweep =
                new RankPlan(
                        LAYER, LowRankOptions.Preset.DEFAULT, RankPlan.parseRanks(plan.ranks()), metrics, plan.bootstrap(),
                        RankPlan.Rule.SUM);
    }

    /// One of the four runs.
    private record Step(String name, DatasetRun run) {}

    /// Runs what is missing. Before anything takes time, all four folders are there, so that a report can be written.
    ///
    /// @param program   name and version
    /// @param modelKind `default` or `given`
    /// @param files     of each run
    /// @param phantoms  told about the phantoms
    /// @param listener  told about the runs
    public void run(
            String program, RunModel model, String modelKind, RunOutput files, Phantoms.Progress phantoms, RunListener listener)
            throws IOException {
        model.loaded().model().head().classOf(ABNORMAL);
        EvaluationPlan table = evaluation(TableClaims.methods("table1-fast"), MetricGroup.ADCC, metrics, "lowrankcam", 0);
        EvaluationPlan findings =
                evaluation(
                        TableClaims.methods(LocalisationClaims.methods(plan.placeRanks())), MetricGroup.LOCALISATION,
                        metrics.withClassRule(new ClassRule.Fixed(ABNORMAL)), LocalisationClaims.reference(plan.placeRanks()), 1);
        EvaluationPlan thirteen = evaluation(TableClaims.methods("table1"), MetricGroup.ADCC, metrics, "lowrankcam", plan.slowImages());
        begin(modelKind);
        if (!Files.exists(folder.resolve(Runs.PHANTOMS))) {
            // All of them or none.
            Phantoms.write(folder.resolve(Runs.PHANTOMS), plan.phantoms(), phantoms);
        }
        List<Step> steps =
                List.of(
                        step(Runs.TABLE, program, model, plan.sample(plan.images()), table),
                        step(Runs.FINDINGS, program, model, plan.withFinding(), findings),
                        step(Runs.RANKS, program, model, plan.sample(plan.rankImages()), sweep),
                        step(Runs.THIRTEEN, program, model, plan.sample(Math.max(1, plan.slowImages())), thirteen));
        for (Step step : steps) {
            step.run().begin(folder.resolve(step.name()), isLeftOut(step) ? List.of() : step.run().images().images());
        }
        for (Step step : steps) {
            if (!isLeftOut(step)) {
                step.run().run(step.name(), folder.resolve(step.name()), files, listener);
            }
        }
    }

    /// The run of the slow methods, of which only the folder is made, without images.
    private boolean isLeftOut(Step step) {
        return step.name().equals(Runs.THIRTEEN) && plan.slowImages() == 0;
    }

    /// A folder belongs to one plan.
    private void begin(String modelKind) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(Runs.SETTINGS);
        ObjectNode now = plan.settings(modelKind);
        if (!Files.exists(file)) {
            AtomicFile.write(file, Json.text(now));
            return;
        }
        JsonNode before = Json.read(file);
        if (before.path("phantoms").isString()) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "a reproduction begun by an earlier version, which wrote its settings another way",
                    "that version to continue it (or another folder)", "this one");
        }
        Optional<SettingsDifference> difference = SettingsDifference.between(before, now);
        if (difference.isPresent()) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET,
                    "the reproduction here began with another '" + difference.get().field() + "'",
                    difference.get().before() + " as before (or another folder)", difference.get().now());
        }
    }

    private EvaluationPlan evaluation(
            List<EvaluatedMethod> methods, MetricGroup group, MetricSettings choices, String reference, int pictures) {
        return new EvaluationPlan(
                LAYER, methods, List.of(group), choices, plan.bootstrap(), EvaluatedMethods.reference(methods, reference), pictures);
    }

    private Step step(String name, String program, RunModel model, Selection selection, RunPlan experiment)
            throws IOException {
        ImageSet images = ImageSet.open(folder.resolve(Runs.PHANTOMS), selection);
        return new Step(name, new DatasetRun(program, model, images, Shard.WHOLE, experiment));
    }
}

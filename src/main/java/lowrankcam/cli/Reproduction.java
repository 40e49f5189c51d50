package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lowrankcam.cam.LowRankOptions;
import lowrankcam.cam.Progress;
import lowrankcam.dataset.ImageSet;
import lowrankcam.dataset.LabelledImage;
import lowrankcam.dataset.Selection;
import lowrankcam.evaluation.Evaluation;
import lowrankcam.evaluation.EvaluationPlan;
import lowrankcam.evaluation.ExperimentRun;
import lowrankcam.evaluation.ImageInput;
import lowrankcam.evaluation.Merge;
import lowrankcam.evaluation.MethodColumn;
import lowrankcam.evaluation.MetricGroup;
import lowrankcam.evaluation.RankPlan;
import lowrankcam.evaluation.RankSweep;
import lowrankcam.evaluation.RunFolder;
import lowrankcam.evaluation.RunSettings;
import lowrankcam.evaluation.SettingsDifference;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.inception.LayerNames;
import lowrankcam.inception.LoadedModel;
import lowrankcam.metric.ClassRule;
import lowrankcam.metric.MetricSettings;
import lowrankcam.phantom.Phantoms;
import lowrankcam.published.PublishedTable;
import lowrankcam.published.TableReader;
import lowrankcam.report.MapPictures;
import lowrankcam.report.ReproductionPage;
import lowrankcam.reproduction.Claims;
import lowrankcam.reproduction.PlaceClaims;
import lowrankcam.reproduction.ReproductionPlan;
import lowrankcam.reproduction.Runs;
import tools.jackson.databind.node.ObjectNode;

/// Makes phantoms, runs the four experiments of a reproduction on them, each with its own folder and journal, and writes
/// the report. What is there already is not made again.
final class Reproduction {

    private static final String LAYER = "Mixed_7c";
    private static final String ABNORMAL = "abnormal";

    private final ReproductionPlan plan;
    private final Path folder;
    private final ModelOptions modelOptions;
    private final PrintWriter err;
    private final RunOptions runOptions;
    private final MetricSettings metrics;

    Reproduction(ReproductionPlan plan, Path folder, ModelOptions modelOptions, PrintWriter err) {
        this.plan = plan;
        this.folder = folder;
        this.modelOptions = modelOptions;
        this.err = err;
        this.runOptions = RunOptions.whole(plan.resamples());
        this.metrics = MetricSettings.DEFAULT.withSteps(plan.steps());
    }

    /// One of the four runs.
    ///
    /// @param task from a display of a long method's passes
    private record Step(
            String name, ImageSet images, ObjectNode settings, Function<Progress, ExperimentRun.ImageTask> task) {}

    /// Runs what is missing. Before anything takes time, all four folders are there, so that a report can be written.
    ///
    /// @return exit code: the worst of the runs
    int run() throws IOException {
        RankPlan sweep =
                new RankPlan(
                        LayerNames.resolve(LAYER), LowRankOptions.Preset.DEFAULT, RankPlan.parseRanks(plan.ranks()),
                        metrics, plan.bootstrap(), RankPlan.Rule.SUM);
        try (LoadedModel ready = modelOptions.open(err)) {
            ready.model().head().classOf(ABNORMAL);
            EvaluationPlan table = evaluation(List.of("table1-fast"), MetricGroup.ADCC, metrics, "lowrankcam", 0);
            EvaluationPlan findings =
                    evaluation(
                            PlaceClaims.methods(plan.placeRanks()), MetricGroup.PLACE,
                            metrics.withClassRule(new ClassRule.Fixed(ABNORMAL)),
                            PlaceClaims.reference(plan.placeRanks()), 1);
            EvaluationPlan thirteen =
                    evaluation(List.of("table1"), MetricGroup.ADCC, metrics, "lowrankcam", plan.slowImages());
            begin();
            phantoms();
            List<Step> steps =
                    List.of(
                            evaluate(ready, Runs.TABLE, plan.sample(plan.images()), table),
                            evaluate(ready, Runs.FINDINGS, plan.withFinding(), findings),
                            sweep(ready, sweep),
                            evaluate(ready, Runs.THIRTEEN, plan.sample(Math.max(1, plan.slowImages())), thirteen));
            for (Step step : steps) {
                List<LabelledImage> images = isLeftOut(step) ? List.of() : step.images().images();
                RunFolder.open(folder.resolve(step.name()), step.settings(), RunSettings.identify(images)).close();
            }
            int code = ExitCode.DONE;
            for (Step step : steps.stream().filter(step -> !isLeftOut(step)).toList()) {
                code =
                        Math.max(
                                code,
                                runOptions.run(
                                        folder.resolve(step.name()), step.name(), step.settings(), step.images(), ready,
                                        modelOptions.quiet(), step.task(), new PrintWriter(Writer.nullWriter()), err));
            }
            return code;
        }
    }

    /// The run of the slow methods, of which only the folder is made, without images.
    private boolean isLeftOut(Step step) {
        return step.name().equals(Runs.THIRTEEN) && plan.slowImages() == 0;
    }

    /// A folder belongs to one plan.
    private void begin() throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(Runs.SETTINGS);
        ObjectNode now = plan.settings(modelOptions.isDefault() ? "default" : "given");
        if (!Files.exists(file)) {
            AtomicFile.write(file, Json.text(now));
            return;
        }
        Optional<SettingsDifference> difference = SettingsDifference.between(Json.read(file), now);
        if (difference.isPresent()) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET,
                    "the reproduction here began with another '" + difference.get().field() + "'",
                    difference.get().before() + " as before (or another folder)", difference.get().now());
        }
    }

    /// All of them or none.
    private void phantoms() throws IOException {
        Path target = folder.resolve(Runs.PHANTOMS);
        if (Files.exists(target)) {
            return;
        }
        ProgressLine progress = new ProgressLine(err, "phantoms", modelOptions.quiet());
        Phantoms.write(target, plan.phantoms(), progress::report);
        progress.close();
    }

    private EvaluationPlan evaluation(
            List<String> methods, MetricGroup group, MetricSettings choices, String reference, int pictures) {
        List<MethodColumn> columns =
                MethodColumns.parse(methods, LowRankOptions.DEFAULT_RANK, LowRankOptions.Preset.DEFAULT.id());
        return new EvaluationPlan(
                LayerNames.resolve(LAYER), columns, List.of(group), choices, plan.bootstrap(),
                MethodColumns.reference(columns, reference), pictures);
    }

    private Step evaluate(LoadedModel ready, String name, Selection selection, EvaluationPlan evaluation)
            throws IOException {
        ImageSet images = images(selection);
        MapPictures keeper = new MapPictures(folder.resolve(name).resolve(Merge.PICTURES));
        ImageInput input = RunOptions.input(ready);
        return new Step(
                name, images, settings(ready, images).of(evaluation),
                progress -> new Evaluation(
                        ready.model(), input, evaluation, images.images(), keeper, progress));
    }

    private Step sweep(LoadedModel ready, RankPlan sweep) throws IOException {
        ImageSet images = images(plan.sample(plan.rankImages()));
        ImageInput input = RunOptions.input(ready);
        return new Step(
                Runs.RANKS, images, settings(ready, images).of(sweep),
                _ -> new RankSweep(ready.model(), input, sweep, images.images()));
    }

    private RunSettings settings(LoadedModel ready, ImageSet images) {
        return runOptions.settings(ready, LayerNames.resolve(LAYER), images);
    }

    private ImageSet images(Selection selection) throws IOException {
        return ImageSet.open(folder.resolve(Runs.PHANTOMS), selection);
    }

    /// Writes the report from the four runs.
    ///
    /// @return the page
    Path report() throws IOException {
        Runs runs = Runs.read(folder);
        PublishedTable paper = TableReader.paper();
        Claims claims = Claims.of(runs, paper);
        AtomicFile.write(folder.resolve("claims.csv"), claims.csv());
        return new ReproductionPage(runs, paper, claims).write(folder.resolve("page"));
    }
}

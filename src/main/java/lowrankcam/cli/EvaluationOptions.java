package lowrankcam.cli;

import java.util.List;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.evaluation.Bootstrap;
import lowrankcam.evaluation.EvaluationPlan;
import lowrankcam.evaluation.EvaluatedMethod;
import lowrankcam.evaluation.EvaluatedMethods;
import lowrankcam.evaluation.MetricGroup;
import lowrankcam.format.UsageException;
import lowrankcam.inception.LayerNames;
import lowrankcam.metric.MetricSettings;
import picocli.CommandLine.Option;

/// Which methods are compared by which metrics.
final class EvaluationOptions {

    @Option(
            names = {"-m", "--method"},
            paramLabel = "NAME",
            split = ",",
            completionCandidates = Known.Compared.class,
            description = "Methods, each with variant and parameters if wished (lowrankcam:class-signed:rank=5), table1 "
                    + "(the paper's thirteen), table1-fast (its nine with one network pass), fast (all of these) or all "
                    + "(default: table1-fast). See: lowrank-cam methods")
    private List<String> methods = List.of("table1-fast");

    @Option(
            names = {"-r", "--rank"},
            paramLabel = "N",
            description = "Modes of LowRank-CAM where a method does not say (default: ${DEFAULT-VALUE}).")
    private int rank = LowRankOptions.DEFAULT_RANK;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            converter = Choices.Presets.class,
            completionCandidates = Choices.Presets.class,
            description = "Variant of LowRank-CAM where a method does not say (default: default).")
    private LowRankOptions.Preset preset = LowRankOptions.Preset.DEFAULT;

    @Option(
            names = "--metrics",
            paramLabel = "NAME",
            split = ",",
            completionCandidates = Known.Metrics.class,
            description = "adcc (Table 1), curves (insertion, deletion), road, localisation (also: place; needs ground truth), "
                    + "or all (default: adcc,localisation).")
    private List<String> metrics = List.of("adcc", "localisation");

    @Option(names = "--limit", paramLabel = "N", description = "At most this many images, a sample (default: all).")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = {"-l", "--layer"},
            paramLabel = "NAME",
            completionCandidates = Known.Layers.class,
            description = "Target layer (default: ${DEFAULT-VALUE}). See: lowrank-cam layers")
    private String layer = "Mixed_7c";

    @Option(
            names = "--reference",
            paramLabel = "NAME",
            completionCandidates = Known.Methods.class,
            description = "Method that the others are compared with (default: lowrankcam, if it is among them).")
    private String reference;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            description = "Maps of the first N images are shown on the page (default: ${DEFAULT-VALUE}).")
    private int pictures = 4;

    int limit() {
        return limit;
    }

    EvaluationPlan plan(MetricSettings choices, Bootstrap bootstrap) {
        if (rank < 1) {
            throw new UsageException("--rank: expected at least 1, found " + rank);
        }
        List<EvaluatedMethod> chosen = EvaluatedMethods.parse(methods, rank, preset.id());
        return new EvaluationPlan(
                LayerNames.resolve(layer), chosen, MetricGroup.parse(metrics), choices, bootstrap,
                EvaluatedMethods.reference(chosen, reference), pictures);
    }
}

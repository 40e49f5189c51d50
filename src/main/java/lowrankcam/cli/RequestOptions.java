package lowrankcam.cli;

import java.util.List;
import java.util.Map;
import lowrankcam.cam.lowrank.LowRankCam;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.cam.lowrank.rank.RankRules;
import lowrankcam.cam.registry.RequestedMethod;
import lowrankcam.explain.ExplainRequest;
import lowrankcam.format.UsageException;
import lowrankcam.inception.LayerNames;
import lowrankcam.model.Target;
import picocli.CommandLine.Option;

/// Which maps an image gets.
final class RequestOptions {

    @Option(
            names = {"-m", "--method"},
            paramLabel = "NAME",
            defaultValue = LowRankCam.ID,
            completionCandidates = Known.Methods.class,
            split = ",",
            description = {
                "Methods, all, or fast: all that run the network once (default: ${DEFAULT-VALUE}).",
                "With a variant and parameters: NAME:VARIANT:PARAMETER=VALUE, for example gradcam++:official or",
                "gscorecam:k=205. What there is: lowrank-cam methods"
            })
    private List<String> methods;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "default",
            completionCandidates = Known.Presets.class,
            description = {
                "Variant of LowRank-CAM: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
                "Same as -m lowrankcam:NAME"
            })
    private String preset;

    @Option(
            names = {"-c", "--class"},
            paramLabel = "CLASS",
            split = ",",
            description = "Class by name or index, several, or all (default: the predicted one).")
    private List<String> classes = List.of();

    @Option(
            names = "--contrast",
            paramLabel = "CLASS",
            description = "Explain the class against this one: difference of their logits.")
    private String contrast = "";

    @Option(
            names = "--target",
            paramLabel = "logit|probability",
            defaultValue = "logit",
            converter = Choices.Scores.class,
            completionCandidates = Choices.Scores.class,
            description = "What gradient methods and ablationcam explain (default: ${DEFAULT-VALUE}).")
    private Target.Score score;

    @Option(
            names = {"-l", "--layer"},
            paramLabel = "NAME",
            defaultValue = "Mixed_7c",
            split = ",",
            completionCandidates = Known.Layers.class,
            description = "Target layers (default: ${DEFAULT-VALUE}). See: lowrank-cam layers")
    private List<String> layers;

    @Option(
            names = {"-r", "--rank"},
            paramLabel = "N",
            description = "Modes of LowRank-CAM and SVD-Grad-CAM, or auto (default: " + LowRankOptions.DEFAULT_RANK + ").")
    private String rank;

    @Option(
            names = "--rank-rule",
            paramLabel = "RULE",
            description =
                    "How auto chooses: energy[:0.95], elbow, effective-rank, parallel, "
                            + "class-coverage[:0.9] or logit-error[:0.05]; with +gap behind it never "
                            + "within a cluster of modes (default: class-coverage:0.9+gap).")
    private String rule;

    /// What was asked for.
    ///
    /// @throws UsageException if there is no such thing
    ExplainRequest request() {
        return new ExplainRequest(
                RequestedMethod.of(methods, Map.of("rank", rank()), preset), classes, contrast, score,
                layers.stream().map(LayerNames::resolve).distinct().toList());
    }

    /// The rank asked for, as methods read it: a number, `auto`, or a rule.
    ///
    /// @throws UsageException if it is none, or if a number and a rule contradict each other
    private String rank() {
        boolean auto = rank == null ? rule != null : rank.equalsIgnoreCase("auto");
        if (auto && rule != null) {
            // With an equals sign it can stand in a file name.
            return RankRules.parse(rule).id().replace(':', '=');
        }
        if (auto) {
            return "auto";
        }
        String number = rank == null ? String.valueOf(LowRankOptions.DEFAULT_RANK) : rank;
        if (!number.matches("[0-9]{1,9}") || Integer.parseInt(number) < 1) {
            throw new UsageException(
                    "--rank: expected a whole number from 1, or auto; found '" + rank + "'");
        }
        if (rule != null) {
            throw new UsageException(
                    "--rank-rule " + rule + ": expected --rank auto, found --rank " + rank);
        }
        return number;
    }
}

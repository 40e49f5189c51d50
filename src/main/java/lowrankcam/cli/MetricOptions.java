package lowrankcam.cli;

import lowrankcam.format.UsageException;
import lowrankcam.metric.ClassRule;
import lowrankcam.metric.MapResize;
import lowrankcam.metric.MaskSpace;
import lowrankcam.metric.MetricSettings;
import lowrankcam.metric.ScaleOrder;
import lowrankcam.metric.Score;
import lowrankcam.metric.Substrate;
import picocli.CommandLine.Option;

/// Choices of the metrics; each stands in every row of the results.
final class MetricOptions {

    @Option(
            names = "--mask-space",
            paramLabel = "normalised|raw-pixels",
            converter = Choices.MaskSpaces.class,
            completionCandidates = Choices.MaskSpaces.class,
            description = "What a masked pixel becomes: zero of the network's input, or black (default: normalised).")
    private MaskSpace maskSpace = MetricSettings.DEFAULT.maskSpace();

    @Option(
            names = "--score",
            paramLabel = "probability|logit",
            converter = Choices.MetricScores.class,
            completionCandidates = Choices.MetricScores.class,
            description = "What the metrics compare (default: probability).")
    private Score score = MetricSettings.DEFAULT.score();

    @Option(
            names = "--class-rule",
            paramLabel = "RULE",
            completionCandidates = Known.ClassRules.class,
            description = "Class that is explained: predicted, label or class:NAME (default: ${DEFAULT-VALUE}).")
    private String classRule = MetricSettings.DEFAULT.classRule().id();

    @Option(
            names = "--map-resize",
            paramLabel = "half-pixel|align-corners",
            converter = Choices.MapResizes.class,
            completionCandidates = Choices.MapResizes.class,
            description = "From the layer's grid to the image (default: half-pixel).")
    private MapResize mapResize = MetricSettings.DEFAULT.mapResize();

    @Option(
            names = "--scale-order",
            paramLabel = "upsample-first|scale-first",
            converter = Choices.ScaleOrders.class,
            completionCandidates = Choices.ScaleOrders.class,
            description = "When a map is scaled to 0 ... 1 (default: upsample-first).")
    private ScaleOrder scaleOrder = MetricSettings.DEFAULT.scaleOrder();

    @Option(names = "--steps", paramLabel = "N", description = "Steps of insertion and deletion (default: ${DEFAULT-VALUE}).")
    private int steps = MetricSettings.DEFAULT.steps();

    @Option(
            names = "--insertion-substrate",
            paramLabel = "fill|blur-zero|blur-reflect",
            converter = Choices.Substrates.class,
            completionCandidates = Choices.Substrates.class,
            description = "Where insertion starts (default: blur-zero).")
    private Substrate insertion = MetricSettings.DEFAULT.insertion();

    @Option(
            names = "--deletion-substrate",
            paramLabel = "fill|blur-zero|blur-reflect",
            converter = Choices.Substrates.class,
            completionCandidates = Choices.Substrates.class,
            description = "Where deletion ends (default: fill).")
    private Substrate deletion = MetricSettings.DEFAULT.deletion();

    @Option(
            names = "--tolerance",
            paramLabel = "PIXELS",
            description = "Radius of the pointing game in pixels of the picture (default: 15).")
    private double tolerance = MetricSettings.DEFAULT.tolerance();

    /// @throws UsageException naming what there is
    MetricSettings settings() {
        return MetricSettings.DEFAULT
                .withMaskSpace(maskSpace)
                .withScore(score)
                .withClassRule(ClassRule.parse(classRule))
                .withMapResize(mapResize)
                .withScaleOrder(scaleOrder)
                .withSteps(steps)
                .withSubstrates(insertion, deletion)
                .withTolerance(tolerance);
    }
}

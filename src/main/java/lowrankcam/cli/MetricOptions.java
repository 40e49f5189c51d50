package lowrankcam.cli;

import lowrankcam.format.UsageException;
import lowrankcam.metric.Choice;
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
            paramLabel = "NAME",
            description = "What a masked pixel becomes: normalised (zero of the network's input) or raw-pixels (black) "
                    + "(default: ${DEFAULT-VALUE}).")
    private String maskSpace = MetricSettings.DEFAULT.maskSpace().id();

    @Option(names = "--score", paramLabel = "NAME", description = "probability or logit (default: ${DEFAULT-VALUE}).")
    private String score = MetricSettings.DEFAULT.score().id();

    @Option(
            names = "--class-rule",
            paramLabel = "RULE",
            description = "Class that is explained: predicted, label or class:NAME (default: ${DEFAULT-VALUE}).")
    private String classRule = MetricSettings.DEFAULT.classRule().id();

    @Option(
            names = "--map-resize",
            paramLabel = "RULE",
            description = "From the layer's grid to the image: half-pixel or align-corners (default: ${DEFAULT-VALUE}).")
    private String mapResize = MetricSettings.DEFAULT.mapResize().id();

    @Option(
            names = "--scale-order",
            paramLabel = "ORDER",
            description = "When a map is scaled to 0 ... 1: upsample-first or scale-first (default: ${DEFAULT-VALUE}).")
    private String scaleOrder = MetricSettings.DEFAULT.scaleOrder().id();

    @Option(names = "--steps", paramLabel = "N", description = "Steps of insertion and deletion (default: ${DEFAULT-VALUE}).")
    private int steps = MetricSettings.DEFAULT.steps();

    @Option(
            names = "--insertion-substrate",
            paramLabel = "NAME",
            description = "Where insertion starts: fill, blur-zero or blur-reflect (default: ${DEFAULT-VALUE}).")
    private String insertion = MetricSettings.DEFAULT.insertion().id();

    @Option(
            names = "--deletion-substrate",
            paramLabel = "NAME",
            description = "Where deletion ends: fill, blur-zero or blur-reflect (default: ${DEFAULT-VALUE}).")
    private String deletion = MetricSettings.DEFAULT.deletion().id();

    @Option(
            names = "--tolerance",
            paramLabel = "PIXELS",
            description = "Radius of the pointing game in pixels of the picture (default: 15).")
    private double tolerance = MetricSettings.DEFAULT.tolerance();

    /// @throws UsageException naming what there is
    MetricSettings settings() {
        return MetricSettings.DEFAULT
                .withMaskSpace(Choice.parse(MaskSpace.class, "--mask-space", maskSpace))
                .withScore(Choice.parse(Score.class, "--score", score))
                .withClassRule(ClassRule.parse(classRule))
                .withMapResize(Choice.parse(MapResize.class, "--map-resize", mapResize))
                .withScaleOrder(Choice.parse(ScaleOrder.class, "--scale-order", scaleOrder))
                .withSteps(steps)
                .withSubstrates(
                        Choice.parse(Substrate.class, "--insertion-substrate", insertion),
                        Choice.parse(Substrate.class, "--deletion-substrate", deletion))
                .withTolerance(tolerance);
    }
}

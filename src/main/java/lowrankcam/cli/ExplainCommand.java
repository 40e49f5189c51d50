package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import lowrankcam.cam.RequestedMethod;
import lowrankcam.cam.SequenceOptions;
import lowrankcam.format.Json;
import lowrankcam.image.Colormap;
import lowrankcam.image.Overlay;
import lowrankcam.image.PictureFlag;
import lowrankcam.inception.LayerNames;
import lowrankcam.model.Target;
import lowrankcam.report.Caution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// `explain`: scores and class activation maps of images.
@Command(
        name = "explain",
        description = "Predicts each image and writes heatmaps, overlays, raw maps and a manifest.",
        footer = {
            "",
            "Examples:",
            "  lowrank-cam explain hand.png",
            "  lowrank-cam explain *.png -m lowrankcam,cam -c abnormal -o results",
            "  lowrank-cam explain hand.png --preset class-signed -r 5 --style contour",
            "  lowrank-cam explain hand.png -m scorecam:pytorch-grad-cam -l Mixed_6e,Mixed_7c",
            "  lowrank-cam explain hand.png -m fast -c all --sheet",
            "  lowrank-cam explain hand.png --rank auto --modes",
            "  lowrank-cam explain hand.png --rank auto --rank-rule energy:0.98",
            "  lowrank-cam explain --sequence frame*.png -r 10 -o film",
            "",
            "Writes OUTPUT/<image name>/<method>-class-<index>.npy, -heatmap.png, -overlay.png and manifest.json.",
            "Where images have the same name, names of the folders above them tell them apart:",
            "OUTPUT/patient11185-study1_positive-image1/.",
            "With several layers names carry the layer, with several variants of a method the variant.",
            "--modes adds <map>-mode-<n>.npy and .png and <map>-modes.png; --sequence adds <map>-independent.npy and",
            "OUTPUT/sequence.json; --sheet adds sheet.png, when all maps are finished.",
            "Ctrl-C keeps the maps that are finished. An earlier result of the image goes as a whole; other files stay.",
            "",
            Caution.TEXT
        },
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;
    @Mixin private LowRankFlags lowRank;
    @Mixin private ImageArguments arguments;
    private List<Path> images;

    @Option(
            names = {"-m", "--method"},
            paramLabel = "NAME",
            split = ",",
            description = {
                "Methods, all, or fast: all that run the network once (default: lowrankcam).",
                "With a variant and parameters: NAME:VARIANT:PARAMETER=VALUE, for example gradcam++:official or",
                "gscorecam:k=205. What there is: lowrank-cam methods"
            })
    private List<String> methods = List.of("lowrankcam");

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = {
                "Variant of LowRank-CAM: default, paper-literal, scorecam-like, class-signed, linear.",
                "Same as -m lowrankcam:NAME"
            })
    private String preset = "default";

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
            paramLabel = "SCORE",
            description = "What gradient methods and ablationcam explain: logit or probability (default: logit).")
    private Target.Score score = Target.Score.LOGIT;

    @Option(
            names = {"-l", "--layer"},
            paramLabel = "NAME",
            split = ",",
            description = "Target layers (default: Mixed_7c). See: lowrank-cam layers")
    private List<String> layers = List.of("Mixed_7c");

    @Option(
            names = {"-o", "--output-dir"},
            paramLabel = "DIR",
            description = "Where results go (default: results).")
    private Path output = Path.of("results");

    @Option(
            names = "--colormap",
            paramLabel = "NAME",
            description = "turbo, viridis, inferno, gray or jet (default: viridis).")
    private Colormap colormap = Colormap.VIRIDIS;

    @Option(
            names = "--image-weight",
            paramLabel = "W",
            description = "Share of the image in the overlay, 0 to 1 (default: 0.5).")
    private double imageWeight = 0.5;

    @Option(names = "--style", paramLabel = "NAME", description = "Overlay: blend or contour (default: blend).")
    private Overlay.Style style = Overlay.Style.BLEND;

    @Option(
            names = "--sheet",
            description = "Also write sheet.png: all maps of the image side by side, with their names.")
    private boolean sheet;

    @Option(names = "--json", description = "Print the manifests as JSON instead of a summary.")
    private boolean json;

    @Option(
            names = "--strict",
            description = "A flat or non-finite map, or an image that is constant, tiny or of narrow range, makes the run fail.")
    private boolean strict;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        images = arguments.expand(err);
        ExplainRequest request = request();
        lowRank.check();
        if (lowRank.isSequence()) {
            return explainSequence(request, out, err);
        }
        List<String> flat = new ArrayList<>();
        List<String> flags = new ArrayList<>();
        int code;
        try (ModelOptions.Ready ready = modelOptions.open(err)) {
            Explainer explainer = new Explainer(ready, request, modelOptions.quiet(), err);
            code = ImageBatch.run(images, err, image -> {
                ObjectNode manifest = explainer.explain(image);
                flat.addAll(Explainer.flatMaps(manifest));
                flags.addAll(Explainer.imageFlags(manifest));
                out.print(json ? Json.text(manifest) : Explainer.summary(manifest, request.folder(image)));
                out.flush();
            });
        }
        return done(code, flat, flags, err);
    }

    private int explainSequence(ExplainRequest request, PrintWriter out, PrintWriter err) throws IOException {
        SequenceExplainer.check(images, request);
        SequenceOptions options = lowRank.sequenceOptions();
        try (ModelOptions.Ready ready = modelOptions.open(err)) {
            SequenceExplainer explainer =
                    new SequenceExplainer(ready, request, options, modelOptions.quiet(), err);
            ObjectNode report = explainer.explain(images);
            out.print(json ? Json.text(report) : SequenceReport.summary(report, request.sequenceFile()));
            out.flush();
            return done(ExitCode.DONE, explainer.flatMaps(), explainer.imageFlags(), err);
        }
    }

    /// @param code  of the images
    /// @param flat  a line for each flat map
    /// @param flags of images, which were told when they were read
    private int done(int code, List<String> flat, List<String> flags, PrintWriter err) {
        if (strict) {
            flat.forEach(line -> err.println("lowrank-cam: " + line));
        }
        boolean meaningless = flags.stream().anyMatch(flag -> !flag.equals(PictureFlag.TRANSPARENT_PIXELS.id()));
        boolean failed = strict && (meaningless || !flat.isEmpty());
        return code == ExitCode.DONE && failed ? ExitCode.FAILED : code;
    }

    private ExplainRequest request() {
        return new ExplainRequest(
                RequestedMethod.of(methods, Map.of("rank", lowRank.rank()), preset),
                classes,
                contrast,
                score,
                layers.stream().map(LayerNames::resolve).distinct().toList(),
                output,
                new Overlay(colormap, style, imageWeight),
                lowRank.modes(),
                sheet ? ExplainRequest.Sheet.WRITTEN : ExplainRequest.Sheet.NONE,
                ResultNames.of(images));
    }
}

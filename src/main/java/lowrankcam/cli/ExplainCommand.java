package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import lowrankcam.certificate.Certificates;
import lowrankcam.explain.ExplainListener;
import lowrankcam.explain.ExplainRequest;
import lowrankcam.explain.Explainer;
import lowrankcam.explain.Explanation;
import lowrankcam.explain.ResultFile;
import lowrankcam.explain.ResultFolder;
import lowrankcam.explain.ResultNames;
import lowrankcam.explain.ResultOptions;
import lowrankcam.explain.SequenceExplainer;
import lowrankcam.explain.Summary;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.Json;
import lowrankcam.format.UsageException;
import lowrankcam.image.Caution;
import lowrankcam.image.PictureReader;
import lowrankcam.inception.LoadedModel;
import lowrankcam.page.image.ImagePage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
            "  lowrank-cam explain study.dcm --window 40,400",
            "  lowrank-cam explain film.dcm --frame all -o film",
            "  lowrank-cam explain study.dcm --dicom",
            "",
            "Writes OUTPUT/<image name>/<method>-class-<index>.npy, -heatmap.png, -overlay.png, -legend.png and",
            "manifest.json. An overlay has the size of its image, pixel on pixel.",
            "Where images have the same name, names of the folders above them tell them apart:",
            "OUTPUT/patient11185-study1_positive-image1/.",
            "With several layers names carry the layer, with several variants of a method the variant.",
            "--modes adds <map>-mode-<n>.npy and .png and <map>-modes.png; --sequence adds <map>-independent.npy and",
            "OUTPUT/sequence.json; --sheet adds sheet.png and --page index.html, when all maps are finished.",
            "--stability adds <map>-randomised.png.",
            "--dicom adds <map>-overlay.dcm (Secondary Capture) and <map>-map.dcm (Parametric Map), filed under the image's",
            "patient and study.",
            "Ctrl-C keeps the maps that are finished. An earlier result of the image goes as a whole; other files stay.",
            "",
            Caution.TEXT
        },
        mixinStandardHelpOptions = true)
class ExplainCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;
    @Mixin private RequestOptions requested;
    @Mixin private LowRankFlags lowRank;
    @Mixin private StabilityFlags stability;
    @Mixin private PictureOptions pictures;
    @Mixin private ImageArguments arguments;
    private List<Path> images;

    @Option(
            names = {"-o", "--output-dir"},
            paramLabel = "DIR",
            description = "Where results go (default: ${DEFAULT-VALUE}).")
    private Path output = Path.of("results");

    @Option(
            names = "--page",
            description = "Also write index.html: one page with the image under its maps, and LowRank-CAM mode by mode.")
    private boolean page;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "Of one image: also write a certificate, which lowrank-cam verify holds other machines against.")
    private Path certificate;

    @Option(names = "--json", description = "Print the manifests as JSON instead of a summary.")
    private boolean json;

    @Option(names = "--verbose", description = "Also print kernels, passes and milliseconds.")
    private boolean verbose;

    @Option(
            names = "--strict",
            description = {
                "A flat or non-finite map, or an image that is constant, tiny, of narrow range or unlike the head's",
                "training images, makes the run fail."
            })
    private boolean strict;

    private final List<String> flat = new ArrayList<>();
    private boolean meaningless;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        images = arguments.expand(err);
        ExplainRequest request = requested.request();
        ResultOptions results =
                new ResultOptions(output, ResultNames.of(images)::of, pictures.overlay(), pictures.legend(), extras(), files());
        lowRank.check(modelOptions.isAllFrames());
        int frames = modelOptions.isAllFrames() ? frames() : 0;
        boolean isSequence = lowRank.isSequence() || frames > 0;
        if (certificate != null) {
            if (isSequence || images.size() > 1) {
                throw new UsageException("--certificate: expected one image, found " + (isSequence ? "a sequence" : images.size() + ""));
            }
            OutputFile.check(certificate);
        }
        stability.check(isSequence);
        if (isSequence) {
            SequenceExplainer.check(images, frames, request, results);
        }
        ExplainListener listener = new ConsoleListener(err, modelOptions.quiet(), images.size());
        int code = ExitCode.DONE;
        try (LoadedModel model = modelOptions.openForFrames(err)) {
            if (isSequence) {
                SequenceExplainer explainer =
                        new SequenceExplainer(model, request, results, lowRank.sequenceOptions(), listener);
                if (frames > 0) {
                    explainer.explainFrames(images.getFirst(), frames, this::note);
                } else {
                    explainer.explain(images, this::note);
                }
                out.print(json ? Json.text(explainer.json()) : explainer.summary());
            } else {
                Explainer explainer = new Explainer(model, completed(request, model), listener, stability.run(model));
                code = ImageBatch.run(images, err, image -> {
                    Explanation explanation = explainer.explain(image, results);
                    note(explanation);
                    if (certificate != null) {
                        AtomicFile.write(certificate, Certificates.of(explanation, explainer.request(), results).text());
                    }
                    out.print(json
                            ? Files.readString(results.folder(image).resolve(ResultFolder.MANIFEST))
                            : new Summary(explanation, verbose).text(results));
                    out.flush();
                });
            }
        }
        if (strict) {
            flat.forEach(listener::say);
        }
        return code == ExitCode.DONE && strict && (meaningless || !flat.isEmpty()) ? ExitCode.FAILED : code;
    }

    /// Frames of the one file of which all are asked for.
    private int frames() throws IOException {
        if (images.size() != 1 || lowRank.isSequence()) {
            throw new UsageException(
                    "--frame all: expected one DICOM file, without --sequence; found "
                            + (images.size() == 1 ? "--sequence" : images.size() + " images"));
        }
        return PictureReader.frames(images.getFirst());
    }

    /// Keeps what `--strict` asks for. What is doubtful about an image and its scores has been said.
    private void note(Explanation explanation) {
        flat.addAll(explanation.flatMaps());
        meaningless |= explanation.isMeaningless();
    }

    private Set<ResultOptions.Extra> extras() {
        Set<ResultOptions.Extra> extras = EnumSet.noneOf(ResultOptions.Extra.class);
        if (lowRank.modes()) {
            extras.add(ResultOptions.Extra.MODES);
        }
        if (pictures.sheet()) {
            extras.add(ResultOptions.Extra.SHEET);
        }
        if (pictures.dicom()) {
            extras.add(ResultOptions.Extra.DICOM);
        }
        return extras;
    }

    private List<ResultFile> files() {
        return page || alwaysWithPage() ? List.of(new ImagePage()) : List.of();
    }

    /// Whether a page is written without being asked for.
    boolean alwaysWithPage() {
        return false;
    }

    /// The request, with what could not be known before the model was open.
    ExplainRequest completed(ExplainRequest request, LoadedModel model) {
        return request;
    }
}

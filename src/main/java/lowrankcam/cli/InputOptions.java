package lowrankcam.cli;

import lowrankcam.dicom.Window;
import lowrankcam.image.Alpha;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.Dialect;
import picocli.CommandLine.Option;

/// Options for what a bare file of weights does not say: its dialect, and how pictures become the network's input.
final class InputOptions {

    @Option(
            names = "--dialect",
            paramLabel = "keras|torchvision|fid",
            converter = Choices.Dialects.class,
            completionCandidates = Choices.Dialects.class,
            description = "What the network does where the published ones differ (default: the model's, or recognised from the "
                    + "tensor names).")
    private Dialect dialect;

    @Option(
            names = "--input-range",
            paramLabel = "zero-one|minus-one-one|imagenet",
            converter = Choices.Ranges.class,
            completionCandidates = Choices.Ranges.class,
            description = "Scale of the input (default: the model's).")
    private Preprocessing.InputRange range;

    @Option(
            names = "--resize",
            paramLabel = "stretch|fit|crop|crop-342",
            converter = Choices.Fits.class,
            completionCandidates = Choices.Fits.class,
            description =
                    "Aspect ratio: stretched, fitted (black borders), crop (shorter side 299, then the middle) or crop-342 "
                            + "(shorter side 342, then the middle 299: the preset of torchvision's own weights) (default: the "
                            + "model's).")
    private Preprocessing.Fit fit;

    @Option(
            names = "--interpolation",
            paramLabel = "antialiased|half-pixel|align-corners",
            converter = Choices.Resizes.class,
            completionCandidates = Choices.Resizes.class,
            description = "How pixels are interpolated (default: the model's).")
    private Preprocessing.Resize interpolation;

    @Option(
            names = "--alpha",
            paramLabel = "drop|black|white",
            converter = Choices.Alphas.class,
            completionCandidates = Choices.Alphas.class,
            description =
                    "Pixels that are not opaque: drop (their stored colour, as training pipelines have it), or laid over black "
                            + "or white (default: the model's, or drop).")
    private Alpha alpha;

    @Option(
            names = "--window",
            paramLabel = "WINDOW",
            converter = Windows.class,
            completionCandidates = Windows.class,
            description = {
                "DICOM: which values become black and white. CENTRE,WIDTH; file: its table or first window; 2: its second window; "
                        + "full: all that the stored bits can hold; min-max or percentile=LOW,HIGH: of the values that occur "
                        + "(default: the model's, or file)."
            })
    private Window window;

    /// The dialect that was chosen, or null.
    Dialect dialect() {
        return dialect;
    }

    /// True if no rule for pictures is left to the model that a bare file does not say.
    boolean complete() {
        return range != null && fit != null && interpolation != null;
    }

    /// The user's choices over the model's.
    Preprocessing over(Preprocessing model) {
        Preprocessing chosen = interpolation == null ? model : model.with(interpolation);
        chosen = fit == null ? chosen : chosen.with(fit);
        chosen = range == null ? chosen : chosen.with(range);
        chosen = window == null ? chosen : chosen.with(chosen.view().with(window));
        return alpha == null ? chosen : chosen.with(alpha);
    }
}

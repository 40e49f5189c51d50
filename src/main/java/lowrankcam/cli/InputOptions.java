package lowrankcam.cli;

import java.nio.file.Path;
import lowrankcam.format.FormatException;
import lowrankcam.image.Alpha;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.InceptionV3;
import picocli.CommandLine.Option;

/// Options that say how pictures become the network's input.
final class InputOptions {

    @Option(
            names = "--input-range",
            paramLabel = "RANGE",
            description = "Scale of the input: zero-one, minus-one-one or imagenet (default: the model's).")
    private String range;

    @Option(
            names = "--resize",
            paramLabel = "FIT",
            description =
                    "Aspect ratio: stretch, fit (black borders), crop (shorter side 299, then the middle) or crop-342 (shorter "
                            + "side 342, then the middle 299: the preset of torchvision's own weights) (default: the model's).")
    private String fit;

    @Option(
            names = "--interpolation",
            paramLabel = "RULE",
            description = "antialiased, half-pixel or align-corners (default: the model's).")
    private String interpolation;

    @Option(
            names = "--alpha",
            paramLabel = "RULE",
            description =
                    "Pixels that are not opaque: drop (their stored colour, as training pipelines have it), or laid over black "
                            + "or white (default: the model's, or drop).")
    private String alpha;

    /// True if nothing is left to the model that a bare file does not say.
    boolean complete() {
        return range != null && fit != null && interpolation != null;
    }

    /// The user's choices, or else the model's.
    ///
    /// @param model what the model's are read from
    /// @throws FormatException if a choice of the model's is not known
    Preprocessing preprocessing(String ofResize, String ofFit, String ofRange, String ofAlpha, Path model)
            throws FormatException {
        return new Preprocessing(
                InceptionV3.IMAGE_SIZE,
                InceptionV3.IMAGE_SIZE,
                choice(Preprocessing.Resize.class, "--interpolation", interpolation, "resize", ofResize, model),
                choice(Preprocessing.Fit.class, "--resize", fit, "fit", ofFit, model),
                choice(Preprocessing.InputRange.class, "--input-range", range, "range", ofRange, model),
                choice(Alpha.class, "--alpha", alpha, "alpha", ofAlpha, model));
    }

    /// The user's choice, whose mistake is wrong usage, or else the model's, whose mistake is bad input.
    private static <E extends Enum<E>> E choice(
            Class<E> type, String option, String given, String key, String ofModel, Path model) throws FormatException {
        if (given != null) {
            return Preprocessing.choice(type, option, given);
        }
        try {
            return Preprocessing.choice(type, key, ofModel);
        } catch (IllegalArgumentException e) {
            throw new FormatException(
                    model, FormatException.NO_OFFSET, "the model's preprocessing", "a known choice", e.getMessage());
        }
    }
}

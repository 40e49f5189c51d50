package lowrankcam.cli;

import lowrankcam.image.Colormap;
import lowrankcam.image.Overlay;
import picocli.CommandLine.Option;

/// How maps are painted.
final class PictureOptions {

    @Option(
            names = "--colormap",
            paramLabel = "turbo|viridis|inferno|gray|jet",
            defaultValue = "viridis",
            converter = Choices.Colormaps.class,
            completionCandidates = Choices.Colormaps.class,
            description = "Colours of the values (default: ${DEFAULT-VALUE}).")
    private Colormap colormap;

    @Option(
            names = "--image-weight",
            paramLabel = "W",
            defaultValue = "0.5",
            description = "Share of the image in the overlay, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double imageWeight;

    @Option(
            names = "--style",
            paramLabel = "blend|contour",
            defaultValue = "blend",
            converter = Choices.Styles.class,
            completionCandidates = Choices.Styles.class,
            description = "How the map lies over the image (default: ${DEFAULT-VALUE}).")
    private Overlay.Style style;

    @Option(
            names = "--sheet",
            description = "Also write sheet.png: all maps of the image side by side, with their names.")
    private boolean sheet;

    Overlay overlay() {
        return new Overlay(colormap, style, imageWeight);
    }

    boolean sheet() {
        return sheet;
    }
}

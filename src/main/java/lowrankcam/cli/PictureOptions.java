package lowrankcam.cli;

import lowrankcam.image.Colormap;
import lowrankcam.image.Legend;
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
            description = {
                "Colours of the values (default: ${DEFAULT-VALUE}).",
                "Maps with values below zero: blue below, red above."
            })
    private Colormap colormap;

    @Option(
            names = "--image-weight",
            paramLabel = "W",
            defaultValue = "0.5",
            description = "Share of the image in the overlay where the map is strongest, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double imageWeight;

    @Option(
            names = "--opacity",
            paramLabel = "value|constant",
            defaultValue = "value",
            converter = Choices.Opacities.class,
            completionCandidates = Choices.Opacities.class,
            description = {
                "value: the weaker the map, the more of the image is seen, all of it at the lower end or at zero.",
                "constant: the same everywhere (default: ${DEFAULT-VALUE})."
            })
    private Overlay.Opacity opacity;

    @Option(
            names = "--legend",
            paramLabel = "file|below|inside|none",
            defaultValue = "file",
            converter = Choices.LegendPlaces.class,
            completionCandidates = Choices.LegendPlaces.class,
            description = {
                "Where an overlay's colour bar and caption are: in a file of their own, -legend.png; below the image;",
                "inside it, burnt in; or nowhere (default: ${DEFAULT-VALUE}). All but below keep the image's size."
            })
    private Legend.Place legend;

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
            description = "Also write sheet.png: all maps of the image on one picture, a row for each class.")
    private boolean sheet;

    @Option(
            names = "--dicom",
            description = {
                "Also write each map as DICOM objects of the image's study: the overlay, caution and method burnt in,",
                "and the values. They carry the patient's name and identifiers."
            })
    private boolean dicom;

    Overlay overlay() {
        return new Overlay(colormap, style, opacity, imageWeight);
    }

    Legend.Place legend() {
        return legend;
    }

    boolean dicom() {
        return dicom;
    }

    boolean sheet() {
        return sheet;
    }
}

package lowrankcam.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lowrankcam.format.UsageException;

/// Paints a heatmap, alone or over the picture it explains.
///
/// The map lies where the network's input lay: pixel centres of the picture are looked up in the map through
/// [Preprocessing#placement]. The picture is never rescaled, its brightness never stretched, and nothing else is drawn on it:
/// what the colours mean says a [Legend]. A flat map is not painted, and the picture is then shown grey.
///
/// @param colormap    colours of maps that have no values below zero; others are [Colormap#signedRgb]
/// @param style       blend or contours
/// @param opacity     what the opacity of a blend follows
/// @param imageWeight share of the picture in a blend where the map is strongest, 0 to 1; the map gets the rest
public record Overlay(Colormap colormap, Style style, Opacity opacity, double imageWeight) {

    /// How the map is laid over the picture.
    public enum Style {
        /// Mixed with the picture.
        BLEND,
        /// Lines of equal value, see [Contours]; the picture stays as it is elsewhere.
        CONTOUR
    }

    /// What the opacity of a blend follows.
    public enum Opacity {
        /// None at the lower end of the bar, or at zero on a signed one: there the picture keeps its contrast.
        VALUE,
        /// The same everywhere.
        CONSTANT
    }

    /// Viridis, half over the picture where the map is strongest.
    public static final Overlay USUAL = new Overlay(Colormap.VIRIDIS, Style.BLEND, Opacity.VALUE, 0.5);

    private static final double FLAT_GREY = 0.5;

    public Overlay {
        if (!(imageWeight >= 0 && imageWeight <= 1)) {
            throw new UsageException("--image-weight: expected 0 to 1, found " + imageWeight);
        }
    }

    /// Writes the map over the picture, at the picture's size.
    public void writeOverlay(Path file, Picture picture, Preprocessing.Placement placement, Heatmap map)
            throws IOException {
        overlay(picture, placement, map).write(file);
    }

    /// Writes the map over the picture with bar and caption.
    ///
    /// @param place below or inside
    public void writeOverlay(
            Path file, Picture picture, Preprocessing.Placement placement, Heatmap map, List<String> caption,
            Legend.Place place)
            throws IOException {
        Legend.of(this, map, caption).with(overlay(picture, placement, map), place).write(file);
    }

    /// Writes the map alone, at the size of the network's input, with bar and caption below.
    public void writeHeatmap(Path file, Heatmap map, List<String> caption) throws IOException {
        Legend.of(alone(), map, caption).with(heatmap(map), Legend.Place.BELOW).write(file);
    }

    /// Writes bar and caption of an overlay.
    public void writeLegend(Path file, Heatmap map, List<String> caption) throws IOException {
        Legend.of(this, map, caption).alone().write(file);
    }

    /// A picture as its bytes.
    ///
    /// @param rgb height × width × 3 values
    public record Pixels(int width, int height, byte[] rgb) {}

    /// The map over the picture with bar and caption on it, or below it where the picture is too small for them.
    public Pixels burntIn(Picture picture, Preprocessing.Placement placement, Heatmap map, List<String> caption) {
        Canvas canvas = Legend.of(this, map, caption).with(overlay(picture, placement, map), Legend.Place.INSIDE);
        return new Pixels(canvas.width(), canvas.height(), canvas.rgb());
    }

    /// The same colours with no picture below them.
    private Overlay alone() {
        return new Overlay(colormap, Style.BLEND, Opacity.CONSTANT, 0);
    }

    Canvas heatmap(Heatmap map) {
        Canvas canvas = new Canvas(map.width(), map.height(), 0, 0);
        Overlay plain = alone();
        double[] mixed = new double[3];
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < map.width(); x++) {
                Arrays.fill(mixed, FLAT_GREY);
                if (!map.isFlat()) {
                    plain.blend(map, map.place(map.values()[y * map.width() + x]), mixed);
                }
                canvas.set(y, x, mixed[0], mixed[1], mixed[2]);
            }
        }
        return canvas;
    }

    Canvas overlay(Picture picture, Preprocessing.Placement placement, Heatmap map) {
        Canvas canvas = new Canvas(picture.width(), picture.height(), 0, 0);
        IntStream.range(0, picture.height()).parallel().forEach(y -> row(y, picture, placement, map, canvas));
        if (style == Style.CONTOUR) {
            Contours.draw(canvas, map, colormap, placement);
        }
        return canvas;
    }

    private void row(int y, Picture picture, Preprocessing.Placement placement, Heatmap map, Canvas canvas) {
        double perX = map.width() / (placement.right() - placement.left());
        double perY = map.height() / (placement.bottom() - placement.top());
        double v = (y + 0.5 - placement.top()) * perY;
        double[] mixed = new double[3];
        for (int x = 0; x < picture.width(); x++) {
            double u = (x + 0.5 - placement.left()) * perX;
            boolean seen = v >= 0 && u >= 0 && v <= map.height() && u <= map.width();
            for (int c = 0; c < 3; c++) {
                mixed[c] = map.isFlat() ? grey(picture, y, x) : picture.get(y, x, c);
            }
            if (seen && style == Style.BLEND && !map.isFlat()) {
                blend(map, map.place(map.at(v, u)), mixed);
            }
            canvas.set(y, x, mixed[0], mixed[1], mixed[2]);
        }
    }

    /// Mixes the colour of a place of the bar into a colour of components from 0 to 1.
    void blend(Heatmap map, double place, double[] ground) {
        double strength = Math.clamp(map.isSigned() ? Math.abs(2 * place - 1) : place, 0.0, 1.0);
        double share = (1 - imageWeight) * (opacity == Opacity.CONSTANT ? 1 : strength);
        int colour = map.isSigned() ? signedColour(place) : colormap.rgb(place);
        for (int c = 0; c < 3; c++) {
            ground[c] += ((colour >> (16 - 8 * c) & 0xFF) / 255.0 - ground[c]) * share;
        }
    }

    /// Where the opacity tells the value, the light grey around zero would only veil the picture.
    private int signedColour(double place) {
        return Colormap.signedRgb(opacity == Opacity.CONSTANT ? place : place < 0.5 ? 0 : 1);
    }

    /// Luma of a pixel, by the weights of ITU-R BT.601; a grey picture as it is.
    private static double grey(Picture picture, int y, int x) {
        return picture.channels() == 1
                ? picture.get(y, x, 0)
                : 0.299 * picture.get(y, x, 0) + 0.587 * picture.get(y, x, 1) + 0.114 * picture.get(y, x, 2);
    }
}

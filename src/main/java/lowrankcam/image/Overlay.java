package lowrankcam.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import lowrankcam.format.UsageException;

/// Paints a heatmap, alone or over the picture it explains, with a colour bar beside it.
///
/// The map lies where the network's input lay: pixel centres of the picture are looked up in the map through
/// [Preprocessing#placement]. The picture is never rescaled, its brightness never stretched, and the bar stands
/// beside it, never on it. A flat map is not painted: the picture is then shown grey and the bar says FLAT.
///
/// @param colormap    colours
/// @param style       blend or contours
/// @param imageWeight share of the picture in a blend, 0 to 1; the map gets the rest
public record Overlay(Colormap colormap, Style style, double imageWeight) {

    /// How the map is laid over the picture.
    public enum Style {
        /// Mixed with the picture.
        BLEND,
        /// Lines of equal value at 0.25, 0.5 and 0.75; the picture stays as it is elsewhere.
        CONTOUR
    }

    /// Viridis, half over the picture.
    public static final Overlay USUAL = new Overlay(Colormap.VIRIDIS, Style.BLEND, 0.5);

    private static final double[] LEVELS = {0.25, 0.5, 0.75};

    public Overlay {
        if (!(imageWeight >= 0 && imageWeight <= 1)) {
            throw new UsageException("--image-weight: expected 0 to 1, found " + imageWeight);
        }
    }

    /// Writes the map alone, at the size of the network's input.
    public void writeHeatmap(Path file, Heatmap map) throws IOException {
        Canvas canvas = withBar(map.width(), map.height(), map);
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < map.width(); x++) {
                double[] colour =
                        map.isFlat()
                                ? new double[] {0.5, 0.5, 0.5}
                                : colormap.colour(map.values()[y * map.width() + x]);
                canvas.set(y, x, colour[0], colour[1], colour[2]);
            }
        }
        canvas.write(file);
    }

    /// Writes the map over the picture, at the picture's size.
    public void writeOverlay(Path file, Picture picture, Preprocessing.Placement placement, Heatmap map)
            throws IOException {
        overlay(picture, placement, map).write(file);
    }

    Canvas overlay(Picture picture, Preprocessing.Placement placement, Heatmap map) {
        Canvas canvas = withBar(picture.width(), picture.height(), map);
        IntStream.range(0, picture.height()).parallel().forEach(y -> row(y, picture, placement, map, canvas));
        return canvas;
    }

    private void row(int y, Picture picture, Preprocessing.Placement placement, Heatmap map, Canvas canvas) {
        double perX = map.width() / (placement.right() - placement.left());
        double perY = map.height() / (placement.bottom() - placement.top());
        double v = (y + 0.5 - placement.top()) * perY;
        double[] mixed = new double[3];
        for (int x = 0; x < picture.width(); x++) {
            double u = (x + 0.5 - placement.left()) * perX;
            boolean inside = v >= 0 && u >= 0 && v <= map.height() && u <= map.width();
            double[] colour = inside && !map.isFlat() ? colour(map, v, u, perY, perX) : null;
            double share = colour == null ? 1 : style == Style.BLEND ? imageWeight : 0;
            for (int c = 0; c < 3; c++) {
                double seen = map.isFlat() ? grey(picture, y, x) : picture.get(y, x, c);
                mixed[c] = share * seen + (colour == null ? 0 : (1 - share) * colour[c]);
            }
            canvas.set(y, x, mixed[0], mixed[1], mixed[2]);
        }
    }

    /// Luma of a pixel, by the weights of ITU-R BT.601; a grey picture as it is.
    private static double grey(Picture picture, int y, int x) {
        return picture.channels() == 1
                ? picture.get(y, x, 0)
                : 0.299 * picture.get(y, x, 0) + 0.587 * picture.get(y, x, 1) + 0.114 * picture.get(y, x, 2);
    }

    /// Colour of the map at a place of the network's input, or null where contours leave the picture free.
    private double[] colour(Heatmap map, double v, double u, double perY, double perX) {
        double value = map.at(v, u);
        if (style == Style.BLEND) {
            return colormap.colour(value);
        }
        double below = map.at(v + perY, u);
        double right = map.at(v, u + perX);
        for (double level : LEVELS) {
            boolean high = value >= level;
            if (high != (below >= level) || high != (right >= level)) {
                return colormap.colour(level);
            }
        }
        return null;
    }

    /// A canvas with a colour bar to the right of `width`.
    private Canvas withBar(int width, int height, Heatmap map) {
        int scale = Math.max(1, Math.min(width, height) / 220);
        int barWidth = 12 * scale;
        int gap = 6 * scale;
        Canvas canvas = new Canvas(width + 2 * gap + barWidth + gap + 8 * 6 * scale, height);
        int top = Math.min(height / 8, 10 * scale);
        int bottom = height - top;
        for (int y = top; y < bottom && !map.isFlat(); y++) {
            double[] colour = colormap.colour((bottom - 0.5 - y) / (bottom - top));
            for (int x = 0; x < barWidth; x++) {
                canvas.set(y, width + gap + x, colour[0], colour[1], colour[2]);
            }
        }
        int textX = width + 2 * gap + barWidth;
        if (map.isFlat()) {
            canvas.text("FLAT", height / 2, textX, scale);
        } else {
            canvas.text(number(map.high()), top, textX, scale);
            canvas.text(number((map.high() + map.low()) / 2), (top + bottom - 7 * scale) / 2, textX, scale);
            canvas.text(number(map.low()), bottom - 7 * scale, textX, scale);
        }
        return canvas;
    }

    private static String number(double value) {
        double magnitude = Math.abs(value);
        String format = magnitude == 0 || (magnitude >= 0.01 && magnitude < 1000) ? "%.3f" : "%.1e";
        return String.format(Locale.ROOT, format, value);
    }
}

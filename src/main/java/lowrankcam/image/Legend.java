package lowrankcam.image;

import java.util.List;

/// What the colours of a picture mean, and what it shows: a [ColourBar] and lines of text.
///
/// @param bar  null of a flat map
/// @param text below it
public record Legend(ColourBar bar, List<String> text) {

    /// Where bar and caption of an overlay are.
    public enum Place {
        /// In a file of their own.
        FILE,
        /// Below the picture, in the same file.
        BELOW,
        /// On the lower end of the picture; below it where it is too small for that.
        INSIDE,
        /// Nowhere.
        NONE
    }

    private static final int GROUND = 0x1F1F1F;
    private static final int INK = 0xF2F2F2;
    /// Width of a legend by itself.
    private static final int WIDTH = 360;
    /// Below this width letters do not fit.
    private static final int NARROWEST = 240;
    private static final double SHADE = 0.72;

    static Legend of(Overlay overlay, Heatmap map, List<String> caption) {
        return new Legend(map.isFlat() ? null : new ColourBar(overlay, map), caption);
    }

    /// Size of letters on a picture.
    static double size(int width, int height) {
        return Math.max(12.75, Math.min(width, height) / 50.0);
    }

    private static int margin(double size) {
        return (int) Math.round(size / 2);
    }

    private TextBlock text(double size, int width) {
        return TextBlock.of(text, size, width - 2 * margin(size));
    }

    private int height(double size, int width) {
        return 2 * margin(size) + (bar == null ? 0 : ColourBar.height(size)) + text(size, width).height();
    }

    private void draw(Canvas canvas, int top, int width, double size) {
        int margin = margin(size);
        int y = top + margin;
        if (bar != null) {
            bar.draw(canvas, margin, y, width - 2 * margin, size);
            y += ColourBar.height(size);
        }
        text(size, width).draw(canvas, margin, y, canvas.ink());
    }

    Canvas alone() {
        double size = size(WIDTH, WIDTH);
        Canvas canvas = new Canvas(WIDTH, height(size, WIDTH), GROUND, INK);
        draw(canvas, 0, WIDTH, size);
        return canvas;
    }

    /// A picture with this on it or below it; the picture's pixels keep their places.
    Canvas with(Canvas picture, Place place) {
        int width = Math.max(NARROWEST, picture.width());
        double size = size(width, Math.max(NARROWEST, picture.height()));
        int height = height(size, width);
        boolean inside = place == Place.INSIDE && width == picture.width() && 3 * height <= picture.height();
        int top = inside ? picture.height() - height : picture.height();
        Canvas canvas = new Canvas(width, top + height, GROUND, INK);
        canvas.copy(picture, 0, 0);
        for (int y = top; y < picture.height(); y++) {
            for (int x = 0; x < width; x++) {
                canvas.blend(y, x, GROUND, SHADE);
            }
        }
        draw(canvas, top, width, size);
        return canvas;
    }
}

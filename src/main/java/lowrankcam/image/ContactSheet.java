package lowrankcam.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// One picture of many maps over the same image, in rows, each with a caption; the image itself comes first.
///
/// @param overlay how maps are painted
public record ContactSheet(Overlay overlay) {

    private static final int LONGER_SIDE = 224;
    private static final int GAP = 12;
    private static final int TEXT_SCALE = 2;
    private static final int LINE = (Glyphs.HEIGHT + 3) * TEXT_SCALE;
    private static final double GROUND = 0.12;

    /// One map.
    ///
    /// @param map     as shown
    /// @param caption lines below it: capital letters, digits and `.-+%=/:`, about 18 in a line
    public record Tile(Heatmap map, List<String> caption) {}

    /// Writes the sheet.
    ///
    /// @param placement where the maps lie on the picture
    public void write(Path file, Picture picture, Preprocessing.Placement placement, List<Tile> tiles)
            throws IOException {
        draw(picture, placement, tiles).write(file);
    }

    Canvas draw(Picture picture, Preprocessing.Placement placement, List<Tile> tiles) {
        Picture small = shrink(picture);
        Preprocessing.Placement place = scaled(placement, picture, small);
        int lines = tiles.stream().mapToInt(tile -> tile.caption().size()).max().orElse(1);
        int longest =
                tiles.stream().flatMap(tile -> tile.caption().stream()).mapToInt(String::length).max().orElse(0);
        int cellWidth = Math.max(small.width(), longest * (Glyphs.WIDTH + 1) * TEXT_SCALE) + GAP;
        int cellHeight = small.height() + GAP + lines * LINE;
        int cells = tiles.size() + 1;
        int perRow = Math.clamp(
                (long) Math.ceil(Math.sqrt(cells * (double) cellHeight / cellWidth)), 1, cells);
        Canvas sheet = ground(perRow * cellWidth + GAP, (cells + perRow - 1) / perRow * cellHeight + GAP);
        for (int i = 0; i < cells; i++) {
            int y = GAP + i / perRow * cellHeight;
            int x = GAP + i % perRow * cellWidth;
            Canvas painted = i == 0 ? plain(small) : overlay.overlay(small, place, tiles.get(i - 1).map());
            sheet.copy(painted, small.height(), small.width(), y, x);
            List<String> caption = i == 0 ? List.of("IMAGE") : tiles.get(i - 1).caption();
            for (int line = 0; line < caption.size(); line++) {
                sheet.text(caption.get(line), y + small.height() + 3 * TEXT_SCALE + line * LINE, x, TEXT_SCALE);
            }
        }
        return sheet;
    }

    private static Canvas ground(int width, int height) {
        Canvas canvas = new Canvas(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                canvas.set(y, x, GROUND, GROUND, GROUND);
            }
        }
        return canvas;
    }

    private static Canvas plain(Picture picture) {
        Canvas canvas = new Canvas(picture.width(), picture.height());
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                canvas.set(y, x, picture.get(y, x, 0), picture.get(y, x, 1), picture.get(y, x, 2));
            }
        }
        return canvas;
    }

    /// The picture with its longer side at the size of a tile: each pixel the mean of those it covers.
    private static Picture shrink(Picture picture) {
        double scale = LONGER_SIDE / (double) Math.max(picture.width(), picture.height());
        int width = Math.clamp(Math.round(picture.width() * scale), 1, LONGER_SIDE);
        int height = Math.clamp(Math.round(picture.height() * scale), 1, LONGER_SIDE);
        int channels = picture.channels();
        float[] samples = new float[width * height * channels];
        for (int y = 0; y < height; y++) {
            int top = (int) ((long) y * picture.height() / height);
            int bottom = Math.max(top + 1, (int) ((y + 1L) * picture.height() / height));
            for (int x = 0; x < width; x++) {
                int left = (int) ((long) x * picture.width() / width);
                int right = Math.max(left + 1, (int) ((x + 1L) * picture.width() / width));
                for (int c = 0; c < channels; c++) {
                    samples[(y * width + x) * channels + c] = mean(picture, top, bottom, left, right, c);
                }
            }
        }
        return new Picture(width, height, channels, picture.bitDepth(), samples);
    }

    private static float mean(Picture picture, int top, int bottom, int left, int right, int channel) {
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += picture.get(y, x, channel);
            }
        }
        return (float) (sum / ((bottom - top) * (right - left)));
    }

    private static Preprocessing.Placement scaled(Preprocessing.Placement placement, Picture from, Picture to) {
        double x = to.width() / (double) from.width();
        double y = to.height() / (double) from.height();
        return new Preprocessing.Placement(
                placement.left() * x, placement.top() * y, placement.right() * x, placement.bottom() * y);
    }
}

package lowrankcam.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One picture of many maps over the same image, in rows: a title, and for each section a heading, the image itself, and its maps
/// with their colour bars and captions.
///
/// @param overlay how maps are painted
public record ContactSheet(Overlay overlay) {

    private static final int LONGER_SIDE = 224;
    /// Room for a caption below a narrow picture.
    private static final int NARROWEST = 176;
    private static final int GAP = 12;
    private static final int MOST_IN_A_ROW = 8;
    private static final double SMALL = 12.75;
    private static final double LARGE = 17;
    private static final int GROUND = 0x1F1F1F;
    private static final int INK = 0xF2F2F2;
    private static final int AGAINST_INK = 0x9AB4FF;
    private static final int FRAME = 3;

    /// What a map speaks for.
    public enum Role {
        /// For what the sheet explains.
        FOR,
        /// Against it: framed, its caption in blue.
        AGAINST
    }

    /// One map.
    ///
    /// @param map     as shown
    /// @param caption lines below it; long ones are broken
    public record Tile(Heatmap map, List<String> caption, Role role) {

        /// Of a map that speaks for what the sheet explains.
        public Tile(Heatmap map, List<String> caption) {
            this(map, caption, Role.FOR);
        }
    }

    /// Maps that belong together, such as those of one class.
    ///
    /// @param heading over them, or empty
    public record Section(String heading, List<Tile> tiles) {}

    /// Writes the sheet.
    ///
    /// @param placement where the maps lie on the picture
    /// @param title     lines over everything, the first in larger letters
    public void write(
            Path file, Picture picture, Preprocessing.Placement placement, List<String> title, List<Section> sections)
            throws IOException {
        draw(picture, placement, title, sections).write(file);
    }

    Canvas draw(Picture picture, Preprocessing.Placement placement, List<String> title, List<Section> sections) {
        Picture small = shrink(picture);
        Preprocessing.Placement place = scaled(placement, picture, small);
        int cell = Math.max(NARROWEST, small.width());
        int most = sections.stream().mapToInt(section -> section.tiles().size()).max().orElse(0) + 1;
        int rows = (most + MOST_IN_A_ROW - 1) / MOST_IN_A_ROW;
        int perRow = (most + rows - 1) / rows;
        int width = Math.max(perRow, 2) * (cell + GAP) + GAP;
        // Parts that know their height are laid out first, then drawn on a canvas that takes them all.
        List<Part> parts = new ArrayList<>();
        parts.add(text(TextBlock.of(title.subList(0, 1), LARGE, width - 2 * GAP)));
        parts.add(text(TextBlock.of(title.subList(1, title.size()), SMALL, width - 2 * GAP)));
        for (Section section : sections) {
            if (!section.heading().isEmpty()) {
                parts.add(text(TextBlock.of(List.of("", section.heading()), LARGE, width - 2 * GAP)));
            }
            for (int from = -1; from < section.tiles().size(); from += perRow) {
                parts.add(row(small, place, section.tiles(), from, perRow, cell));
            }
        }
        Canvas sheet = new Canvas(width, parts.stream().mapToInt(Part::height).sum() + 2 * GAP, GROUND, INK);
        int y = GAP;
        for (Part part : parts) {
            part.drawing().at(sheet, y);
            y += part.height();
        }
        return sheet;
    }

    /// Something across the sheet.
    private record Part(int height, Drawing drawing) {}

    private interface Drawing {
        void at(Canvas sheet, int y);
    }

    private static Part text(TextBlock block) {
        return new Part(block.height(), (sheet, y) -> block.draw(sheet, GAP, y, INK));
    }

    /// @param from first tile of the row; -1 is the image itself
    private Part row(Picture small, Preprocessing.Placement place, List<Tile> tiles, int from, int perRow, int cell) {
        List<Tile> row = tiles.subList(Math.max(0, from), Math.min(tiles.size(), from + perRow));
        List<TextBlock> captions = row.stream().map(tile -> TextBlock.of(tile.caption(), SMALL, cell)).toList();
        int bar = small.height() + GAP / 2;
        int text = bar + ColourBar.height(SMALL);
        int height = GAP + text + captions.stream().mapToInt(TextBlock::height).max().orElse(0);
        return new Part(height, (sheet, y) -> {
            int x = GAP;
            if (from < 0) {
                sheet.picture(small, x, y + GAP);
                TextBlock.of(List.of("image"), SMALL, cell).draw(sheet, x, y + GAP + bar, INK);
                x += cell + GAP;
            }
            for (int i = 0; i < row.size(); i++) {
                Tile tile = row.get(i);
                boolean against = tile.role() == Role.AGAINST;
                if (against) {
                    sheet.fill(x - FRAME, y + GAP - FRAME, small.width() + 2 * FRAME, small.height() + 2 * FRAME, AGAINST_INK);
                }
                sheet.copy(overlay.overlay(small, place, tile.map()), x, y + GAP);
                if (!tile.map().isFlat()) {
                    new ColourBar(overlay, tile.map()).draw(sheet, x, y + GAP + bar, cell, SMALL);
                }
                captions.get(i).draw(
                        sheet, x, y + GAP + (tile.map().isFlat() ? bar : text), against ? AGAINST_INK : INK);
                x += cell + GAP;
            }
        });
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

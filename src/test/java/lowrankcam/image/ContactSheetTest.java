package lowrankcam.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import lowrankcam.image.ContactSheet.Role;
import lowrankcam.image.ContactSheet.Section;
import lowrankcam.image.ContactSheet.Tile;
import lowrankcam.kernel.Resample;
import org.junit.jupiter.api.Test;

class ContactSheetTest {

    private static final Overlay OVERLAY = new Overlay(Colormap.GRAY, Overlay.Style.BLEND, Overlay.Opacity.CONSTANT, 0);
    private static final List<String> TITLE = List.of("hand.png: normal 0.9995", "Not for diagnosis.");
    private static final int CELL = 224 + 12;

    private static Heatmap hot(int at) {
        double[] raw = new double[4];
        raw[at] = 1;
        return Heatmap.of(raw, 2, 2, 64, 64, Resample.scalar());
    }

    private static Picture half(int width, int height) {
        float[] samples = new float[width * height];
        Arrays.fill(samples, 0.5f);
        return new Picture(width, height, 1, 8, samples);
    }

    private static Canvas draw(Picture picture, List<Section> sections) {
        return new ContactSheet(OVERLAY).draw(
                picture, new Preprocessing.Placement(0, 0, picture.width(), picture.height()), TITLE, sections);
    }

    /// Rows in which the first tile's left edge is the half-bright image: where each row of tiles begins.
    private static int[] imageRows(Canvas sheet, int height) {
        return IntStream.range(1, sheet.height())
                .filter(y -> sheet.pixel(y, 13) == 0x808080 && sheet.pixel(y - 1, 13) != 0x808080 && y + height <= sheet.height())
                .toArray();
    }

    private static int grey(Canvas canvas, int y, int x) {
        return canvas.pixel(y, x) & 0xFF;
    }

    /// Two classes of three maps: two rows, the image first in each, the maps in their order.
    @Test
    void everyClassHasItsRow() {
        List<Tile> tiles = IntStream.range(0, 3).mapToObj(i -> new Tile(hot(i), List.of("mode " + i))).toList();
        Canvas sheet = draw(half(300, 300), List.of(new Section("normal", tiles), new Section("abnormal", tiles)));
        assertEquals(4 * CELL + 12, sheet.width());
        int[] rows = imageRows(sheet, 224);
        assertEquals(2, rows.length);
        // A map's hot quarter is white, the opposite one black: upper left, upper right, lower left.
        int[][] corners = {{30, 30}, {30, 194}, {194, 30}};
        for (int row : rows) {
            for (int i = 0; i < 3; i++) {
                int x = 12 + (i + 1) * CELL;
                assertTrue(grey(sheet, row + corners[i][0], x + corners[i][1]) > 240, "tile " + i);
                assertTrue(grey(sheet, row + 224 - corners[i][0], x + 224 - corners[i][1]) < 15, "tile " + i);
            }
        }
    }

    /// Twelve cells: two rows of six.
    @Test
    void manyMapsOfAClassTakeSeveralRows() {
        List<Tile> tiles = Collections.nCopies(11, new Tile(hot(0), List.of("mode")));
        Canvas sheet = draw(half(300, 300), List.of(new Section("", tiles)));
        assertEquals(6 * CELL + 12, sheet.width());
        assertTrue(sheet.height() > 2 * 224 && sheet.height() < 3 * 300);
    }

    @Test
    void whatSpeaksAgainstIsFramed() {
        List<Tile> tiles =
                List.of(new Tile(hot(0), List.of("mode 1")), new Tile(hot(0), List.of("mode 2"), Role.AGAINST));
        Canvas sheet = draw(half(300, 300), List.of(new Section("", tiles)));
        int row = imageRows(sheet, 224)[0];
        int plain = sheet.pixel(row + 100, 12 + CELL - 2);
        int framed = sheet.pixel(row + 100, 12 + 2 * CELL - 2);
        assertEquals(sheet.pixel(0, 0), plain, "the ground of the sheet");
        assertTrue((framed & 0xFF) > 200 && framed >> 16 < 180, Integer.toHexString(framed));
    }

    /// 56 high; the flat map shows the picture, and its reason takes the lines that it needs.
    @Test
    void aPictureKeepsItsShapeAndAFlatMapIsNotPainted() {
        Heatmap flat = Heatmap.of(new double[4], 2, 2, 64, 64, Resample.scalar());
        String reason = "flat: all values are zero: nothing was above zero before the ReLU at the end";
        Canvas sheet = draw(half(400, 100), List.of(new Section("", List.of(new Tile(flat, List.of("cam", reason))))));
        assertEquals(2 * CELL + 12, sheet.width());
        int row = imageRows(sheet, 56)[0];
        for (int y = 0; y < 56; y++) {
            for (int x = 0; x < 224; x++) {
                assertEquals(0x808080, sheet.pixel(row + y, 12 + CELL + x));
            }
        }
        assertTrue(sheet.pixel(row + 56, 12 + CELL + 50) != 0x808080);
    }
}

package lowrankcam.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lowrankcam.kernel.Resample;
import org.junit.jupiter.api.Test;

class ContactSheetTest {

    private static final Overlay OVERLAY = new Overlay(Colormap.GRAY, Overlay.Style.BLEND, 0);

    private static Heatmap hot(int at) {
        double[] raw = new double[4];
        raw[at] = 1;
        return Heatmap.of(raw, 2, 2, 64, 64, Resample.scalar());
    }

    private static int grey(Canvas canvas, int y, int x) {
        return canvas.rgb()[(y * canvas.width() + x) * 3] & 0xFF;
    }

    private static Picture half(int width, int height) {
        float[] samples = new float[width * height];
        Arrays.fill(samples, 0.5f);
        return new Picture(width, height, 1, 8, samples);
    }

    /// Image and three maps three in a row: tiles 224 wide and high, 12 apart, two lines of text below.
    @Test
    void tilesStandInRowsInTheirOrder() {
        List<ContactSheet.Tile> tiles =
                IntStream.range(0, 3).mapToObj(i -> new ContactSheet.Tile(hot(i), List.of("MODE " + i, "X"))).toList();
        Canvas sheet = new ContactSheet(OVERLAY).draw(
                half(300, 300), new Preprocessing.Placement(0, 0, 300, 300), tiles);
        int cell = 224 + 12;
        int row = 224 + 12 + 2 * 20;
        assertEquals(3 * cell + 12, sheet.width());
        assertEquals(2 * row + 12, sheet.height());
        assertEquals(128, grey(sheet, 12 + 100, 12 + 100), 1, "the image, half bright");
        // A map's hot quarter is white, the opposite one black: upper left, upper right, lower left.
        int[][] corners = {{30, 30}, {30, 194}, {194, 30}};
        int[][] origins = {{12, 12 + cell}, {12, 12 + 2 * cell}, {12 + row, 12}};
        for (int i = 0; i < 3; i++) {
            int y = origins[i][0];
            int x = origins[i][1];
            assertTrue(grey(sheet, y + corners[i][0], x + corners[i][1]) > 240, "tile " + i);
            assertTrue(grey(sheet, y + 224 - corners[i][0], x + 224 - corners[i][1]) < 15, "tile " + i);
        }
    }

    @Test
    void captionsAreWritten() {
        Canvas sheet = new ContactSheet(OVERLAY).draw(
                half(100, 100), new Preprocessing.Placement(0, 0, 100, 100),
                List.of(new ContactSheet.Tile(hot(0), List.of("E"))));
        boolean lit = false;
        for (int x = 0; x < sheet.width(); x++) {
            lit |= grey(sheet, 12 + 224 + 7, x) == 255;
        }
        assertTrue(lit, "a row of letters below the tiles");
    }

    @Test
    void aPictureKeepsItsShapeAndFlatMapsAreNotPainted() {
        Heatmap flat = Heatmap.of(new double[4], 2, 2, 64, 64, Resample.scalar());
        Canvas sheet = new ContactSheet(OVERLAY).draw(
                half(400, 100), new Preprocessing.Placement(0, 0, 400, 100),
                List.of(new ContactSheet.Tile(flat, List.of("FLAT"))));
        // 56 high: one below the other, and the flat map shows the picture.
        assertEquals(2 * (56 + 12 + 20) + 12, sheet.height());
        assertEquals(128, grey(sheet, 12 + 88 + 28, 12 + 112), 1);
    }

    @Test
    void lettersAreTheirDots() {
        assertTrue(Glyphs.isSet('T', 0, 0));
        assertFalse(Glyphs.isSet('T', 1, 0));
        assertFalse(Glyphs.isSet(' ', 3, 2));
        for (char c : "0123456789.-+e%=/:ABCDEFGHIJKLMNOPQRSTUVWXYZ".toCharArray()) {
            boolean some = false;
            for (int row = 0; row < Glyphs.HEIGHT; row++) {
                for (int column = 0; column < Glyphs.WIDTH; column++) {
                    some |= Glyphs.isSet(c, row, column);
                }
            }
            assertTrue(some, "letter " + c);
        }
    }
}

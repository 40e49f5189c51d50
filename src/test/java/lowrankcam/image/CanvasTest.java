package lowrankcam.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lowrankcam.image.Surface.Anchor;
import org.junit.jupiter.api.Test;

/// What is drawn, pixel by pixel, and the letters.
class CanvasTest {

    private static Canvas white(int width, int height) {
        return new Canvas(width, height, 0xFFFFFF, 0x000000);
    }

    private static String ink(String text, double size) {
        Canvas canvas = white(80, 40);
        canvas.text(20, 25, text, Anchor.START, size);
        StringBuilder ink = new StringBuilder();
        for (int y = 0; y < canvas.height(); y++) {
            for (int x = 0; x < canvas.width(); x++) {
                ink.append(canvas.pixel(y, x) == 0xFFFFFF ? '.' : '#');
            }
            ink.append('\n');
        }
        return ink.toString();
    }

    @Test
    void pixelsAreCoveredByTheirShare() {
        Canvas canvas = white(20, 20);
        canvas.segment(2, 10, 18, 10, 0x000000, 2);
        assertEquals(0x000000, canvas.pixel(9, 10));
        assertEquals(0x000000, canvas.pixel(10, 10));
        assertEquals(0xFFFFFF, canvas.pixel(12, 10));
        Canvas areas = white(20, 20);
        areas.area(new double[] {4, 12, 12, 4}, new double[] {4, 4, 12.5, 12.5}, 0x000000, 1);
        assertEquals(0x000000, areas.pixel(8, 8));
        assertEquals(0x80, areas.pixel(12, 8) & 0xFF, 1.0, "half a row is covered");
        assertEquals(0xFFFFFF, areas.pixel(8, 12));
        areas.area(new double[] {0, 20, 20, 0}, new double[] {15, 15, 20, 20}, 0xFF0000, 0.5);
        assertEquals(0xFF8080, areas.pixel(17, 3));
    }

    @Test
    void whatLiesOutsideIsLeftOut() {
        Canvas canvas = white(10, 10);
        canvas.segment(-50, -50, 60, 60, 0x000000, 2);
        canvas.area(new double[] {-9, 30, 30}, new double[] {9, 9, 30}, 0x0000FF, 1);
        canvas.text(-30, 5, "outside and inside", Anchor.START, 17);
        canvas.text(200, 200, "far away", Anchor.END, 17);
        canvas.dot(-3, 4, 5, 0xFF0000);
        assertEquals(0xFF0000, canvas.pixel(4, 0));
    }

    @Test
    void everyPrintableCharacterHasItsOwnLetter() {
        StringBuilder all = new StringBuilder();
        for (char c = '!'; c <= '~'; c++) {
            all.append(c);
        }
        assertTrue(StrokeFont.covers(all.toString()));
        assertTrue(StrokeFont.covers("Größe Ångström naïve façade ČŽ ñ ± µ ° × – …"));
        List<String> shapes = all.chars().mapToObj(c -> ink(Character.toString(c), 12.75)).toList();
        for (int i = 0; i < shapes.size(); i++) {
            assertEquals(i, shapes.indexOf(shapes.get(i)), all.charAt(i) + " looks like " + all.charAt(shapes.indexOf(shapes.get(i))));
        }
    }

    @Test
    void whatTheFontLacksIsABox() {
        for (String text : List.of("漢", "\uD83D\uDE00", "\u0007", "ạ")) {
            assertFalse(StrokeFont.covers(text));
            assertEquals(ink("漢", 17), ink(text, 17), "one box for one character");
        }
        assertNotEquals(ink(" ", 17), ink("漢", 17));
    }

    @Test
    void accentsLieOverTheirLetterWhicheverWayTheyAreWritten() {
        assertEquals(ink("é", 17), ink("e\u0301", 17));
        assertNotEquals(ink("e", 17), ink("é", 17));
        assertNotEquals(ink("É", 17), ink("é", 17));
    }

    /// Upright strokes of the smallest letters are one sharp pixel wide, wherever the text begins.
    @Test
    void smallLettersAreSharp() {
        Canvas canvas = white(40, 20);
        canvas.text(3.7, 12.3, "H", Anchor.START, 8.5);
        int[] levels = new int[256];
        for (int x = 0; x < 12; x++) {
            levels[canvas.pixel(6, x) & 0xFF]++;
        }
        assertEquals(2, levels[0], "two uprights");
        assertEquals(10, levels[255], "nothing half covered");
    }

    @Test
    void anchorsAreKept() {
        double width = StrokeFont.width("anchor", 12.75);
        for (Anchor anchor : Anchor.values()) {
            Canvas canvas = white(200, 40);
            canvas.text(100, 20, "anchor", anchor, 12.75);
            int first = -1;
            int last = -1;
            for (int x = 0; x < 200; x++) {
                for (int y = 0; y < 40; y++) {
                    if (canvas.pixel(y, x) != 0xFFFFFF) {
                        first = first < 0 ? x : first;
                        last = x;
                    }
                }
            }
            double begin = anchor == Anchor.START ? 100 : anchor == Anchor.END ? 100 - width : 100 - width / 2;
            assertEquals(begin, first, 1.5, anchor.name());
            assertEquals(begin + width, last, 2.5, anchor.name());
        }
    }
}

package lowrankcam.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.image.Overlay.Opacity;
import lowrankcam.image.Overlay.Style;
import lowrankcam.kernel.Resample;
import org.junit.jupiter.api.Test;

class LegendTest {

    private static final Heatmap MAP = Heatmap.of(new double[] {-1, 3}, 1, 2, 64, 64, Resample.scalar());
    private static final Heatmap FLAT = Heatmap.of(new double[] {2, 2}, 1, 2, 64, 64, Resample.scalar());
    private static final List<String> CAPTION = List.of("cam (paper), Mixed_7c", "abnormal 0.8312", "Not for diagnosis.");

    private static Canvas ground(int width, int height) {
        return new Canvas(width, height, 0x405060, 0);
    }

    private static Legend legend(Heatmap map) {
        return Legend.of(Overlay.USUAL, map, CAPTION);
    }

    private static void assertPicture(Canvas canvas, int width, int height) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                assertEquals(0x405060, canvas.pixel(y, x), y + "," + x);
            }
        }
    }

    @Test
    void belowLeavesThePictureWhereItIs() {
        Canvas wide = legend(MAP).with(ground(400, 300), Legend.Place.BELOW);
        assertEquals(400, wide.width());
        assertTrue(wide.height() > 360);
        assertPicture(wide, 400, 300);
        Canvas tiny = legend(MAP).with(ground(40, 40), Legend.Place.BELOW);
        assertEquals(240, tiny.width(), "room for letters");
        assertPicture(tiny, 40, 40);
    }

    @Test
    void insideKeepsTheSizeAndLeavesTwoThirdsOfThePicture() {
        Canvas inside = legend(MAP).with(ground(600, 450), Legend.Place.INSIDE);
        assertEquals(600, inside.width());
        assertEquals(450, inside.height());
        assertPicture(inside, 600, 300);
        assertTrue(inside.pixel(449, 0) != 0x405060);
    }

    @Test
    void whereThereIsNoRoomInsideItIsBelow() {
        Canvas low = legend(MAP).with(ground(600, 120), Legend.Place.INSIDE);
        assertTrue(low.height() > 180);
        assertPicture(low, 600, 120);
        Canvas narrow = legend(MAP).with(ground(60, 900), Legend.Place.INSIDE);
        assertPicture(narrow, 60, 900);
    }

    /// What a pixel of the picture becomes, a pixel of the bar is too: white in the first row, black in the last.
    @Test
    void theBarShowsTheColoursAsTheyAppearOnAPicture() {
        for (Overlay overlay : List.of(
                Overlay.USUAL, new Overlay(Colormap.TURBO, Style.BLEND, Opacity.CONSTANT, 0.3))) {
            for (Heatmap map : List.of(MAP, Heatmap.of(new double[] {0, 5}, 1, 2, 64, 64, Resample.scalar()))) {
                Canvas bar = ground(501, 60);
                new ColourBar(overlay, map).draw(bar, 0, 0, 501, 12.75);
                int rows = ColourBar.thickness(12.75);
                for (int level = 0; level <= 1; level++) {
                    Picture picture = new Picture(1, 1, 1, 8, new float[] {level});
                    for (int x : new int[] {0, 100, 250, 400, 500}) {
                        double place = (x + 0.5) / 501;
                        double low = map.low() + place * (map.high() - map.low());
                        if (low < map.rawMin()) {
                            continue;
                        }
                        Heatmap constant =
                                Heatmap.onScale(new double[] {low, map.rawMax()}, 1, 2, 1, 2, Resample.scalar(), map.low(), map.high());
                        int painted = overlay.overlay(picture, new Preprocessing.Placement(0, 0, 2, 1), constant).pixel(0, 0);
                        int shown = bar.pixel(level == 1 ? 0 : rows - 1, x);
                        for (int shift = 0; shift <= 16; shift += 8) {
                            assertEquals(painted >> shift & 0xFF, shown >> shift & 0xFF, 2, level + " at " + x);
                        }
                    }
                }
            }
        }
    }

    /// Over black the lines' own colours, at the places of their values.
    @Test
    void theBarOfContoursMarksTheirLevels() {
        Overlay contours = new Overlay(Colormap.VIRIDIS, Style.CONTOUR, Opacity.VALUE, 0.5);
        Canvas bar = ground(400, 60);
        new ColourBar(contours, MAP).draw(bar, 0, 0, 400, 12.75);
        List<Double> places = new ArrayList<>();
        for (Contours.Level level : Contours.of(MAP, Colormap.VIRIDIS)) {
            assertEquals(level.colour(), bar.pixel(8, (int) (400 * level.place())));
            places.add(level.place());
        }
        assertEquals(6, places.size());
    }

    @Test
    void aFlatMapHasNoBar() {
        assertTrue(legend(FLAT).alone().height() < legend(MAP).alone().height());
    }

    @Test
    void longLinesAreBrokenBetweenWords() {
        TextBlock block = TextBlock.of(List.of("one two three", "antidisestablishmentarianism"), 8.5, 60);
        assertEquals(List.of("one two", "three", "antidisest", "ablishment", "arianism"), block.lines());
    }
}

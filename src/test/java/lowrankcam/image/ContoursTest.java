package lowrankcam.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lowrankcam.image.Overlay.Opacity;
import lowrankcam.image.Overlay.Style;
import lowrankcam.kernel.Resample;
import org.junit.jupiter.api.Test;

class ContoursTest {

    private static Picture grey(float level) {
        float[] samples = new float[300 * 300];
        Arrays.fill(samples, level);
        return new Picture(300, 300, 1, 8, samples);
    }

    /// From `low` at the left edge to `high` at the right one, over 300 columns.
    private static Heatmap ramp(double low, double high) {
        double[] raw = new double[300];
        for (int i = 0; i < 300; i++) {
            raw[i] = low + (high - low) * i / 299;
        }
        return Heatmap.of(raw, 1, 300, 300, 300, Resample.scalar());
    }

    private static Canvas contours(Picture picture, Heatmap map, Colormap colours) {
        return new Overlay(colours, Style.CONTOUR, Opacity.VALUE, 0.5)
                .overlay(picture, new Preprocessing.Placement(0, 0, 300, 300), map);
    }

    /// WCAG's ratio.
    private static double contrast(int a, int b) {
        double light = Math.max(Contours.luminance(a), Contours.luminance(b));
        double dark = Math.min(Contours.luminance(a), Contours.luminance(b));
        return (light + 0.05) / (dark + 0.05);
    }

    /// At least half of it is that colour, the rest black.
    private static boolean near(int colour, int line) {
        boolean near = true;
        for (int shift = 0; shift <= 16; shift += 8) {
            int there = colour >> shift & 0xFF;
            int whole = line >> shift & 0xFF;
            near &= there <= whole + 1 && there >= whole / 2 - 1;
        }
        return near;
    }

    @Test
    void contrastIsTheKnownOne() {
        assertEquals(21, contrast(0x000000, 0xFFFFFF), 1e-9);
        assertEquals(4.48, contrast(0x777777, 0xFFFFFF), 0.005);
    }

    @Test
    void everyLineStandsOutOnBlackAndOnWhite() {
        for (Colormap colours : Colormap.values()) {
            for (Heatmap map : List.of(ramp(0, 1), ramp(-1, 1))) {
                for (Contours.Level level : Contours.of(map, colours)) {
                    String what = colours + " at " + level.place();
                    assertTrue(contrast(level.colour(), 0x000000) >= 3, what);
                    assertTrue(contrast(level.colour(), 0xFFFFFF) >= 3, what);
                }
            }
        }
    }

    /// A ramp of 300 columns: a line at each quarter, 2 to 3 pixels wide, each with an edge on both sides; elsewhere the
    /// picture.
    @Test
    void linesAreTwoToThreePixelsWideBetweenDarkEdges() {
        for (float ground : new float[] {0.2f, 1}) {
            int plain = 0x010101 * Math.round(ground * 255);
            Canvas canvas = contours(grey(ground), ramp(0, 1), Colormap.VIRIDIS);
            List<Integer> centres = new ArrayList<>();
            for (Contours.Level level : Contours.of(ramp(0, 1), Colormap.VIRIDIS)) {
                double inked = 0;
                double sum = 0;
                for (int x = (int) (300 * level.place()) - 20; x < 300 * level.place() + 20; x++) {
                    int colour = canvas.pixel(150, x);
                    if (near(colour, level.colour())) {
                        inked++;
                        sum += x + 0.5;
                    }
                }
                assertTrue(inked >= 2 && inked <= 3, inked + " pixels");
                double centre = sum / inked;
                assertEquals(300 * level.place(), centre, 1.0);
                for (int side = -1; side <= 1; side += 2) {
                    double darkest = 0;
                    for (int away = 1; away <= 3; away++) {
                        darkest = Math.max(darkest, contrast(canvas.pixel(150, (int) (centre + side * away)), 0xFFFFFF));
                    }
                    assertTrue(darkest > 15, "edge with a contrast of " + darkest);
                    assertEquals(plain, canvas.pixel(150, (int) (centre + side * 5)));
                }
                centres.add((int) centre);
            }
            assertEquals(3, centres.size());
            assertEquals(plain, canvas.pixel(150, 10));
        }
    }

    @Test
    void linesOfASignedMapAreBlueBelowZeroAndRedAbove() {
        List<Contours.Level> levels = Contours.of(ramp(-4, 2), Colormap.GRAY);
        assertEquals(
                List.of(0.125, 0.25, 0.375, 0.625, 0.75, 0.875), levels.stream().map(Contours.Level::place).toList());
        for (Contours.Level level : levels) {
            assertEquals(level.place() < 0.5, (level.colour() & 0xFF) > level.colour() >> 16, "at " + level.place());
        }
        assertTrue(Contours.of(Heatmap.of(new double[4], 2, 2, 8, 8, Resample.scalar()), Colormap.GRAY).isEmpty());
    }

    /// A circular hill: the line of each level is a ring of its radius, closed all around, and there is nothing but rings.
    @Test
    void aHillHasRings() {
        double[] raw = new double[300 * 300];
        for (int p = 0; p < raw.length; p++) {
            raw[p] = Math.max(0, 1 - Math.hypot(p / 300 - 149.5, p % 300 - 149.5) / 140);
        }
        Heatmap map = Heatmap.of(raw, 300, 300, 300, 300, Resample.scalar());
        Canvas canvas = contours(grey(1), map, Colormap.TURBO);
        for (Contours.Level level : Contours.of(map, Colormap.TURBO)) {
            double radius = 140 * (1 - level.place());
            for (int degree = 0; degree < 360; degree++) {
                double y = 150 + radius * Math.sin(Math.toRadians(degree));
                double x = 150 + radius * Math.cos(Math.toRadians(degree));
                assertTrue(near(canvas.pixel((int) y, (int) x), level.colour()), degree + " degrees at " + radius);
            }
        }
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 300; x++) {
                double away = Math.hypot(y + 0.5 - 150, x + 0.5 - 150);
                boolean near = false;
                for (double radius : new double[] {35, 70, 105}) {
                    near |= Math.abs(away - radius) < 4.5;
                }
                assertTrue(near || canvas.pixel(y, x) == 0xFFFFFF, y + "," + x);
            }
        }
    }
}

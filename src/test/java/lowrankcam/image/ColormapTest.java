package lowrankcam.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ColormapTest {

    private static void check(Colormap map, int low, int middle, int high) {
        assertEquals(String.format("%06x", low), String.format("%06x", map.rgb(0)), map + " low");
        assertEquals(String.format("%06x", middle), String.format("%06x", map.rgb(0.5)), map + " middle");
        assertEquals(String.format("%06x", high), String.format("%06x", map.rgb(1)), map + " high");
        assertEquals(map.rgb(0), map.rgb(-3));
        assertEquals(map.rgb(1), map.rgb(9));
    }

    /// Entries 0, 128 and 255 of matplotlib's tables.
    @Test
    void endsAndMiddlesAreTheKnownColours() {
        check(Colormap.GRAY, 0x000000, 0x808080, 0xffffff);
        check(Colormap.VIRIDIS, 0x440154, 0x21918c, 0xfde725);
        check(Colormap.INFERNO, 0x000004, 0xbc3754, 0xfcffa4);
        check(Colormap.TURBO, 0x30123b, 0xa4fc3c, 0x7a0403);
        check(Colormap.JET, 0x000080, 0x7dff7a, 0x800000);
    }

    @Test
    void perceptualMapsGetBrighterAllTheWay() {
        for (Colormap map : new Colormap[] {Colormap.VIRIDIS, Colormap.INFERNO, Colormap.GRAY}) {
            double last = -1;
            for (int i = 0; i < 256; i++) {
                double luminance = luminance(map.rgb(i / 255.0));
                // Rounding to 8 bits may take back up to one level of a component.
                assertTrue(luminance > last - 0.003, map + " at " + i);
                last = luminance;
            }
            assertTrue(last > 0.7, map + " ends bright");
        }
    }

    /// Zero is grey, both sides get darker by about the same steps, and their hues are blue and red.
    @Test
    void signedColoursGoFromGreyBothWays() {
        assertEquals(0xEBEBEB, Colormap.signedRgb(0.5));
        assertEquals(0x1457D9, Colormap.signedRgb(0));
        assertEquals(0xD3261F, Colormap.signedRgb(1));
        assertEquals(Colormap.signedRgb(0), Colormap.signedRgb(-3));
        for (int side = -1; side <= 1; side += 2) {
            double last = 1;
            for (int i = 0; i <= 100; i++) {
                int colour = Colormap.signedRgb(0.5 + side * i / 200.0);
                assertTrue(luminance(colour) < last + 0.003, side + " at " + i);
                last = luminance(colour);
                assertTrue(i < 5 || (side < 0 ? (colour & 0xFF) > colour >> 16 : colour >> 16 > (colour & 0xFF)));
            }
            assertEquals(0.13, last, 0.03);
        }
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear((rgb >> 16) / 255.0) + 0.7152 * linear((rgb >> 8 & 0xFF) / 255.0) + 0.0722 * linear((rgb & 0xFF) / 255.0);
    }

    private static double linear(double value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}

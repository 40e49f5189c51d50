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
                double[] c = map.colour(i / 255.0);
                double luminance = 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
                // Rounding to 8 bits may take back up to one level of a component.
                assertTrue(luminance > last - 0.003, map + " at " + i);
                last = luminance;
            }
            assertTrue(last > 0.7, map + " ends bright");
        }
    }

    private static double linear(double value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}

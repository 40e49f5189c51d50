package lowrankcam.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import lowrankcam.image.Overlay.Opacity;
import lowrankcam.image.Overlay.Style;
import lowrankcam.image.Preprocessing.Fit;
import lowrankcam.image.Preprocessing.InputRange;
import lowrankcam.image.Preprocessing.Resize;
import lowrankcam.kernel.Resample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTest {

    @TempDir
    Path folder;

    private static Heatmap oneHot(int row, int column) {
        double[] raw = new double[64];
        raw[row * 8 + column] = 2;
        return Heatmap.of(raw, 8, 8, 299, 299, Resample.scalar());
    }

    private static Picture constant(int width, int height, float... rgb) {
        float[] samples = new float[width * height * 3];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = rgb[i % 3];
        }
        return new Picture(width, height, 3, 8, samples);
    }

    private static int rgb(Canvas canvas, int y, int x) {
        return canvas.pixel(y, x);
    }

    /// But for rounding.
    private static void assertNear(int expected, int found) {
        for (int shift = 0; shift <= 16; shift += 8) {
            assertEquals(expected >> shift & 0xFF, found >> shift & 0xFF, 1);
        }
    }

    private static Preprocessing rule(Fit fit) {
        return new Preprocessing(299, 299, Resize.ANTIALIASED, fit, InputRange.ZERO_ONE);
    }

    /// Brightest pixels of a map painted alone (image weight 0) in grey: their centre, y then x.
    private static double[] centre(Canvas canvas, int height, int width) {
        double sum = 0;
        double sumY = 0;
        double sumX = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int value = rgb(canvas, y, x) & 0xFF;
                sum += value;
                sumY += value * (y + 0.5);
                sumX += value * (x + 0.5);
            }
        }
        return new double[] {sumY / sum, sumX / sum};
    }

    @Test
    void oneHotCellLandsOnItsPixels() {
        // Stretched: cell (2, 5) of 8x8 has its centre at 2.5/8 of the height and 5.5/8 of the width.
        Picture picture = constant(600, 400, 0, 0, 0);
        Overlay overlay = new Overlay(Colormap.GRAY, Style.BLEND, Opacity.CONSTANT, 0);
        Canvas canvas = overlay.overlay(picture, rule(Fit.STRETCH).placement(picture), oneHot(2, 5));
        double[] stretched = centre(canvas, 400, 600);
        assertEquals(400 * 2.5 / 8, stretched[0], 0.5);
        assertEquals(600 * 5.5 / 8, stretched[1], 0.5);
        // Cropped: the input shows the middle square of 400, from x = 100.
        canvas = overlay.overlay(picture, rule(Fit.CROP).placement(picture), oneHot(2, 5));
        double[] cropped = centre(canvas, 400, 600);
        assertEquals(400 * 2.5 / 8, cropped[0], 1.0);
        assertEquals(100 + 400 * 5.5 / 8, cropped[1], 1.0);
        assertEquals(0, rgb(canvas, 200, 50), "outside the crop nothing is painted");
        // Fitted: the input is 600 high in pixels of the picture, from y = -100.
        canvas = overlay.overlay(picture, rule(Fit.FIT).placement(picture), oneHot(2, 5));
        double[] fitted = centre(canvas, 400, 600);
        assertEquals(-100 + 600 * 2.5 / 8, fitted[0], 1.5);
        assertEquals(600 * 5.5 / 8, fitted[1], 1.0);
    }

    @Test
    void outsideTheCropThePictureIsUntouched() {
        Picture picture = constant(600, 400, 0.2f, 0.4f, 0.6f);
        Overlay overlay = new Overlay(Colormap.TURBO, Style.BLEND, Opacity.CONSTANT, 0.5);
        Canvas canvas = overlay.overlay(picture, rule(Fit.CROP).placement(picture), oneHot(2, 5));
        // Resized to 448x299, cut from 74.5 on; halves go to the even number.
        assertEquals(0x336699, rgb(canvas, 10, 98));
        assertFalse(rgb(canvas, 10, 99) == 0x336699);
        assertFalse(rgb(canvas, 399, 498) == 0x336699);
        assertEquals(0x336699, rgb(canvas, 399, 500));
    }

    @Test
    void blendIsTheWeightedMean() {
        Picture picture = constant(64, 64, 0.2f, 0.4f, 0.6f);
        Heatmap map = Heatmap.of(new double[] {0, 1}, 1, 2, 64, 64, Resample.scalar());
        Canvas canvas = new Overlay(Colormap.VIRIDIS, Style.BLEND, Opacity.CONSTANT, 0.25)
                .overlay(picture, new Preprocessing.Placement(0, 0, 64, 64), map);
        // The first column is 0 on the map: 0x440154.
        assertEquals(Math.round(0.25 * 51 + 0.75 * 0x44), rgb(canvas, 5, 0) >> 16);
        assertEquals(Math.round(0.25 * 102 + 0.75 * 0x01), rgb(canvas, 5, 0) >> 8 & 0xFF);
        assertEquals(Math.round(0.25 * 153 + 0.75 * 0x54), rgb(canvas, 5, 0) & 0xFF);
    }

    /// Half over the picture where the map is strongest, nothing where it is lowest, in proportion between.
    @Test
    void opacityFollowsTheValue() {
        Picture picture = constant(64, 64, 0.2f, 0.4f, 0.6f);
        Heatmap map = Heatmap.of(new double[] {0, 1}, 1, 2, 64, 64, Resample.scalar());
        Canvas canvas = Overlay.USUAL.overlay(picture, new Preprocessing.Placement(0, 0, 64, 64), map);
        assertEquals(0x336699, rgb(canvas, 5, 0), "the picture itself");
        assertEquals(Colormap.mix(0x336699, Colormap.VIRIDIS.rgb(1), 0.5), rgb(canvas, 5, 63));
        for (int x = 0; x < 64; x++) {
            double place = map.place(map.values()[x]);
            assertEquals(
                    Colormap.mix(0x336699, Colormap.VIRIDIS.rgb(place), place / 2) & 0xFF, rgb(canvas, 5, x) & 0xFF, 1, "column " + x);
        }
    }

    /// -1 and 3 over 64 columns: where the map is zero, the picture is as it is, and it is blue left of that, red right of it.
    @Test
    void whereASignedMapIsZeroThePictureIsAsItIs() {
        Picture picture = constant(64, 64, 0.5f, 0.5f, 0.5f);
        Heatmap map = Heatmap.of(new double[] {-1, 3}, 1, 2, 64, 64, Resample.scalar());
        Canvas canvas = Overlay.USUAL.overlay(picture, new Preprocessing.Placement(0, 0, 64, 64), map);
        // Between the centres of the two cells, at 16 and 48, the map rises from -1 to 3: zero is at 24.
        for (int x = 0; x < 64; x++) {
            int red = rgb(canvas, 5, x) >> 16;
            int blue = rgb(canvas, 5, x) & 0xFF;
            assertTrue(x < 23 ? blue > red : x > 24 ? red > blue : Math.abs(red - blue) < 4, "column " + x);
        }
        assertNear(Colormap.mix(0x808080, Colormap.signedRgb(1), 0.5), rgb(canvas, 5, 63));
        assertNear(Colormap.mix(0x808080, Colormap.signedRgb(0), 0.5 / 3), rgb(canvas, 5, 0));
    }

    @Test
    void aSignedMapIsGreyAtZeroUnlessOpacityTellsIt() {
        Picture black = constant(64, 64, 0, 0, 0);
        Heatmap map = Heatmap.of(new double[] {-2, 0, 2}, 1, 3, 33, 33, Resample.scalar());
        Overlay constant = new Overlay(Colormap.JET, Style.BLEND, Opacity.CONSTANT, 0.5);
        assertEquals(0xEBEBEB, rgb(Overlay.USUAL.heatmap(map), 16, 16), "the map alone");
        Canvas canvas = constant.overlay(black, new Preprocessing.Placement(0, 0, 33, 33), map);
        assertEquals(Colormap.mix(0, 0xEBEBEB, 0.5), rgb(canvas, 16, 16));
    }

    @Test
    void aFlatMapIsNotPaintedAndThePictureIsGrey() {
        Picture picture = constant(200, 150, 1, 0, 0);
        Heatmap flat = Heatmap.of(new double[64], 8, 8, 299, 299, Resample.scalar());
        for (Style style : Style.values()) {
            Canvas canvas = new Overlay(Colormap.TURBO, style, Opacity.VALUE, 0.5)
                    .overlay(picture, rule(Fit.STRETCH).placement(picture), flat);
            for (int y = 0; y < 150; y++) {
                for (int x = 0; x < canvas.width(); x++) {
                    assertEquals(0x4C4C4C, rgb(canvas, y, x));
                }
            }
        }
    }

    @Test
    void filesAreTheSameEveryTimeAndAtThePicturesSize() throws IOException {
        Picture picture = constant(2500, 40, 0.5f, 0.5f, 0.5f);
        Overlay overlay = new Overlay(Colormap.TURBO, Style.BLEND, Opacity.CONSTANT, 0.5);
        Path a = folder.resolve("a.png");
        Path b = folder.resolve("b.png");
        overlay.writeOverlay(a, picture, rule(Fit.STRETCH).placement(picture), oneHot(1, 1));
        overlay.writeOverlay(b, picture, rule(Fit.STRETCH).placement(picture), oneHot(1, 1));
        assertTrue(Arrays.equals(Files.readAllBytes(a), Files.readAllBytes(b)));
        assertEquals(2500, PictureReader.read(a).width());
        assertEquals(40, PictureReader.read(a).height());
    }

    @Test
    void weightsOutsideZeroToOneAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Overlay(Colormap.JET, Style.BLEND, Opacity.VALUE, 1.01));
        assertThrows(
                IllegalArgumentException.class, () -> new Overlay(Colormap.JET, Style.BLEND, Opacity.VALUE, Double.NaN));
    }
}

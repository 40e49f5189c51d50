package lowrankcam.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Optional;
import lowrankcam.format.EnumNames;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import lowrankcam.image.Preprocessing.Fit;
import lowrankcam.image.Preprocessing.InputRange;
import lowrankcam.image.Preprocessing.Placement;
import lowrankcam.image.Preprocessing.Resize;
import lowrankcam.kernel.Resample;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PreprocessingTest {

    private static final Resample KERNEL = Resample.scalar();

    private static float[] apply(Preprocessing rule, Picture picture) {
        return rule.apply(picture, KERNEL).values();
    }

    @Test
    void rangesAreComputedByChannelWithoutResampling() {
        Picture grey = new Picture(2, 1, 1, 8, new float[] {0.25f, 1});
        for (Resize resize : Resize.values()) {
            assertArrayEquals(new float[] {0.25f, 0.25f, 0.25f, 1, 1, 1},
                    apply(new Preprocessing(1, 2, resize, Fit.STRETCH, InputRange.ZERO_ONE), grey));
        }
        assertArrayEquals(new float[] {-0.5f, -0.5f, -0.5f, 1, 1, 1},
                apply(new Preprocessing(1, 2, Resize.HALF_PIXEL, Fit.STRETCH, InputRange.MINUS_ONE_ONE), grey));
        float[] imagenet =
                apply(new Preprocessing(1, 2, Resize.ANTIALIASED, Fit.FIT, InputRange.IMAGENET), grey);
        double[] mean = {0.485, 0.456, 0.406};
        double[] deviation = {0.229, 0.224, 0.225};
        for (int c = 0; c < 3; c++) {
            assertEquals((0.25 - mean[c]) / deviation[c], imagenet[c], 1e-6);
            assertEquals((1 - mean[c]) / deviation[c], imagenet[3 + c], 1e-6);
        }
    }

    @Test
    void fitPadsWithBlackAndCropCutsTheSides() {
        // 4 wide, 2 high, already at the scale of a 4x4 and of a 2x2 input.
        Picture wide = new Picture(4, 2, 1, 8, new float[] {.1f, .2f, .3f, .4f, .5f, .6f, .7f, .8f});
        float[] fit = apply(new Preprocessing(4, 4, Resize.ANTIALIASED, Fit.FIT, InputRange.ZERO_ONE), wide);
        float[] rows = {0, 0, 0, 0, .1f, .2f, .3f, .4f, .5f, .6f, .7f, .8f, 0, 0, 0, 0};
        for (int i = 0; i < 16; i++) {
            assertEquals(rows[i], fit[3 * i + 1]);
        }
        float[] crop =
                apply(new Preprocessing(2, 2, Resize.ANTIALIASED, Fit.CROP, InputRange.ZERO_ONE), wide);
        float[] middle = {.2f, .3f, .6f, .7f};
        for (int i = 0; i < 4; i++) {
            assertEquals(middle[i], crop[3 * i + 2]);
        }
    }

    /// A picture whose value is the x (or y) of the pixel centre: resized away from the borders, each input pixel
    /// must hold the x (or y) that the placement says its centre lies on.
    @Test
    void placementSaysWhereEveryInputPixelLies() {
        int[][] sizes = {{300, 211}, {211, 300}, {1000, 333}, {97, 61}, {50, 50}};
        for (int[] size : sizes) {
            for (Fit fit : Fit.values()) {
                for (Resize resize : Resize.values()) {
                    checkPlacement(size[0], size[1], new Preprocessing(64, 72, resize, fit, InputRange.ZERO_ONE));
                }
            }
        }
    }

    private static void checkPlacement(int width, int height, Preprocessing rule) {
        float[] samples = new float[width * height * 3];
        for (int i = 0; i < width * height; i++) {
            samples[3 * i] = i % width + 0.5f;
            samples[3 * i + 1] = i / width + 0.5f;
            samples[3 * i + 2] = 1;
        }
        float[] input = apply(rule, new Picture(width, height, 3, 8, samples));
        Placement p = rule.placement(width, height);
        double stepX = (p.right() - p.left()) / rule.width();
        double stepY = (p.bottom() - p.top()) / rule.height();
        for (int v = 0; v < rule.height(); v++) {
            for (int u = 0; u < rule.width(); u++) {
                double x = p.left() + (u + 0.5) * stepX;
                double y = p.top() + (v + 0.5) * stepY;
                boolean inner = x > 2 * stepX + 1 && y > 2 * stepY + 1 && x < width - 2 * stepX - 1
                        && y < height - 2 * stepY - 1;
                int at = (v * rule.width() + u) * 3;
                if (inner) {
                    String where = rule + " of " + width + "x" + height + " at " + u + "," + v;
                    // Two neighbours give a ramp exactly, up to float rounding of values below 1000. The sampled
                    // triangle of the antialiased rule is a little lopsided: below 5 % of an input pixel.
                    double share = rule.resize() == Resize.ANTIALIASED ? 0.05 : 0;
                    assertEquals(x, input[at], 1e-3 + share * stepX, where);
                    assertEquals(y, input[at + 1], 1e-3 + share * stepY, where);
                }
            }
        }
    }

    /// Size after resizing and place of the cut, for pictures of nineteen sizes.
    @Test
    void cropsCutWhereTorchvisionCuts() throws IOException {
        JsonNode rows = Json.readArray(Goldens.file("resize/torchvision.json"));
        assertEquals(38, rows.size());
        for (JsonNode row : rows) {
            Fit fit = EnumNames.of(Fit.class, row.path("rule").asString()).orElseThrow();
            Preprocessing rule = new Preprocessing(299, 299, Resize.ANTIALIASED, fit, InputRange.ZERO_ONE);
            int width = row.path("width").asInt();
            int height = row.path("height").asInt();
            double scaleX = width / row.path("resizedWidth").asDouble();
            double scaleY = height / row.path("resizedHeight").asDouble();
            int left = row.path("left").asInt();
            int top = row.path("top").asInt();
            Placement found = rule.placement(width, height);
            assertEquals(left * scaleX, found.left(), 1e-9, row.toString());
            assertEquals(top * scaleY, found.top(), 1e-9, row.toString());
            assertEquals((left + 299) * scaleX, found.right(), 1e-9, row.toString());
            assertEquals((top + 299) * scaleY, found.bottom(), 1e-9, row.toString());
        }
    }

    /// Resized as a whole, this picture would have nine thousand million pixels; the part that is kept has few.
    @Test
    void aVeryLongPictureIsCroppedWithoutBeingResizedWhole() {
        float[] samples = new float[100_000];
        java.util.Arrays.fill(samples, 49_000, 51_000, 0.5f);
        for (Fit fit : new Fit[] {Fit.CROP, Fit.CROP_342}) {
            for (Resize resize : Resize.values()) {
                Preprocessing rule = new Preprocessing(299, 299, resize, fit, InputRange.ZERO_ONE);
                for (float value : apply(rule, new Picture(1, 100_000, 1, 8, samples))) {
                    assertEquals(0.5f, value, 1e-6f);
                }
                for (float value : apply(rule, new Picture(100_000, 1, 1, 8, samples))) {
                    assertEquals(0.5f, value, 1e-6f);
                }
            }
        }
    }

    @Test
    void stretchCoversThePictureAndFitExceedsIt() {
        Preprocessing stretch =
                new Preprocessing(299, 299, Resize.ANTIALIASED, Fit.STRETCH, InputRange.ZERO_ONE);
        assertEquals(new Placement(0, 0, 640, 480), stretch.placement(640, 480));
        // 3000x2110 becomes 299x210, 44 rows of black above and 45 below.
        Preprocessing fit = new Preprocessing(299, 299, Resize.ANTIALIASED, Fit.FIT, InputRange.ZERO_ONE);
        Placement p = fit.placement(3000, 2110);
        assertEquals(-44 * 2110 / 210.0, p.top(), 1e-9);
        assertEquals(255 * 2110 / 210.0, p.bottom(), 1e-9);
    }

    @Test
    void choicesAreFoundByName() {
        assertEquals(Optional.of(Resize.HALF_PIXEL), EnumNames.of(Resize.class, "half-pixel"));
        assertEquals(Optional.of(Fit.CROP_342), EnumNames.of(Fit.class, "crop-342"));
        assertEquals(Optional.empty(), EnumNames.of(Fit.class, "squash"));
        assertThrows(IllegalArgumentException.class,
                () -> new Preprocessing(0, 2, Resize.ANTIALIASED, Fit.FIT, InputRange.ZERO_ONE));
    }
}

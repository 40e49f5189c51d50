package lowrankcam.cam.inputmask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.InputPasses;
import lowrankcam.cam.Progress;
import lowrankcam.cam.StubModel;
import lowrankcam.cam.TinyNetwork;
import lowrankcam.golden.Goldens;
import lowrankcam.kernel.Resample;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;
import lowrankcam.weights.SafetensorsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RISE, occlusion and the blur, where the answer is known.
class BlackBoxTest {

    private static final TinyNetwork NETWORK = TinyNetwork.of(3, 3);
    private static final Tensor IMAGE = TinyNetwork.image(4);

    private static CamInput input() {
        return NETWORK.input(IMAGE, TinyNetwork.LAST, Target.logit(2));
    }

    private static double probability(Tensor image) {
        return NETWORK.forward(image, TinyNetwork.LAST).prediction().probabilities()[2];
    }

    /// The sum of the formula, with the masks that the method says it uses.
    @Test
    void riseIsTheWeightedMeanOfItsMasks() {
        Rise rise = new Rise(9, 4, 0.4, 7);
        double[] expected = new double[IMAGE.positions()];
        for (int i = 0; i < 9; i++) {
            float[] mask = rise.mask(input(), i);
            double score = probability(InputPasses.masked(IMAGE, mask));
            for (int p = 0; p < expected.length; p++) {
                expected[p] += score * mask[p] / (9 * 0.4);
            }
        }
        CamMap map = rise.explain(input());
        assertArrayEquals(expected, map.raw(), 1e-12);
        assertEquals(IMAGE.height(), map.rows());
        assertEquals(IMAGE.width(), map.columns());
    }

    /// Grids of 4×4 cells from 16×20 pixels: cells of 4×5, enlarged to 20×25, cut to 16×20.
    @Test
    void riseMasksShowTheShareTheyAreAskedFor() {
        Rise rise = new Rise(1, 4, 0.3, 1);
        double sum = 0;
        for (int i = 0; i < 2000; i++) {
            float[] mask = rise.mask(input(), i);
            for (float value : mask) {
                assertTrue(value >= 0 && value <= 1);
                sum += value;
            }
        }
        // 2000 masks of about 16 independent cells: the mean's deviation is about sqrt(0.21 / 32000) = 0.0026.
        assertEquals(0.3, sum / 2000 / IMAGE.positions(), 0.013);
        assertArrayEquals(rise.mask(input(), 5), rise.mask(input(), 5), 0f);
        assertTrue(!Arrays.equals(rise.mask(input(), 5), rise.mask(input(), 6)));
        assertTrue(!Arrays.equals(rise.mask(input(), 5), new Rise(1, 4, 0.3, 2).mask(input(), 5)));
    }

    /// The authors' code with the program's random numbers: of 299×299 pixels 4096, also beyond the centres of the outer
    /// cells, where the grid is mirrored.
    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void riseMasksAreThoseOfTheAuthorsCode(int i) throws IOException {
        StubModel model = StubModel.of(1, 1, new float[][] {{1}}, new float[][] {{1}, {0}}, 0, 0);
        ForwardTrace trace = model.forward(new Tensor(299, 299, 1, new float[299 * 299]), "features");
        CamInput input = new CamInput(model, trace, 0, Resample.scalar(), Progress.NONE);
        float[] mask = new Rise(12, 5, 0.4, 3).mask(input, i);
        try (SafetensorsFile golden = SafetensorsFile.open(Goldens.file("cam/authors-hand.safetensors"))) {
            float[] expected = golden.read("rise.mask" + i);
            float[] found = new float[expected.length];
            for (int j = 0; j < found.length; j++) {
                found[j] = mask[(int) (j * 2654435761L % (1L << 32) % mask.length)];
            }
            assertArrayEquals(expected, found, 1e-6f);
        }
    }

    /// One window over everything leaves the blank input: the map is the fall of the score, everywhere.
    @Test
    void occlusionByOneWindowIsTheFallToABlankInput() {
        double fall = probability(IMAGE) - probability(InputPasses.blank(IMAGE));
        double[] map = new Occlusion(100, 100, Target.Score.PROBABILITY).explain(input()).raw();
        for (double value : map) {
            assertEquals(fall, value, 1e-12);
        }
    }

    /// 16×20 pixels, windows of 6 every 4: starts 0 4 8 10 and 0 4 8 12 14, so that the last ones end at the border.
    @Test
    void occlusionAveragesTheWindowsOverAPixel() {
        double[] map = new Occlusion(6, 4, Target.Score.PROBABILITY).explain(input()).raw();
        double expected = 0;
        int[] tops = {4, 8};
        for (int top : tops) {
            float[] values = IMAGE.values().clone();
            for (int i = 0; i < values.length; i++) {
                int y = i / 3 / 20;
                int x = i / 3 % 20;
                if (y >= top && y < top + 6 && x < 6) {
                    values[i] = 0;
                }
            }
            expected += (probability(IMAGE) - probability(new Tensor(16, 20, 3, values))) / 2;
        }
        assertEquals(expected, map[9 * 20 + 1], 1e-12, "pixel (9, 1) lies under two windows");
        assertEquals(20, new Occlusion(6, 4, Target.Score.LOGIT).explain(input()).details().get("windows"));
        assertThrows(IllegalArgumentException.class, () -> new Occlusion(6, 7, Target.Score.LOGIT));
    }

    /// As above: the last pixel lies under the last window only, which starts at (10, 14).
    @Test
    void occlusionsLastWindowsEndAtTheBorder() {
        double[] map = new Occlusion(6, 4, Target.Score.PROBABILITY).explain(input()).raw();
        float[] values = IMAGE.values().clone();
        for (int i = 0; i < values.length; i++) {
            if (i / 3 / 20 >= 10 && i / 3 % 20 >= 14) {
                values[i] = 0;
            }
        }
        double fall = probability(IMAGE) - probability(new Tensor(16, 20, 3, values));
        assertEquals(fall, map[15 * 20 + 19], 1e-12);
        assertEquals(fall, map[14 * 20 + 18], 1e-12);
    }

    /// Radius 1, σ such that neighbours weigh half of the centre: [1 2 1]/4, and the border mirrored without its
    /// edge.
    @Test
    void blurMirrorsTheBorder() {
        GaussianBlur blur = new GaussianBlur(1, Math.sqrt(1 / (2 * StrictMath.log(2))));
        Tensor row = new Tensor(1, 4, 1, new float[] {8, 0, 0, 4});
        assertArrayEquals(new float[] {4, 2, 1, 2}, blur.apply(row).values(), 1e-6f);
        Tensor wide = new GaussianBlur(25, 50).apply(new Tensor(3, 2, 1, new float[] {5, 5, 5, 5, 5, 5}));
        for (float value : wide.values()) {
            assertEquals(5f, value, 1e-6f);
        }
    }
}

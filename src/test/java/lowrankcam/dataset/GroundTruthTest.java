package lowrankcam.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import lowrankcam.format.FormatException;
import lowrankcam.image.Picture;
import lowrankcam.image.PngWriter;
import lowrankcam.image.Preprocessing;
import lowrankcam.kernel.Resample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTruthTest {

    @TempDir private Path dir;

    private GroundTruth mask(int width, int height, int... white) throws IOException {
        byte[] grey = new byte[width * height];
        for (int p : white) {
            grey[p] = (byte) 255;
        }
        Path file = dir.resolve("mask.png");
        PngWriter.writeGray(file, width, height, grey);
        return GroundTruth.read(file, new Picture(width, height, 1, 8, new float[width * height]));
    }

    private static Preprocessing input(Preprocessing.Fit fit) {
        return new Preprocessing(4, 4, Preprocessing.Resize.HALF_PIXEL, fit, Preprocessing.InputRange.IMAGENET);
    }

    private static boolean[] marks(String rows) {
        String cells = rows.replace(" ", "");
        boolean[] marks = new boolean[cells.length()];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = cells.charAt(i) == '#';
        }
        return marks;
    }

    /// 4 wide, 2 high, right column white.
    @Test
    void itIsPlacedAsTheImageIs() throws IOException {
        GroundTruth truth = mask(4, 2, 3, 7);
        assertArrayEquals(marks("...# ...#"), truth.mask());
        assertArrayEquals(marks("...# ...# ...# ...#"), truth.onInput(input(Preprocessing.Fit.STRETCH), Resample.scalar()));
        assertArrayEquals(marks(".... ...# ...# ...."), truth.onInput(input(Preprocessing.Fit.FIT), Resample.scalar()));
        assertArrayEquals(marks(".... .... .... ...."), truth.onInput(input(Preprocessing.Fit.CROP), Resample.scalar()));
    }

    @Test
    void aMaskOfAnotherSizeIsRefused() throws IOException {
        mask(4, 2, 3);
        FormatException e =
                assertThrows(
                        FormatException.class,
                        () -> GroundTruth.read(dir.resolve("mask.png"), new Picture(2, 4, 1, 8, new float[8])));
        assertEquals("size of the mask", e.item());
    }
}

package lowrankcam.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import lowrankcam.kernel.Resample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pictures for pages are small enough, and what they show is the picture.
class SmallPictureTest {

    @TempDir private Path folder;

    private Picture read(SmallPicture small) throws IOException {
        return PictureReader.read(Files.write(folder.resolve("small.png"), small.png()));
    }

    @Test
    void aSmallPictureStaysAsItIs() throws IOException {
        float[] samples = {0, 0.2f, 0.4f, 0.6f, 0.8f, 1};
        SmallPicture small = SmallPicture.of(new Picture(3, 2, 1, 8, samples), 1024, 1_000_000, Resample.scalar());
        assertEquals(3, small.width());
        assertEquals(2, small.height());
        assertArrayEquals(samples, read(small).samples(), 1e-6f);
    }

    @Test
    void aLargeOneShrinksToTheLongerSide() throws IOException {
        float[] samples = new float[40 * 20 * 3];
        java.util.Arrays.fill(samples, 0.6f);
        Picture shown = read(SmallPicture.of(new Picture(40, 20, 3, 8, samples), 10, 1_000_000, Resample.scalar()));
        assertEquals(10, shown.width());
        assertEquals(5, shown.height());
        for (float sample : shown.samples()) {
            assertEquals(0.6f, sample, 1e-6f);
        }
    }

    /// Noise does not compress: it shrinks until it fits.
    @Test
    void noiseShrinksUntilItFits() {
        float[] samples = new float[200 * 100 * 3];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.nextDouble();
        }
        SmallPicture small = SmallPicture.of(new Picture(200, 100, 3, 8, samples), 1024, 20_000, Resample.scalar());
        assertTrue(small.png().length <= 20_000, small.png().length + " bytes");
        assertTrue(small.width() < 200 && Math.abs(small.width() - 2 * small.height()) <= 1, small.width() + "x" + small.height());
    }
}

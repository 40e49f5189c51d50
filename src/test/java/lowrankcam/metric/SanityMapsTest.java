package lowrankcam.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import lowrankcam.random.SplitMix;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SanityMapsTest {

    /// Ones but in a corner: nearly nothing drops, and still the score must be nearly zero.
    @Test
    void fakeCamKeepsTheScoreAndEarnsNothing() {
        SaliencyMap fake = SanityMaps.fakeCam(50, 50);
        assertFalse(fake.isDegenerate());
        float[] values = new float[2500];
        SplitMix random = new SplitMix(2);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.uniform();
        }
        Tensor image = new Tensor(50, 50, 1, values);
        ImageQuality quality =
                ImageQuality.of(mean(image), mean(MaskedImage.explanation(image, fake, new float[1])), fake, fake);
        assertEquals(0, quality.drop(), 1e-3);
        assertEquals(1, quality.complexity(), 1e-3);
        assertEquals(1, quality.coherency(), 1e-12);
        assertTrue(quality.adcc() < 2e-3, quality.adcc() + "");
    }

    private static double mean(Tensor image) {
        double sum = 0;
        for (float value : image.values()) {
            sum += value;
        }
        return sum / image.values().length;
    }

    /// The first outputs of SplitMix64 from state 0, as its authors publish them.
    @Test
    void randomNumbersAreThePublishedOnes() {
        SplitMix random = new SplitMix(0);
        assertEquals(0xE220A8397B1DCDAFL, random.nextLong());
        assertEquals(0x6E789E6AA1B965F4L, random.nextLong());
        assertEquals(0x06C45D188009454FL, random.nextLong());
    }

    @Test
    void randomMapsFollowTheirSeed() {
        assertArrayEquals(SanityMaps.random(8, 8, 3), SanityMaps.random(8, 8, 3));
        assertFalse(Arrays.equals(SanityMaps.random(8, 8, 3), SanityMaps.random(8, 8, 4)));
    }

    @Test
    void normalNumbersHaveMeanZeroAndDeviationOne() {
        SplitMix random = new SplitMix(5);
        double sum = 0;
        double squares = 0;
        int n = 100_000;
        for (int i = 0; i < n; i++) {
            double value = random.normal();
            sum += value;
            squares += value * value;
        }
        assertEquals(0, sum / n, 0.02);
        assertEquals(1, squares / n, 0.02);
    }
}

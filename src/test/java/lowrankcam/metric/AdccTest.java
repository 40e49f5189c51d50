package lowrankcam.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AdccTest {

    private static final double EXACT = 1e-12;

    private static SaliencyMap map(float... values) {
        return SaliencyMap.ofUnit(1, values.length, values);
    }

    @Test
    void theDropIsRelativeAndNeverNegative() {
        assertEquals(0.25, Adcc.drop(0.8, 0.6), EXACT);
        assertEquals(0, Adcc.drop(0.6, 0.8));
        assertTrue(Double.isNaN(Adcc.drop(1e-13, 0)));
    }

    /// A logit of -2 that falls to -3 lost half of its magnitude.
    @Test
    void theDropOfANegativeLogitIsRelativeToItsMagnitude() {
        assertEquals(0.5, Adcc.drop(-2, -3), EXACT);
        assertEquals(0, Adcc.drop(-2, -1));
    }

    @Test
    void anEqualScoreIsNoIncrease() {
        assertFalse(Adcc.increases(0.5, 0.5));
        assertTrue(Adcc.increases(0.5, Math.nextUp(0.5)));
    }

    /// S = 0 ½ 1, S_e = 0 1 ½: deviations from the means are -½ 0 ½ and -½ ½ 0, so ρ = (¼ + 0 + 0) / ½ = ½.
    @Test
    void coherencyByHand() {
        assertEquals(0.75, Adcc.coherency(map(0, 0.5f, 1), map(0, 1, 0.5f)), EXACT);
        assertEquals(1, Adcc.coherency(map(0, 0.5f, 1), map(0, 0.5f, 1)), EXACT);
        assertEquals(0, Adcc.coherency(map(0, 0.5f, 1), map(1, 0.5f, 0)), EXACT);
    }

    @Test
    void coherencyOfADegenerateMapIsZero() {
        assertEquals(0, Adcc.coherency(map(1, 1, 1), map(0, 0.5f, 1)));
        assertEquals(0, Adcc.coherency(map(0, 0.5f, 1), map(0, 0, 0)));
    }

    @Test
    void mapsOfDifferentSizesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Adcc.coherency(map(0, 1), map(0, 1, 1)));
    }

    @Test
    void complexityIsTheMean() {
        assertEquals(0.375, Adcc.complexity(map(0, 0.5f, 1, 0)), EXACT);
    }

    /// CH = ½, CX = ½, AD = ¾: 3 / (2 + 2 + 4) = 3/8.
    @Test
    void theHarmonicMeanByHand() {
        assertEquals(0.375, Adcc.harmonic(0.5, 0.5, 0.75), EXACT);
        assertEquals(1, Adcc.harmonic(1, 0, 0), EXACT);
    }

    @Test
    void aTermOfZeroMakesTheHarmonicMeanZero() {
        assertEquals(0, Adcc.harmonic(0, 0.5, 0.5));
        assertEquals(0, Adcc.harmonic(0.5, 1, 0.5));
        assertEquals(0, Adcc.harmonic(0.5, 0.5, 1));
        assertEquals(0, Adcc.harmonic(0, 1, 1));
        assertEquals(0, Adcc.harmonic(0.5, 0.5, 1.5), "a drop of a logit beyond its magnitude");
        assertTrue(Double.isNaN(Adcc.harmonic(0.5, 0.5, Double.NaN)));
        assertEquals(3e-300, Adcc.harmonic(1e-300, 0, 0), 1e-310);
    }

    /// S ≡ 1: the explanation image is the image, nothing drops, and the map says nothing.
    @Test
    void aMapOfOnesChangesNothingAndScoresZero() {
        SaliencyMap ones = map(1, 1, 1, 1);
        Tensor image = new Tensor(1, 4, 1, new float[] {0.1f, -0.3f, 0.7f, 2});
        Tensor explained = MaskedImage.explanation(image, ones, new float[1]);
        for (int i = 0; i < 4; i++) {
            assertEquals(image.values()[i], explained.values()[i]);
        }
        ImageQuality quality = ImageQuality.of(0.7, 0.7, ones, ones);
        assertEquals(0, quality.drop());
        assertFalse(quality.increase());
        assertEquals(1, quality.complexity(), EXACT);
        assertEquals(0, quality.adcc());
        assertTrue(quality.isDegenerate());
        assertEquals("all values are equal", quality.degenerate());
    }

    /// S ≡ 0: the explanation image is the blank one.
    @Test
    void aMapOfZerosMasksEverything() {
        SaliencyMap zeros = map(0, 0, 0, 0);
        Tensor image = new Tensor(1, 4, 1, new float[] {0.1f, -0.3f, 0.7f, 2});
        for (float value : MaskedImage.explanation(image, zeros, new float[] {-1}).values()) {
            assertEquals(-1, value);
        }
        ImageQuality quality = ImageQuality.of(0.8, 0.4, zeros, zeros);
        assertEquals(0.5, quality.drop(), EXACT);
        assertEquals(0, quality.complexity());
        assertEquals(0, quality.coherency());
        assertEquals(0, quality.adcc());
        assertTrue(quality.isDegenerate());
    }

    @Test
    void aMapLostOnTheExplanationImageIsTold() {
        ImageQuality quality = ImageQuality.of(0.8, 0.8, map(0, 1), map(0, 0));
        assertEquals("on the explanation image: all values are equal", quality.degenerate());
        assertEquals(0, quality.adcc());
    }
}

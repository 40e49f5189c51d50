package lowrankcam.cam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Which mode of one image is which of the next, for modes along axes.
class ModeMatchingTest {

    private static double[][] axes(int count, int length) {
        double[][] axes = new double[count][length];
        for (int i = 0; i < count; i++) {
            axes[i][i] = 1;
        }
        return axes;
    }

    /// Cosines alone, 0.8 + 0.8 against 0.6 + 0.6, would exchange the two; 0.6 · 10 + 0.6 · 1 against 2 · 0.8 · √10 does not.
    @Test
    void strongModesDecideWhichIsWhich() {
        double[][] after = {{0.6, 0.8}, {0.8, -0.6}};
        double[] strengths = {10, 1};
        assertArrayEquals(new int[] {0, 1}, ModeMatching.of(axes(2, 2), strengths, 2, after, strengths, 2).next());
        double[] equal = {1, 1};
        assertArrayEquals(new int[] {1, 0}, ModeMatching.of(axes(2, 2), equal, 2, after, equal, 2).next());
    }

    /// Of five modes the third is turned out of their space by a cosine of 0.6; of four it plays no part, nor would the
    /// fourth of seven.
    @Test
    void theLeadingHalfIsOfAtMostThreeModes() {
        double[][] after = axes(5, 6);
        after[2] = new double[] {0, 0, 0.6, 0, 0, 0.8};
        double[] strengths = new double[5];
        Arrays.fill(strengths, 1);
        assertEquals(0.6, ModeMatching.of(axes(5, 6), strengths, 5, after, strengths, 5).leadingCosine(), 1e-12);
        assertEquals(1, ModeMatching.of(axes(5, 6), strengths, 4, after, strengths, 5).leadingCosine(), 1e-12);
        double[][] seven = axes(7, 8);
        seven[3] = new double[] {0, 0, 0, 0.6, 0, 0, 0, 0.8};
        double[] ones = {1, 1, 1, 1, 1, 1, 1};
        assertEquals(1, ModeMatching.of(axes(7, 8), ones, 7, seven, ones, 7).leadingCosine(), 1e-12);
    }
}

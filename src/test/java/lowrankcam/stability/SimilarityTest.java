package lowrankcam.stability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Against SciPy and scikit-image: golden/make_similarity.py prints the numbers.
class SimilarityTest {

    private static final int ROWS = 12;
    private static final int COLUMNS = 16;
    private final float[] a = new float[ROWS * COLUMNS];
    private final float[] b = new float[ROWS * COLUMNS];

    SimilarityTest() {
        for (int y = 0; y < ROWS; y++) {
            for (int x = 0; x < COLUMNS; x++) {
                a[y * COLUMNS + x] = (float) ((7 * x + 11 * y + x * y) % 13 / 12.0);
                b[y * COLUMNS + x] = (float) ((5 * x + 3 * y * y + 2) % 11 / 10.0);
            }
        }
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        Arrays.setAll(result, i -> values[i]);
        return result;
    }

    @Test
    void ranksWithTiesCorrelateAsInSciPy() {
        assertEquals(0.04858043571979706, Similarity.spearman(doubles(a), doubles(b)), 1e-12);
    }

    @Test
    void structuralSimilarityIsThatOfScikitImage() {
        float[] half = new float[a.length];
        for (int i = 0; i < half.length; i++) {
            half[i] = 0.5f * a[i] + 0.5f * b[i];
        }
        assertEquals(-0.01570441917926789, Similarity.ssim(a, b, ROWS, COLUMNS), 1e-9);
        assertEquals(0.6573399001237199, Similarity.ssim(a, half, ROWS, COLUMNS), 1e-9);
        assertEquals(1, Similarity.ssim(a, a, ROWS, COLUMNS), 1e-12);
    }

    @Test
    void aMapWithoutOrderHasNoCorrelation() {
        double[] order = {1, 2, 3};
        assertTrue(Double.isNaN(Similarity.spearman(order, new double[] {4, 4, 4})));
        assertTrue(Double.isNaN(Similarity.spearman(order, new double[] {1, Double.NaN, 2})));
        assertEquals(-1, Similarity.spearman(order, new double[] {9, 0, -7}), 1e-12);
    }

    @Test
    void theTwoZerosAreATie() {
        assertEquals(Similarity.spearman(new double[] {0, 0.0, 1}, new double[] {1, 2, 3}),
                Similarity.spearman(new double[] {0, -0.0, 1}, new double[] {1, 2, 3}), 0);
    }
}

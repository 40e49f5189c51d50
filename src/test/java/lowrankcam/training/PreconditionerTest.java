package lowrankcam.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.Random;
import lowrankcam.kernel.Workers;
import org.junit.jupiter.api.Test;

class PreconditionerTest {

    /// `2 · [[1, 1], [1, 5]] + 1 · I = [[3, 2], [2, 11]]`, with determinant 29.
    @Test
    void twoByTwoByHand() {
        Preconditioner inverse = Preconditioner.of(new double[][] {{1}, {1, 5}}, 2, 1);
        assertArrayEquals(new double[] {(11 * 7 - 2 * 4) / 29.0, (3 * 4 - 2 * 7) / 29.0}, inverse.times(new double[] {7, 4}), 1e-14);
    }

    @Test
    void withoutOneTheResidualStaysTheSame() {
        double[] residual = {1, 2};
        assertSame(residual, Preconditioner.none().times(residual));
    }

    /// A matrix of rank 1 whose rounding leaves pivots below zero still has a factor.
    @Test
    void aMatrixWithoutFullRankIsNoObstacle() {
        double[][] gram = new double[40][];
        for (int i = 0; i < gram.length; i++) {
            gram[i] = new double[i + 1];
            Arrays.fill(gram[i], 1e17);
        }
        double[] x = Preconditioner.of(gram, 1, 1e-9).times(new Random(1).doubles(40).toArray());
        assertEquals(40, Arrays.stream(x).filter(Double::isFinite).count());
    }

    /// Standardised columns have n on the diagonal, and nothing between them and the column of ones.
    @Test
    void theSampleOfAllRowsIsTheWhole() {
        Random random = new Random(2);
        float[][] rows = new float[70][16];
        for (float[] row : rows) {
            for (int k = 0; k < row.length; k++) {
                row[k] = (float) (random.nextGaussian() * (k + 1) + k);
            }
        }
        try (Workers two = new Workers(2)) {
            double[][] gram = SampleGram.of(Arrays.copyOf(rows, 68), Standardiser.of(Arrays.copyOf(rows, 68)), two);
            for (int k = 0; k <= 16; k++) {
                assertEquals(68, gram[k][k], 1e-10);
            }
            assertArrayEquals(new double[16], Arrays.copyOf(gram[16], 16), 1e-10);
            assertEquals(70, SampleGram.of(rows, Standardiser.of(rows), two)[16][16], 1e-10);
        }
    }
}

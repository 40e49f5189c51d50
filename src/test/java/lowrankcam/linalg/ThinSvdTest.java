package lowrankcam.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

class ThinSvdTest {

    private static float[] random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        float[] matrix = new float[rows * columns];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) random.nextGaussian();
        }
        return matrix;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Property(tries = 60)
    void reconstructsIsOrthonormalAndAgreesWithCommonsMath(
            @ForAll @IntRange(min = 1, max = 20) int rows, @ForAll @IntRange(min = 1, max = 40) int columns,
            @ForAll @IntRange(max = 1_000_000) int seed) {
        float[] matrix = random(rows, columns, seed);
        ThinSvd svd = new ThinSvd(matrix, rows, columns);
        double[][] dense = new double[rows][columns];
        for (int i = 0; i < matrix.length; i++) {
            dense[i / columns][i % columns] = matrix[i];
        }
        double[] oracle =
                new SingularValueDecomposition(new Array2DRowRealMatrix(dense)).getSingularValues();
        double[] sums = svd.rowSums();
        for (int i = 0; i < svd.rank(); i++) {
            // Relative accuracy of the Gram path: 1e-16 (σ_1/σ_i)², with a margin of 1000.
            double loss = Math.max(1, Math.pow(oracle[0] / oracle[i], 2));
            assertEquals(oracle[i], svd.sigma()[i], 1e-13 * loss * oracle[i]);
            assertTrue(i == 0 || svd.sigma()[i] <= svd.sigma()[i - 1]);
            assertTrue(dot(svd.left(i), sums) >= -1e-9 * Math.sqrt(dot(sums, sums)));
            for (int j = 0; j <= i; j++) {
                assertEquals(i == j ? 1 : 0, dot(svd.left(i), svd.left(j)), 1e-9 * loss);
                assertEquals(i == j ? 1 : 0, dot(svd.right(i), svd.right(j)), 1e-9 * loss);
            }
        }
        for (int p = 0; p < rows; p++) {
            for (int k = 0; k < columns; k++) {
                double sum = 0;
                for (int i = 0; i < svd.rank(); i++) {
                    sum += svd.left(i)[p] * svd.sigma()[i] * svd.right(i)[k];
                }
                assertEquals(dense[p][k], sum, 2e-6 * oracle[0]);
            }
        }
    }

    /// U and V from random orthogonal bases, σ_i = 2^-i: the prescribed values come back.
    @Test
    void recoversPrescribedSingularValues() {
        ThinSvd left = new ThinSvd(random(8, 8, 1), 8, 8);
        ThinSvd right = new ThinSvd(random(30, 30, 2), 30, 30);
        float[] matrix = new float[8 * 30];
        for (int p = 0; p < 8; p++) {
            for (int k = 0; k < 30; k++) {
                double sum = 0;
                for (int i = 0; i < 8; i++) {
                    sum += left.left(i)[p] * Math.pow(2, -i) * right.left(i)[k];
                }
                matrix[p * 30 + k] = (float) sum;
            }
        }
        double[] sigma = new ThinSvd(matrix, 8, 30).sigma();
        for (int i = 0; i < 8; i++) {
            // Rounding the matrix to float moves a singular value by at most ‖error‖ ≈ 2⁻²⁵ √240.
            assertEquals(Math.pow(2, -i), sigma[i], 5e-7);
        }
    }

    @Test
    void scalesByAnyPowerOfTwoThatAFloatHolds() {
        float[] matrix = random(6, 9, 3);
        double[] sigma = new ThinSvd(matrix, 6, 9).sigma();
        for (int exponent : new int[] {-100, 100}) {
            float[] scaled = new float[matrix.length];
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = Math.scalb(matrix[i], exponent);
            }
            double[] found = new ThinSvd(scaled, 6, 9).sigma();
            for (int i = 0; i < 6; i++) {
                assertEquals(Math.scalb(sigma[i], exponent), found[i], 0.0);
            }
        }
    }

    @Test
    void rankDeficientAndZeroMatricesHaveTheirRank() {
        float[] rankOne = new float[12];
        for (int i = 0; i < 12; i++) {
            rankOne[i] = (i / 4 + 1) * (i % 4 + 1);
        }
        assertEquals(1, new ThinSvd(rankOne, 3, 4).rank());
        assertEquals(0, new ThinSvd(new float[12], 3, 4).rank());
        assertEquals(3, new ThinSvd(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3).rank());
        // Values above a millionth of the largest count.
        assertEquals(2, new ThinSvd(new float[] {5, 0, 0, 0, 1e-5f, 0, 0, 0, 2.5e-6f}, 3, 3).rank());
    }

    /// Flipping the sign of every entry flips v, not the rule for u: u · m stays ≥ 0.
    @Test
    void signFollowsTheChannelSums() {
        float[] matrix = random(5, 7, 4);
        float[] negated = new float[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            negated[i] = -matrix[i];
        }
        ThinSvd svd = new ThinSvd(matrix, 5, 7);
        ThinSvd flipped = new ThinSvd(negated, 5, 7);
        for (int i = 0; i < 5; i++) {
            double[] expected = svd.left(i);
            for (int p = 0; p < 5; p++) {
                expected[p] = -expected[p];
            }
            assertArrayEquals(expected, flipped.left(i), 1e-12);
        }
    }

    /// Columns (1, -1) times a vector have no sum, so no sign follows from it: u is the vector, its largest entry
    /// positive.
    @Test
    void atATieTheLargestEntryIsPositive() {
        float[][] vectors = {{1, -2, 1}, {-2, 1, 1}, {1, 1, -2}, {3, 1, -1}, {-1, 0, -4}, {1, 5, -3}};
        for (float[] vector : vectors) {
            float[] matrix = new float[6];
            double norm = 0;
            float largest = 0;
            for (int p = 0; p < 3; p++) {
                matrix[2 * p] = vector[p];
                matrix[2 * p + 1] = -vector[p];
                norm += vector[p] * vector[p];
                largest = Math.abs(vector[p]) > Math.abs(largest) ? vector[p] : largest;
            }
            ThinSvd svd = new ThinSvd(matrix, 3, 2);
            assertEquals(1, svd.rank());
            assertEquals(0, svd.signMargin(0));
            for (int p = 0; p < 3; p++) {
                assertEquals(vector[p] * Math.signum(largest) / Math.sqrt(norm), svd.left(0)[p], 1e-12);
            }
        }
    }

    /// Rows -4(1, 1), (1, -1) and -2(1, -1): the sums (-8, 0, 0) decide the first mode clearly and leave the second at a tie.
    @Test
    void aTieOfOneModeLeavesTheOthersAlone() {
        ThinSvd svd = new ThinSvd(new float[] {-4, -4, 1, -1, -2, 2}, 3, 2);
        assertArrayEquals(new double[] {-1, 0, 0}, svd.left(0), 1e-12);
        assertEquals(1, svd.signMargin(0), 1e-12);
        assertArrayEquals(new double[] {0, -1 / Math.sqrt(5), 2 / Math.sqrt(5)}, svd.left(1), 1e-12);
        assertEquals(0, svd.signMargin(1));
    }

    @Test
    void namesTheEntryThatIsNotFinite() {
        float[] matrix = new float[12];
        matrix[7] = Float.NaN;
        ArithmeticException e = assertThrows(ArithmeticException.class, () -> new ThinSvd(matrix, 3, 4));
        assertTrue(e.getMessage().contains("row 1, column 3"), e.getMessage());
    }

    @Test
    void leavesItsInputAloneAndRepeatsItself() {
        float[] matrix = random(10, 6, 5);
        float[] copy = matrix.clone();
        ThinSvd first = new ThinSvd(matrix, 10, 6);
        ThinSvd second = new ThinSvd(matrix, 10, 6);
        assertArrayEquals(copy, matrix);
        assertArrayEquals(first.sigma(), second.sigma());
        assertArrayEquals(first.left(2), second.left(2));
    }

    /// Vectors are made four at a time, when they are asked for.
    @Test
    void aModeHasTheSameBitsWhateverIsAskedForBefore() {
        float[] matrix = random(11, 30, 6);
        ThinSvd fromTheFirst = new ThinSvd(matrix, 11, 30);
        fromTheFirst.makeFirst(99);
        ThinSvd fromTheLast = new ThinSvd(matrix, 11, 30);
        for (int i = 10; i >= 0; i--) {
            assertArrayEquals(fromTheFirst.left(i), fromTheLast.left(i));
            assertArrayEquals(fromTheFirst.right(i), fromTheLast.right(i));
            assertEquals(fromTheFirst.signMargin(i), fromTheLast.signMargin(i));
        }
        assertEquals(fromTheFirst.rotations(), fromTheLast.rotations());
    }

    /// Five rows: four that are summed side by side, and the one that is left over.
    @Test
    void sumsEveryRow() {
        float[] matrix = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384};
        assertArrayEquals(new double[] {7, 56, 448, 3584, 28672}, new ThinSvd(matrix, 5, 3).rowSums());
        double[] wide = new double[matrix.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = matrix[i];
        }
        assertArrayEquals(new double[] {7, 56, 448, 3584, 28672}, new ThinSvd(wide, 5, 3).rowSums());
    }

    /// Squares of 2^600 overflow, those of 2^-600 vanish; the modes are the same bits, and singular values scale exactly.
    @Test
    void isTheSameUpToPowersOfTwo() {
        float[] floats = random(4, 7, 11);
        double[] plain = new double[floats.length];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = floats[i];
        }
        for (int[] shape : new int[][] {{4, 7}, {7, 4}}) {
            ThinSvd one = new ThinSvd(plain, shape[0], shape[1]);
            for (int power : new int[] {600, -600, 1}) {
                double[] scaled = new double[plain.length];
                for (int i = 0; i < scaled.length; i++) {
                    scaled[i] = Math.scalb(plain[i], power);
                }
                ThinSvd other = new ThinSvd(scaled, shape[0], shape[1]);
                assertEquals(one.rank(), other.rank());
                for (int i = 0; i < one.rank(); i++) {
                    assertEquals(Math.scalb(one.sigma()[i], power), other.sigma()[i]);
                    assertArrayEquals(one.left(i), other.left(i));
                    assertEquals(one.signMargin(i), other.signMargin(i));
                }
            }
        }
    }

    /// Rows (3, 0) and (0, 4): m = (3, 4) of length 5, modes (0, 1) and (1, 0).
    @Test
    void marginOfASignIsTheCosineToTheChannelSum() {
        ThinSvd svd = new ThinSvd(new float[] {3, 0, 0, 4}, 2, 2);
        assertEquals(0.8, svd.signMargin(0), 1e-15);
        assertEquals(0.6, svd.signMargin(1), 1e-15);
    }

    /// Products of the smaller side. Three rows take a reflection, 6 + 3 + 18 multiply-adds; each vector takes 4 to apply it and
    /// 4 for every rotation.
    @Test
    void workIsCountedByTheBoundsOfItsLoops() {
        float[] values = {4, 1, 2, 1, 3, 5, 2, 1, 2, 7, 1, 1};
        for (int[] shape : new int[][] {{3, 4}, {4, 3}}) {
            ThinSvd svd = new ThinSvd(values, shape[0], shape[1]);
            assertEquals(6 * 4, svd.products());
            assertEquals(27, svd.rotations());
            svd.left(2);
            long rotations = (svd.rotations() - 27 - 3 * 4) / (3 * 4);
            assertEquals(27 + 3 * (4 + 4 * rotations), svd.rotations());
            assertTrue(rotations >= 3 && rotations <= 20, rotations + " rotations");
        }
        ThinSvd pair = new ThinSvd(new float[] {2, 1, 2, -1, 3, 1}, 2, 3);
        assertEquals(3 * 3, pair.products());
        assertEquals(0, pair.rotations(), "values alone");
        pair.makeFirst(2);
        assertTrue(pair.rotations() == 8 || pair.rotations() == 16, pair.rotations() + " multiply-adds");
        assertEquals(0, new ThinSvd(new float[] {2, 0, 0, 1}, 2, 2).rotations(), "diagonal as it is");
    }
}

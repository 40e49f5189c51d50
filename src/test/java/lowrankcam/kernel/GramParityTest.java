package lowrankcam.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GramParityTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 200", "5, 64", "16, 65", "17, 63", "33, 130", "64, 256", "70, 3"})
    void scalarAndVectorGiveTheSameBits(int rows, int columns) {
        float[] matrix = new float[rows * columns];
        Random random = new Random(7L * rows + columns);
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) random.nextGaussian();
        }
        float[] before = matrix.clone();
        double[][] scalar = Gram.scalar().apply(matrix, rows, columns);
        double[][] vector = Gram.vector().apply(matrix, rows, columns);
        try (Workers team = new Workers(3)) {
            Gram ofTeam = Gram.vector().on(team);
            ofTeam.apply(new float[72 * 9], 72, 9);
            assertArrayEquals(vector, ofTeam.apply(matrix, rows, columns), "on three threads, after another matrix");
            assertArrayEquals(scalar, Gram.scalar().on(team).apply(matrix, rows, columns));
        }
        for (int i = 0; i < rows; i++) {
            assertArrayEquals(scalar[i], vector[i], 0.0, "row " + i);
            for (int j = 0; j < rows; j++) {
                assertArrayEquals(new double[] {vector[j][i]}, new double[] {vector[i][j]}, 0.0, "symmetric");
            }
        }
        assertArrayEquals(before, matrix, 0f, "the matrix is not modified");
    }

    @Test
    void sumsProductsOfRows() {
        double[][] gram = Gram.vector().apply(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertArrayEquals(new double[] {14, 32}, gram[0]);
        assertArrayEquals(new double[] {32, 77}, gram[1]);
    }

    @Test
    void refusesAMatrixOfTheWrongLength() {
        for (Gram gram : new Gram[] {Gram.scalar(), Gram.vector()}) {
            assertThrows(IllegalArgumentException.class, () -> gram.apply(new float[5], 2, 3));
        }
    }
}

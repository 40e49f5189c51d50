package lowrankcam.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

class PrincipalAnglesTest {

    /// Two planes in space that share the first axis and are turned against each other by 0.3.
    @Test
    void planesTurnedAboutACommonAxis() {
        double[][] products = {{1, 0}, {0, Math.cos(0.3)}};
        assertArrayEquals(new double[] {1, Math.cos(0.3)}, PrincipalAngles.cosines(products), 1e-15);
    }

    @Test
    void aLineAgainstAPlaneHasOneAngle() {
        assertArrayEquals(new double[] {Math.sqrt(0.5)}, PrincipalAngles.cosines(new double[][] {{0.5, 0.5}}), 1e-15);
        assertArrayEquals(
                new double[] {Math.sqrt(0.5)}, PrincipalAngles.cosines(new double[][] {{0.5}, {0.5}}), 1e-15);
        assertEquals(0, PrincipalAngles.cosines(new double[0][0]).length);
    }

    /// Scaled so that no singular value exceeds 1, as with orthonormal bases.
    @Property(tries = 60)
    void agreesWithCommonsMath(
            @ForAll @IntRange(min = 1, max = 8) int rows, @ForAll @IntRange(min = 1, max = 8) int columns,
            @ForAll @IntRange(max = 1_000_000) int seed) {
        Random random = new Random(seed);
        double[][] products = new double[rows][columns];
        for (double[] row : products) {
            for (int j = 0; j < columns; j++) {
                row[j] = (random.nextDouble() - 0.5) / 4;
            }
        }
        double[] oracle = new SingularValueDecomposition(new Array2DRowRealMatrix(products)).getSingularValues();
        // Through squares: a value s is known to about 1e-16 / s.
        assertArrayEquals(oracle, PrincipalAngles.cosines(products), 1e-7);
    }
}

package lowrankcam.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import lowrankcam.random.SplitMix;
import lowrankcam.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;

class ImputationTest {

    private static Tensor random(int height, int width, int channels, long seed) {
        SplitMix random = new SplitMix(seed);
        float[] values = new float[height * width * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.normal();
        }
        return new Tensor(height, width, channels, values);
    }

    private static boolean[] removed(int pixels, double share, long seed) {
        SplitMix random = new SplitMix(seed);
        boolean[] removed = new boolean[pixels];
        for (int p = 0; p < pixels; p++) {
            removed[p] = random.uniform() < share;
        }
        removed[(int) (random.uniform() * pixels)] = false;
        return removed;
    }

    /// One hole in a 3×3 image: edges 1 2 3 4, corners 5 6 7 8: (1+2+3+4)/6 + (5+6+7+8)/12 = 10/6 + 26/12.
    @Test
    void oneHoleByHand() {
        Tensor image = new Tensor(3, 3, 1, new float[] {5, 1, 6, 2, 99, 3, 7, 4, 8});
        boolean[] hole = new boolean[9];
        hole[4] = true;
        assertEquals(10 / 6.0 + 26 / 12.0, Imputation.fill(image, hole).get(1, 1, 0), 1e-5);
    }

    /// A corner has two edge neighbours and one corner neighbour: (2·a + 2·b + c) / 5 in units of 1/12.
    @Test
    void neighboursOutsideTheImageAreLeftOut() {
        Tensor image = new Tensor(2, 2, 1, new float[] {99, 1, 2, 5});
        assertEquals((2 * 1 + 2 * 2 + 5) / 5.0, Imputation.fill(image, new boolean[] {true, false, false, false})
                .get(0, 0, 0), 1e-5);
    }

    /// The textbook way: a dense matrix with rows of weights scaled to sum 1, solved by elimination.
    @Property(tries = 60)
    void agreesWithADenseSolution(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int height, @ForAll @IntRange(min = 1, max = 13) int width,
            @ForAll @DoubleRange(min = 0.05, max = 1) double share) {
        Tensor image = random(height, width, 1, seed);
        boolean[] removed = removed(height * width, share, ~seed);
        assertArrayEquals(dense(image, removed), Imputation.fill(image, removed).values(), 2e-4f);
    }

    private static float[] dense(Tensor image, boolean[] removed) {
        int n = removed.length;
        RealMatrix matrix = new Array2DRowRealMatrix(n, n);
        RealVector right = new ArrayRealVector(n);
        for (int p = 0; p < n; p++) {
            matrix.setEntry(p, p, 1);
            right.setEntry(p, removed[p] ? 0 : image.values()[p]);
            double total = 0;
            for (int pass = 0; removed[p] && pass < 2; pass++) {
                for (int q = 0; q < n; q++) {
                    int dy = Math.abs(q / image.width() - p / image.width());
                    int dx = Math.abs(q % image.width() - p % image.width());
                    double weight = q == p || dy > 1 || dx > 1 ? 0 : dy + dx == 1 ? 1 / 6.0 : 1 / 12.0;
                    if (pass == 0) {
                        total += weight;
                    } else if (weight > 0) {
                        matrix.addToEntry(p, q, -weight / total);
                    }
                }
            }
        }
        double[] solution = new LUDecomposition(matrix).getSolver().solve(right).toArray();
        float[] values = new float[n];
        for (int p = 0; p < n; p++) {
            values[p] = (float) solution[p];
        }
        return values;
    }

    @Property(tries = 60)
    void knownPixelsKeepTheirBitsAndOthersStayBetweenThem(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 1) double share) {
        Tensor image = random(23, 18, 2, seed);
        boolean[] removed = removed(23 * 18, share, seed + 7);
        float[] filled = Imputation.fill(image, removed).values();
        float[] min = {Float.MAX_VALUE, Float.MAX_VALUE};
        float[] max = {-Float.MAX_VALUE, -Float.MAX_VALUE};
        for (int i = 0; i < filled.length; i++) {
            if (!removed[i / 2]) {
                assertEquals(Float.floatToRawIntBits(image.values()[i]), Float.floatToRawIntBits(filled[i]));
                min[i % 2] = Math.min(min[i % 2], filled[i]);
                max[i % 2] = Math.max(max[i % 2], filled[i]);
            }
        }
        for (int i = 0; i < filled.length; i++) {
            assertTrue(filled[i] >= min[i % 2] - 1e-4 && filled[i] <= max[i % 2] + 1e-4, filled[i] + "");
        }
    }

    @Property(tries = 20)
    void aConstantImageIsReproduced(@ForAll long seed, @ForAll @DoubleRange(min = -3, max = 3) double value) {
        float[] values = new float[31 * 40];
        Arrays.fill(values, (float) value);
        float[] damaged = values.clone();
        boolean[] removed = removed(values.length, 0.8, seed);
        for (int p = 0; p < damaged.length; p++) {
            damaged[p] = removed[p] ? 1e6f : damaged[p];
        }
        assertArrayEquals(values, Imputation.fill(new Tensor(31, 40, 1, damaged), removed).values(), 1e-5f);
    }

    /// The weights are symmetric, so a plane solves the equations of every hole that does not touch the border.
    @Test
    void aLinearImageIsReproducedOverAnInteriorHole() {
        int n = 100;
        float[] values = new float[n * n];
        float[] damaged = new float[n * n];
        boolean[] removed = new boolean[n * n];
        for (int p = 0; p < values.length; p++) {
            int y = p / n;
            int x = p % n;
            values[p] = 0.01f * y - 0.02f * x + 0.3f;
            removed[p] = (y - 50) * (y - 50) + (x - 45) * (x - 45) < 40 * 40;
            damaged[p] = removed[p] ? -50 : values[p];
        }
        assertArrayEquals(values, Imputation.fill(new Tensor(n, n, 1, damaged), removed).values(), 1e-4f);
    }

    /// Equal channels share one solution, which must be the one that a single channel gets.
    @Test
    void equalChannelsGetEqualBits() {
        Tensor grey = random(16, 16, 1, 3);
        float[] three = new float[16 * 16 * 3];
        for (int i = 0; i < three.length; i++) {
            three[i] = grey.values()[i / 3];
        }
        boolean[] removed = removed(256, 0.6, 5);
        float[] one = Imputation.fill(grey, removed).values();
        float[] all = Imputation.fill(new Tensor(16, 16, 3, three), removed).values();
        for (int i = 0; i < all.length; i++) {
            assertEquals(Float.floatToRawIntBits(one[i / 3]), Float.floatToRawIntBits(all[i]));
        }
    }

    @Test
    void nothingRemovedIsTheImageAndEverythingRemovedIsRefused() {
        Tensor image = random(4, 5, 3, 1);
        assertArrayEquals(image.values(), Imputation.fill(image, new boolean[20]).values());
        boolean[] all = new boolean[20];
        Arrays.fill(all, true);
        assertThrows(IllegalArgumentException.class, () -> Imputation.fill(image, all));
        assertThrows(IllegalArgumentException.class, () -> Imputation.fill(image, new boolean[19]));
    }

    /// A single known pixel is enough: everything becomes its value.
    @Test
    void oneKnownPixelFillsTheImage() {
        Tensor image = random(60, 70, 1, 8);
        boolean[] removed = new boolean[60 * 70];
        Arrays.fill(removed, true);
        removed[1234] = false;
        for (float value : Imputation.fill(image, removed).values()) {
            assertEquals(image.values()[1234], value, 1e-3f * Math.abs(image.values()[1234]));
        }
    }

    /// What the coarser grids are for: without them a hole of n by n takes some n steps.
    @Test
    void stepsDoNotGrowWithTheHole() {
        for (int size : new int[] {31, 64, 127}) {
            Tensor image = random(size, size, 1, size);
            boolean[] square = new boolean[size * size];
            for (int p = 0; p < square.length; p++) {
                square[p] = Math.min(Math.min(p / size, p % size), size - 1 - Math.max(p / size, p % size)) > 0;
            }
            int[] steps = {Imputation.steps(image, square), Imputation.steps(image, removed(size * size, 0.5, 1)),
                Imputation.steps(image, removed(size * size, 0.95, 2))};
            assertTrue(Arrays.stream(steps).max().orElseThrow() <= 10, size + ": " + Arrays.toString(steps));
        }
    }
}

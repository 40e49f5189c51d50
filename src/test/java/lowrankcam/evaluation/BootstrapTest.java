package lowrankcam.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/// Intervals against arithmetic and against the normal approximation.
class BootstrapTest {

    private static final double NONE = Double.NaN;

    @Test
    void quantilesAreThoseOfNumPy() {
        // numpy.percentile([1, 2, 3, 4, 10], [10, 90]) = [1.4, 7.6]
        Interval interval = Interval.percentile(new double[] {10, 1, NONE, 4, 2, 3}, 0.8);
        assertEquals(1.4, interval.low(), 1e-12);
        assertEquals(7.6, interval.high(), 1e-12);
        assertEquals(3, Interval.median(new double[] {10, 1, NONE, 4, 2, 3}));
        assertTrue(Double.isNaN(Interval.percentile(new double[] {NONE}, 0.8).low()));
    }

    @Test
    void anIntervalThatTouchesZeroDoesNotExcludeIt() {
        assertTrue(new Interval(0.1, 2).excludesZero());
        assertTrue(new Interval(-2, -0.1).excludesZero());
        for (Interval interval : new Interval[] {new Interval(0, 1), new Interval(-1, 0), new Interval(-1, 1), Interval.NONE}) {
            assertTrue(!interval.excludesZero(), interval.toString());
        }
    }

    @Test
    void aConstantColumnHasNoWidthAndAPairedDifferenceCancels() {
        Bootstrap bootstrap = new Bootstrap(500, 1, 0.95);
        double[] noisy = {1, 5, 2, 8, 3, 9, 4};
        double[] shifted = Arrays.stream(noisy).map(v -> v + 2).toArray();
        double[][] means = bootstrap.means(new double[][] {noisy, shifted, {7, 7, 7, 7, 7, 7, 7}});
        assertEquals(new Interval(7, 7), bootstrap.interval(means[2]));
        for (int b = 0; b < 500; b++) {
            assertEquals(2, means[1][b] - means[0][b], 1e-12, "the same draws for every column");
        }
    }

    /// The means of resamples of n values have the deviation s/√n, s with divisor n.
    @Test
    void theSpreadIsThatOfAMean() {
        double[] column = new double[100];
        for (int i = 0; i < column.length; i++) {
            column[i] = i * i % 37;
        }
        double mean = Arrays.stream(column).average().orElseThrow();
        double variance = Arrays.stream(column).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        Interval interval = Bootstrap.of(3).interval(Bootstrap.of(3).means(new double[][] {column})[0]);
        double half = 1.96 * Math.sqrt(variance / column.length);
        assertEquals(mean - half, interval.low(), 0.06 * half);
        assertEquals(mean + half, interval.high(), 0.06 * half);
    }

    /// Beside a column of 4 where a value is defined, the share of draws that hit such an image: the mean is 4 unless it
    /// is 0.
    @Test
    void undefinedValuesAreLeftOutOfTheMean() {
        double[][] columns = {{4, NONE, 4, NONE}, {1, 0, 1, 0}, {NONE, NONE, NONE, NONE}};
        double[][] means = new Bootstrap(200, 1, 0.95).means(columns);
        assertTrue(Arrays.stream(means[1]).anyMatch(share -> share == 0), "a resample without a defined value");
        assertTrue(Arrays.stream(means[1]).anyMatch(share -> share > 0 && share < 1), "a resample of both kinds");
        for (int b = 0; b < 200; b++) {
            assertEquals(means[1][b] == 0 ? NONE : 4, means[0][b]);
        }
        assertTrue(Arrays.stream(means[2]).allMatch(Double::isNaN));
    }

    /// 2000 resamples of five images: each has a share of 1/5 with a deviation of sqrt(0.16 / 10000) = 0.004.
    @Test
    void everyImageIsDrawnEquallyOften() {
        double[][] one = new double[5][5];
        for (int i = 0; i < 5; i++) {
            one[i][i] = 1;
        }
        for (double[] shares : new Bootstrap(2000, 9, 0.95).means(one)) {
            assertEquals(0.2, Arrays.stream(shares).average().orElseThrow(), 0.02);
            assertTrue(Arrays.stream(shares).allMatch(s -> Math.abs(5 * s - Math.rint(5 * s)) < 1e-12), "five draws");
        }
    }

    @Test
    void sameSeedSameBitsForAnyNumberOfThreads() throws Exception {
        double[][] columns = {{0.1, 0.7, 0.3, 0.9, 0.2}};
        double[][] many = new Bootstrap(1000, 5, 0.95).means(columns);
        try (ForkJoinPool one = new ForkJoinPool(1)) {
            assertArrayEquals(many, one.submit(() -> new Bootstrap(1000, 5, 0.95).means(columns)).get());
        }
        assertTrue(!Arrays.equals(many[0], new Bootstrap(1000, 6, 0.95).means(columns)[0]), "another seed, other draws");
    }
}

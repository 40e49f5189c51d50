package lowrankcam.experiment;

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

    @Test
    void undefinedValuesAreLeftOutOfTheMean() {
        double[][] means = new Bootstrap(200, 1, 0.95).means(new double[][] {{4, NONE, 4, NONE}, {NONE, NONE, NONE, NONE}});
        assertTrue(Arrays.stream(means[0]).allMatch(m -> m == 4 || Double.isNaN(m)));
        assertTrue(Arrays.stream(means[0]).anyMatch(m -> m == 4));
        assertTrue(Arrays.stream(means[1]).allMatch(Double::isNaN));
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

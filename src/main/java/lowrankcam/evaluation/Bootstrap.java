package lowrankcam.evaluation;

import java.util.stream.IntStream;
import lowrankcam.format.UsageException;
import lowrankcam.random.SplitMix;

/// Resampling of images with replacement: how far a mean would move with other images of the same kind.
///
/// Every column is resampled with the same draws, so that differences between columns are paired. Resample b has its own
/// stream of random numbers, seeded by `(seed, b)`: SplitMix64, nothing of the library, so that the result is the same on
/// every machine and for any number of threads. Sums ascend over the images.
///
/// Efron & Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13 (percentile interval).
///
/// @param resamples number of resamples
/// @param seed      of the random numbers
/// @param level     of the intervals, for example 0.95
public record Bootstrap(int resamples, long seed, double level) {

    /// More than anybody needs, and what a heap holds for a few methods.
    static final int MOST_RESAMPLES = 1_000_000;

    public Bootstrap {
        if (resamples < 1 || resamples > MOST_RESAMPLES) {
            throw new UsageException(
                    "--resamples: expected 1 to " + MOST_RESAMPLES + ", found " + resamples);
        }
        if (!(level > 0 && level < 1)) {
            throw new UsageException("level of intervals: expected between 0 and 1, found " + level);
        }
    }

    /// 10 000 resamples, 95 %.
    public static Bootstrap of(long seed) {
        return new Bootstrap(10_000, seed, 0.95);
    }

    /// Means of every column in every resample. A value that is NaN is left out of its column's mean.
    ///
    /// @param columns each with one value per image
    /// @return by column, then by resample; NaN where a resample has no defined value
    public double[][] means(double[][] columns) {
        double[][] means = new double[columns.length][resamples];
        int images = columns.length == 0 ? 0 : columns[0].length;
        IntStream.range(0, resamples).parallel().forEach(b -> {
            int[] times = draws(b, images);
            for (int c = 0; c < columns.length; c++) {
                means[c][b] = mean(columns[c], times);
            }
        });
        return means;
    }

    /// How often each image occurs in a resample.
    private int[] draws(int resample, int images) {
        int[] times = new int[images];
        SplitMix random = new SplitMix(SplitMix.mix(seed * 31 + SplitMix.mix(resample + SplitMix.STEP)));
        for (int i = 0; i < images; i++) {
            times[(int) Math.unsignedMultiplyHigh(random.nextLong(), images)]++;
        }
        return times;
    }

    private static double mean(double[] column, int[] times) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < column.length; i++) {
            if (times[i] > 0 && !Double.isNaN(column[i])) {
                sum = Math.fma(times[i], column[i], sum);
                count += times[i];
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /// Interval of a statistic from its value in every resample.
    public Interval interval(double[] statistic) {
        return Interval.percentile(statistic, level);
    }
}

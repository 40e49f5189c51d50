package lowrankcam.benchmark;

import java.util.Arrays;

/// Wall-clock times of the same work done several times.
///
/// @param millis milliseconds in the order in which they were measured, at least one
public record Timing(double... millis) {

    public Timing {
        if (millis.length == 0) {
            throw new IllegalArgumentException("timing: expected at least one time, found none");
        }
        millis = millis.clone();
    }

    /// Does the work `warmUp` times and on until `warmUpMillis` have passed, then `runs` times with the clock on.
    public static Timing of(int warmUp, int warmUpMillis, int runs, Runnable work) {
        long start = System.nanoTime();
        for (int i = 0; i < warmUp; i++) {
            work.run();
        }
        while (millisSince(start) < warmUpMillis) {
            work.run();
        }
        return of(0, runs, work);
    }

    /// Does the work `warmUp` times, then `runs` times with the clock on.
    public static Timing of(int warmUp, int runs, Runnable work) {
        for (int i = 0; i < warmUp; i++) {
            work.run();
        }
        double[] millis = new double[runs];
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            work.run();
            millis[i] = millisSince(start);
        }
        return new Timing(millis);
    }

    /// Milliseconds since a reading of [System#nanoTime].
    public static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    /// The middle one, or the mean of the two in the middle.
    public double median() {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    public double min() {
        return Arrays.stream(millis).min().orElseThrow();
    }

    /// True if the same work took a quarter longer half of the time: the processor was slower or shared for a while.
    boolean hasSlowPhases() {
        return median() > 1.25 * min();
    }

    public int runs() {
        return millis.length;
    }
}

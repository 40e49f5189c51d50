package lowrankcam.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How long the rest of a run will take.
///
/// A method that has records takes their mean time. One that has none yet takes the passes it is expected to ask for, at
/// the pace of those run so far: a method may take a thousand times as long as another, and the time is to be known while
/// the first image is in work.
final class TimeLeft {

    private final Map<String, Integer> left;
    private final Map<String, Integer> done = new LinkedHashMap<>();
    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private final ExperimentRun.ImageTask task;
    private final LongSupplier clock;
    private final long start;
    private long last;

    /// @param left  records to make, by method
    /// @param task  knows passes, run and expected
    /// @param clock nanoseconds
    TimeLeft(Map<String, Integer> left, ExperimentRun.ImageTask task, LongSupplier clock) {
        this.left = new LinkedHashMap<>(left);
        this.task = task;
        this.clock = clock;
        this.start = clock.getAsLong();
        this.last = start;
    }

    /// A record was made, since the one before.
    void done(String method) {
        long now = clock.getAsLong();
        nanos.merge(method, now - last, Long::sum);
        done.merge(method, 1, Integer::sum);
        last = now;
        skip(method);
    }

    /// A record will not be made.
    void skip(String method) {
        left.merge(method, -1, Integer::sum);
    }

    /// NaN while nobody can know.
    double seconds() {
        long now = clock.getAsLong();
        double pace = (now - start) / task.passesRun();
        double sum = 0;
        for (Map.Entry<String, Integer> entry : left.entrySet()) {
            String method = entry.getKey();
            if (entry.getValue() > 0) {
                double one =
                        done.containsKey(method)
                                ? (double) nanos.get(method) / done.get(method)
                                : task.passesOf(method) * pace;
                sum += entry.getValue() * one;
            }
        }
        // Part of the next record is done already.
        return Math.max(0, sum - (now - last)) / 1e9;
    }
}

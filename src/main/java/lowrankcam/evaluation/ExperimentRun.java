package lowrankcam.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.FormatException;

/// Works through the images of a run that are still to do, one after the other.
///
/// An image that cannot be used is a record too: it is named, counted, and does not stop the rest. One that could be read when
/// the run began and now is gone or fails to be read, as when a network folder comes loose, ends the process instead and is tried
/// again when the run goes on. One that this process's heap does not hold is counted as failed, but not kept in the journal: with
/// more heap it is tried again.
public final class ExperimentRun {

    private final RunFolder folder;
    private final Progress progress;
    private TimeLeft left;

    /// Does the work of one image.
    public interface ImageTask {
        /// @param index   place of the image in the run's list
        /// @param methods what is wanted of it: methods or ranks without a record
        /// @param sink    receives each record as soon as it is finished
        /// @throws FormatException if the image cannot be used
        void run(int index, List<String> methods, RecordSink sink) throws IOException;

        /// Network passes run so far, or what comes to as many; NaN from a task that does not count them.
        default double passesRun() {
            return Double.NaN;
        }

        /// Passes that a record of a method is expected to take; NaN while nobody knows.
        default double passesOf(String method) {
            return Double.NaN;
        }
    }

    /// Receives finished records.
    @FunctionalInterface
    public interface RecordSink {
        void accept(ResultRecord record) throws IOException;
    }

    /// Told about records done.
    @FunctionalInterface
    public interface Progress {
        /// @param done        records made by this process
        /// @param total       records that it has to make
        /// @param secondsLeft by the mean time of each method so far and, of methods without a record, by their
        ///                    passes; NaN while these are not known
        void report(int done, int total, double secondsLeft);
    }

    public ExperimentRun(RunFolder folder, Progress progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /// Runs what is missing.
    ///
    /// @return number of records made
    public int run(ImageTask task) throws IOException {
        RunData data = folder.data();
        int total = data.missing();
        int done = 0;
        left = new TimeLeft(missing(data), task, System::nanoTime);
        for (int i = 0; i < data.images().size(); i++) {
            String path = data.images().get(i).path();
            List<String> methods = data.shard().contains(i) ? data.missing(path) : List.of();
            if (methods.isEmpty()) {
                continue;
            }
            int before = done;
            int[] made = new int[1];
            try {
                task.run(i, methods, record -> {
                    folder.add(record);
                    made[0]++;
                    left.done(record.method());
                    progress.report(before + made[0], total, left.seconds());
                });
            } catch (FormatException e) {
                requireThere(e);
                if (e.getCause() instanceof OutOfMemoryError) {
                    data.add(ResultRecord.failed(path, e));
                } else {
                    folder.add(ResultRecord.failed(path, e));
                }
                methods.forEach(left::skip);
            }
            done = before + methods.size();
        }
        return done;
    }

    /// Seconds left, at any moment of a run; NaN while nobody can know.
    public double secondsLeft() {
        return left == null ? Double.NaN : left.seconds();
    }

    /// Records to make, by method.
    private static Map<String, Integer> missing(RunData data) {
        Map<String, Integer> missing = new HashMap<>();
        for (int i = 0; i < data.images().size(); i++) {
            if (data.shard().contains(i)) {
                data.missing(data.images().get(i).path()).forEach(method -> missing.merge(method, 1, Integer::sum));
            }
        }
        return missing;
    }

    private static void requireThere(FormatException e) throws FormatException {
        if (e.getCause() instanceof IOException || !Files.isReadable(e.file())) {
            throw e;
        }
    }
}

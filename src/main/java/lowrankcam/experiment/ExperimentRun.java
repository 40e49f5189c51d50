package lowrankcam.experiment;

import java.io.IOException;
import java.util.List;
import lowrankcam.format.FormatException;

/// Works through the images of a run that are still to do, one after the other.
///
/// An image that cannot be used is a record too: it is named, counted, and does not stop the rest.
public final class ExperimentRun {

    private final RunFolder folder;
    private final Progress progress;

    /// Does the work of one image.
    public interface ImageTask {
        /// @param index   place of the image in the run's list
        /// @param columns what is wanted of it: methods or ranks without a record
        /// @param sink    receives each record as soon as it is finished
        /// @throws FormatException if the image cannot be used
        void run(int index, List<String> columns, RecordSink sink) throws IOException;
    }

    /// Receives finished records.
    @FunctionalInterface
    public interface RecordSink {
        void accept(ResultRecord record) throws IOException;
    }

    /// Told about records done.
    @FunctionalInterface
    public interface Progress {
        void report(int done, int total);
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
        int[] done = new int[1];
        for (int i = 0; i < data.images().size(); i++) {
            String path = data.images().get(i).path();
            List<String> columns = data.shard().contains(i) ? data.missing(path) : List.of();
            if (columns.isEmpty()) {
                continue;
            }
            int before = done[0];
            try {
                task.run(i, columns, record -> {
                    folder.add(record);
                    progress.report(++done[0], total);
                });
            } catch (FormatException e) {
                folder.add(ResultRecord.failed(path, "", reason(e)));
                done[0] = before + columns.size();
            }
        }
        return done[0];
    }

    /// Without the file's place on this machine, so that every machine writes the same.
    private static String reason(FormatException e) {
        return e.item() + ": expected " + e.expected() + ", found " + e.actual();
    }
}

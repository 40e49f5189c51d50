package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import lowrankcam.dataset.ImageSet;
import picocli.CommandLine.Parameters;

/// Which images an experiment runs on.
final class DatasetOptions extends SelectionOptions {

    @Parameters(
            paramLabel = "DATASET",
            description = "Folder MURA-v1.1 or the one that holds it, a folder with a sub-folder for each class, or a CSV "
                    + "file of path and class.")
    private Path dataset;

    Path path() {
        return dataset;
    }

    ImageSet open(String option, int limit, PrintWriter err) throws IOException {
        return open(dataset, option, limit, err);
    }
}

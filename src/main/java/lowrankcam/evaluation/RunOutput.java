package lowrankcam.evaluation;

import java.io.IOException;
import java.nio.file.Path;

/// What a run leaves beside its records.
public interface RunOutput {

    /// @param folder of the run
    /// @return receives maps while the run goes on
    MapKeeper pictures(Path folder);

    /// Writes what follows from the records.
    ///
    /// @param folder of the run
    void write(Path folder, RunData data) throws IOException;
}

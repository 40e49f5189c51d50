package lowrankcam.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.experiment.RunData;

/// The four runs of a reproduction, from their folders.
///
/// @param folder   of the reproduction
/// @param table    the nine cheap methods of Table 1 on many phantoms
/// @param thirteen all of Table 1 on few
/// @param ranks    the rank sweep of Figure 2
/// @param findings maps of the abnormal class on phantoms with a finding
public record Runs(Path folder, RunData table, RunData thirteen, RunData ranks, RunData findings) {

    public static final String PHANTOMS = "phantoms";
    public static final String TABLE = "table";
    public static final String THIRTEEN = "thirteen";
    public static final String RANKS = "ranks";
    public static final String FINDINGS = "findings";

    public static Runs read(Path folder) throws IOException {
        return new Runs(
                folder, RunData.read(folder.resolve(TABLE)), RunData.read(folder.resolve(THIRTEEN)),
                RunData.read(folder.resolve(RANKS)), RunData.read(folder.resolve(FINDINGS)));
    }

    public List<RunData> all() {
        return List.of(table, thirteen, ranks, findings);
    }
}

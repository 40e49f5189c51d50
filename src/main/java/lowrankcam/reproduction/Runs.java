package lowrankcam.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.evaluation.RunData;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;

/// The four runs of a reproduction, from their folders.
///
/// @param folder   of the reproduction
/// @param settings of it
/// @param table    the nine cheap methods of Table 1 on many phantoms
/// @param thirteen all of Table 1 on few; without images if the slow methods were left out
/// @param ranks    the rank sweep of Figure 2
/// @param findings maps of the abnormal class on phantoms with a finding
public record Runs(
        Path folder, JsonNode settings, RunData table, RunData thirteen, RunData ranks, RunData findings) {

    public static final String SETTINGS = "settings.json";

    public static final String PHANTOMS = "phantoms";
    public static final String TABLE = "table";
    public static final String THIRTEEN = "thirteen";
    public static final String RANKS = "ranks";
    public static final String FINDINGS = "findings";

    /// Reads what there is, finished or not.
    ///
    /// @throws lowrankcam.format.FormatException if the folder is none of a reproduction
    public static Runs read(Path folder) throws IOException {
        return new Runs(
                folder, Json.read(folder.resolve(SETTINGS)), RunData.read(folder.resolve(TABLE)), RunData.read(folder.resolve(THIRTEEN)),
                RunData.read(folder.resolve(RANKS)), RunData.read(folder.resolve(FINDINGS)));
    }

    /// The run that tells passes and times: of all methods, or of the cheap ones where the others were left out.
    public RunData timed() {
        return isWithoutSlow() ? table : thirteen;
    }

    public boolean isWithoutSlow() {
        return thirteen.images().isEmpty();
    }

    public List<RunData> all() {
        return List.of(table, thirteen, ranks, findings);
    }
}

package lowrankcam.explain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.format.FileName;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;

/// The files of a result, as its manifest lists them: `files`; in manifests without it, the files of each map.
///
/// Whatever it says: only of this program's manifests, only in the manifest's own folder, and only maps, pictures and the page.
final class ListedFiles {

    private ListedFiles() {}

    /// Names; none if there is no manifest, or one that cannot be read.
    static List<String> in(Path manifest) {
        if (!Files.isRegularFile(manifest)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try {
            JsonNode json = Json.read(manifest);
            if (!json.path("program").asString("").startsWith("lowrank-cam ")) {
                return List.of();
            }
            json.path("files").forEach(file -> add(names, file.isObject() ? file.path("file") : file));
            add(names, json.path("sheet"));
            for (JsonNode map : json.path("maps")) {
                add(names, map.path("files"));
                add(names, map.path("independentFile"));
                add(names, map.path("modeSheet"));
                map.path("modes").forEach(mode -> add(names, mode.path("files")));
            }
        } catch (FormatException e) {
            return List.of();
        }
        return names.stream()
                .filter(name -> FileName.isPlain(name) && isOfResults(name))
                .distinct().toList();
    }

    private static boolean isOfResults(String name) {
        return name.endsWith(".npy") || name.endsWith(".png") || name.equals(ResultFile.PAGE);
    }

    /// One name, or several with commas between.
    private static void add(List<String> names, JsonNode text) {
        names.addAll(List.of(text.asString("").split(", ")));
    }
}

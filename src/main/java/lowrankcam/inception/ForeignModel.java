package lowrankcam.inception;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lowrankcam.format.FileWords;
import lowrankcam.format.FormatException;
import tools.jackson.databind.JsonNode;

/// Models in forms that are not read, told so that an error can name them and say what to do.
final class ForeignModel {

    private static final String INDEX = ".safetensors.index.json";
    private static final String SHARDED = "a model in several safetensors files: join them";
    private static final String REMEDY = " first (docs/TROUBLESHOOTING.md, Weights of other programs)";

    private ForeignModel() {}

    /// Refuses the index of a model in several safetensors files.
    static void refuse(Path file, JsonNode json) throws FormatException {
        if (json.has("weight_map")) {
            throw error(file, SHARDED + REMEDY);
        }
    }

    /// What to say of a folder without `model.json`.
    static FormatException refusal(Path folder) {
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            return FileWords.unreadable(folder, "model", e);
        }
        if (names.contains("saved_model.pb")) {
            return error(folder, "a TensorFlow SavedModel: convert it" + REMEDY);
        }
        if (names.stream().anyMatch(name -> name.endsWith(INDEX))) {
            return error(folder, SHARDED + REMEDY);
        }
        List<String> files = names.stream().filter(name -> name.endsWith(".safetensors")).toList();
        return error(
                folder,
                "no model.json" + (files.isEmpty() ? "" : "; to use a file in it name that: " + folder.resolve(files.getFirst())));
    }

    private static FormatException error(Path path, String found) {
        return new FormatException(
                path, FormatException.NO_OFFSET, "model", "a folder with model.json, a .safetensors file or a TF.js model.json",
                found);
    }
}

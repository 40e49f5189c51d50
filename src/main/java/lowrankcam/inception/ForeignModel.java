package lowrankcam.inception;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lowrankcam.format.FileWords;
import lowrankcam.format.FormatException;

/// Folders without a `model.json`, of other programs.
final class ForeignModel {

    private static final String INDEX = ".safetensors.index.json";

    private ForeignModel() {}

    /// The index of a model in several safetensors files.
    ///
    /// @throws FormatException if the folder has none, or several; it says what lies there and what to do
    static Path index(Path folder) throws FormatException {
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw FileWords.unreadable(folder, "model", e);
        }
        List<String> indexes = names.stream().filter(name -> name.endsWith(INDEX)).toList();
        if (indexes.size() == 1) {
            return folder.resolve(indexes.getFirst());
        }
        if (names.contains("saved_model.pb")) {
            throw error(
                    folder, "a TensorFlow SavedModel: convert it first (docs/TROUBLESHOOTING.md, Weights of other programs)");
        }
        List<String> files = names.stream().filter(name -> name.matches(".*\\.(safetensors|pth?|h5|keras|onnx)|.*" + INDEX)).toList();
        throw error(
                folder,
                "no model.json" + (files.isEmpty() ? "" : "; to use a file in it name that: " + folder.resolve(files.getFirst())));
    }

    private static FormatException error(Path path, String found) {
        return new FormatException(
                path, FormatException.NO_OFFSET, "model", "a folder with model.json or the index of safetensors, or a weights file",
                found);
    }
}

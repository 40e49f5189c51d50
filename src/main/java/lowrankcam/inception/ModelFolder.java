package lowrankcam.inception;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lowrankcam.format.FileHashes;
import lowrankcam.format.FileWords;
import lowrankcam.format.FormatException;
import lowrankcam.model.HeadNotes;
import tools.jackson.databind.JsonNode;

/// What a model folder's `model.json` says.
///
/// @param description the file itself
/// @param weights     file of the body: safetensors or a TF.js `model.json`
/// @param card        dialect, preprocessing and origin
/// @param head        file of the head, or null if it has none
/// @param notes       what is said of the head, or null
/// @param hashes      expected SHA-256 of each file, by path in the folder
record ModelFolder(
        Path description, Path weights, ModelCard card, Path head, HeadNotes notes, Map<String, String> hashes) {

    static final String FILE = "model.json";

    /// @param file the folder's `model.json`
    /// @param json what it holds
    static ModelFolder read(Path file, JsonNode json) throws FormatException {
        ModelCard card = ModelCard.read(file, json);
        Map<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : json.path("sha256").properties()) {
            hashes.put(entry.getKey(), entry.getValue().asString(""));
        }
        Path weights = inside(file, new JsonFields(file, json).text("weights"));
        if (!json.has("head")) {
            return new ModelFolder(file, weights, card, null, null, hashes);
        }
        JsonNode head = json.path("head");
        return new ModelFolder(
                file, weights, card, inside(file, new JsonFields(file, head).text("file")), HeadNotes.of(file, head), hashes);
    }

    /// The files that are listed with a hash; the head's only if it is used.
    List<Path> hashed(ModelLoader.HeadUse use) throws FormatException {
        List<Path> files = new ArrayList<>();
        for (String listed : hashes.keySet()) {
            Path file = inside(description, listed);
            if (use != ModelLoader.HeadUse.NONE || !file.equals(head)) {
                files.add(file);
            }
        }
        return files;
    }

    /// Compares these files with the hashes that are listed for them.
    void verify(List<Path> files, FileHashes computed) throws FormatException {
        for (Map.Entry<String, String> entry : hashes.entrySet()) {
            Path file = inside(description, entry.getKey());
            if (!files.contains(file)) {
                continue;
            }
            String found;
            try {
                found = Files.exists(file) ? computed.of(file) : "no such file";
            } catch (IOException e) {
                found = "an unreadable file";
            }
            if (!found.equals(entry.getValue())) {
                throw new FormatException(file, FormatException.NO_OFFSET, "SHA-256", entry.getValue(), found);
            }
        }
    }

    private static Path inside(Path file, String relative) throws FormatException {
        Path path = FileWords.path(file, "path", "a file inside the folder", relative).normalize();
        if (path.isAbsolute() || path.startsWith("..")) {
            throw new FormatException(file, FormatException.NO_OFFSET, "path", "a file inside the folder", relative);
        }
        return file.resolveSibling(path);
    }
}

package lowrankcam.inception;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lowrankcam.format.FileHashes;
import lowrankcam.format.FileKind;
import lowrankcam.format.FileWords;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.Sha256;
import lowrankcam.model.HeadReader;
import lowrankcam.weights.TensorSource;
import lowrankcam.weights.WeightsFile;
import tools.jackson.databind.JsonNode;

/// The files of a model while they are open: names and shapes have been compared with the table, no value has been read.
///
/// A model is a folder with `model.json`, or a file of any format that [WeightsFile] reads.
final class ModelFiles {

    private final Request request;
    private final ModelFolder folder;
    private final TensorSource body;
    private final BodyReader reader;
    private final ModelCard card;
    private final FileHashes hashes;

    /// Which model.
    ///
    /// @param path    of the model
    /// @param head    file that replaces its head, or null
    /// @param dialect that replaces its own, or null
    /// @param use     whether a head is needed at all
    record Request(Path path, Path head, Dialect dialect, ModelLoader.HeadUse use) {

        /// True if the head is not the model's own, or is not wanted.
        boolean elsewhere() {
            return head != null || use == ModelLoader.HeadUse.NONE;
        }
    }

    /// What is done with a model's files.
    interface Step<T, X extends IOException> {
        T apply(ModelFiles files) throws X;
    }

    private ModelFiles(
            Request request, ModelFolder folder, TensorSource body, BodyReader reader, ModelCard card, FileHashes hashes) {
        this.request = request;
        this.folder = folder;
        this.body = body;
        this.reader = reader;
        this.card = card;
        this.hashes = hashes;
    }

    /// Opens a model, does something with it, and closes it.
    ///
    /// The hashes that a folder lists are computed beside; nothing is returned, and no other error told, before they are
    /// right.
    static <T, X extends IOException> T with(Request request, Step<T, X> step) throws FormatException, X {
        FileHashes hashes = new FileHashes();
        Path file = file(request.path());
        JsonNode json = FileKind.of(file) == FileKind.JSON ? Json.read(file) : null;
        if (json == null || WeightsFile.describesWeights(json)) {
            try (TensorSource source = open(file)) {
                hashes.start(source.files());
                return step.apply(ofFile(request, source, hashes));
            }
        }
        ModelFolder description = ModelFolder.read(file, json);
        hashes.start(description.hashed(request.use()));
        T result;
        try (TensorSource source = open(description.weights())) {
            ModelCard card =
                    request.dialect() == null ? description.card() : description.card().with(request.dialect());
            BodyReader reader = BodyReader.check(source, card.dialect(), request.elsewhere() || description.head() != null);
            result = step.apply(new ModelFiles(request, description, source, reader, card, hashes));
        } catch (FormatException | RuntimeException e) {
            description.verify(description.hashed(request.use()), hashes);
            throw e;
        }
        description.verify(description.hashed(request.use()), hashes);
        return result;
    }

    /// The file that says what the model is: what was named, or the `model.json` or index of a folder.
    private static Path file(Path path) throws FormatException {
        if (!Files.isDirectory(path)) {
            return path;
        }
        Path file = path.resolve(ModelFolder.FILE);
        return Files.exists(file) ? file : ForeignModel.index(path);
    }

    private static ModelFiles ofFile(Request request, TensorSource source, FileHashes hashes) throws FormatException {
        ModelCard stated = ModelCard.read(source);
        Dialect drawn = source instanceof OnnxNetwork onnx ? onnx.dialect() : null;
        Dialect told = stated == null ? drawn : stated.dialect();
        Dialect wanted = request.dialect() == null ? told : request.dialect();
        BodyReader reader = BodyReader.check(source, wanted, request.elsewhere());
        ModelCard card =
                stated == null ? ModelCard.assumed(reader.dialect()) : stated.with(reader.dialect());
        return new ModelFiles(request, null, source, reader, card, hashes);
    }

    private static TensorSource open(Path file) throws FormatException {
        return OnnxNetwork.named(WeightsFile.open(file));
    }

    /// What the user named, or the folder of the `model.json` of ours that was named.
    Path named() {
        boolean byFile = folder != null && request.path().endsWith(ModelFolder.FILE);
        return byFile && !Files.isDirectory(request.path()) ? base() : request.path();
    }

    BodyReader reader() {
        return reader;
    }

    /// What was chosen where the files could be read in more than one way, in words.
    ///
    /// @param head as [#head] gave it, or null
    List<String> taken(HeadReader.Stored head) throws FormatException {
        List<String> taken = new ArrayList<>(reader.taken());
        if (head != null) {
            String place = headFile() == null ? "" : headFile().getFileName() + ": ";
            head.taken().forEach(words -> taken.add(place + words));
        }
        return taken;
    }

    ModelCard card() {
        return card;
    }

    /// True if the head is not the model's own, or is not wanted.
    boolean otherHead() {
        return request.elsewhere();
    }

    /// The head, from wherever it is.
    ///
    /// @throws FormatException if there is none
    HeadReader.Stored head() throws FormatException {
        Path file = headFile();
        if (file == null) {
            return HeadReader.read(reader.rest(), InceptionV3.FEATURES, null);
        }
        try (TensorSource source = open(file)) {
            return HeadReader.read(BodyNames.withoutBody(source), InceptionV3.FEATURES, request.head() == null ? folder.notes() : null);
        }
    }

    /// The head's file, or null if it is the body's.
    private Path headFile() throws FormatException {
        if (request.head() != null || folder == null) {
            return request.head();
        }
        if (folder.head() == null) {
            throw new FormatException(
                    folder.description(), FormatException.NO_OFFSET, "'head'", "a head, or one given by --head", "nothing");
        }
        return folder.head();
    }

    /// Of the body's file, or of the hashes of its files in their order if there are several.
    String bodySha256() throws FormatException {
        return sha256(body);
    }

    /// Likewise of the head's file.
    String headSha256() throws FormatException {
        Path file = headFile();
        if (file == null) {
            return bodySha256();
        }
        try (TensorSource source = open(file)) {
            return sha256(source);
        }
    }

    /// SHA-256 of every file of the body and, where a `model.json` of ours describes them, of that; by their paths below the
    /// model's folder, with slashes.
    Map<String, String> bodyHashes() throws FormatException {
        Map<String, String> result = new TreeMap<>();
        for (Path file : body.files()) {
            result.put(relative(file), hash(file));
        }
        if (folder != null) {
            result.put(ModelFolder.FILE, hash(folder.description()));
        }
        return result;
    }

    /// SHA-256 of the head's files if they are not the body's, by their names.
    Map<String, String> headHashes() throws FormatException {
        Map<String, String> result = new TreeMap<>();
        Path file = headFile();
        if (file != null) {
            try (TensorSource source = open(file)) {
                for (Path part : source.files()) {
                    result.put(part.getFileName().toString(), hash(part));
                }
            }
        }
        return result;
    }

    /// Compares the files with the hashes that a folder lists.
    void verify() throws FormatException {
        if (folder != null) {
            folder.verify(folder.hashed(request.use()), hashes);
        }
    }

    /// A text named `LICENSE` beside the body, or null.
    Path licence() {
        Path file = body.file().resolveSibling("LICENSE");
        return folder != null && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? file : null;
    }

    private Path base() {
        return (folder == null ? body.file() : folder.description()).toAbsolutePath().getParent();
    }

    private String relative(Path file) {
        return base().relativize(file.toAbsolutePath()).toString().replace('\\', '/');
    }

    private String sha256(TensorSource source) throws FormatException {
        if (source.files().size() == 1) {
            return hash(source.file());
        }
        StringBuilder all = new StringBuilder();
        for (Path file : source.files()) {
            all.append(hash(file)).append('\n');
        }
        return Sha256.of(all.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private String hash(Path file) throws FormatException {
        try {
            return hashes.of(file);
        } catch (IOException e) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "file", "a readable file", FileWords.of(e));
        }
    }
}

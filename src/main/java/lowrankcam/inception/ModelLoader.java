package lowrankcam.inception;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.format.FileHashes;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.SafetensorsFile;
import lowrankcam.format.Sha256;
import lowrankcam.format.TensorSource;
import lowrankcam.format.TfjsModel;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Workers;
import lowrankcam.model.Activation;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.HeadReader;
import lowrankcam.nn.CompiledNetwork;

/// Loads a model from a folder with `model.json`, a `.safetensors` file, or a TF.js `model.json`.
///
/// @param kernels kernels to pack the weights for
/// @param workers threads of the model
/// @param head    file that replaces the head, or null
/// @param dialect dialect that replaces the recognised one, or null
/// @param use     whether a head is needed at all
public record ModelLoader(KernelSet kernels, Workers workers, Path head, Dialect dialect, HeadUse use) {

    /// Whether a head is needed at all.
    public enum HeadUse {
        /// A model without a head is an error.
        REQUIRED,
        /// No head is read; a head that gives zero for one class stands in. For those who only want features.
        NONE
    }

    /// Loads a model; nothing is returned unless every tensor has been checked.
    public LoadedModel load(Path path) throws FormatException {
        if (Files.isDirectory(path)) {
            return fromFolder(path);
        }
        if (path.getFileName() != null && path.getFileName().toString().endsWith(".json")) {
            return TfjsModel.isTfjs(Json.read(path)) ? fromFile(path) : fromFolder(path.toAbsolutePath().getParent());
        }
        return fromFile(path);
    }

    /// The hashes are computed beside the reading; nothing is returned, and no other error told, before they are right.
    private LoadedModel fromFolder(Path folder) throws FormatException {
        ModelFolder description = ModelFolder.read(folder);
        List<Path> listed = description.hashed(use);
        FileHashes hashes = new FileHashes();
        hashes.start(listed);
        LoadedModel loaded;
        try {
            loaded = fromFolder(folder, description, hashes);
        } catch (FormatException | RuntimeException e) {
            description.verify(listed, hashes);
            throw e;
        }
        description.verify(listed, hashes);
        return loaded;
    }

    private LoadedModel fromFolder(Path folder, ModelFolder description, FileHashes hashes) throws FormatException {
        Dialect chosen = dialect == null ? description.dialect() : dialect;
        try (TensorSource source = open(description.weights())) {
            BodyReader reader = BodyReader.check(source, chosen);
            CompiledNetwork body = reader.compile(kernels, workers);
            ClassifierHead classifier =
                    head != null || use == HeadUse.NONE
                            ? givenHead(hashes)
                            : readHead(description.head(), description.labels(), description.activation(), hashes);
            return new LoadedModel(
                    model(body, classifier), folder.toString(), chosen, sha256(source, hashes), description.resize(),
                    description.fit(), description.range(), reader.ignored());
        }
    }

    private LoadedModel fromFile(Path file) throws FormatException {
        FileHashes hashes = new FileHashes();
        try (TensorSource source = open(file)) {
            hashes.start(files(source));
            BodyReader reader = BodyReader.check(source, dialect);
            CompiledNetwork body = reader.compile(kernels, workers);
            String hash = sha256(source, hashes);
            ClassifierHead classifier =
                    head != null || use == HeadUse.NONE
                            ? givenHead(hashes)
                            : HeadReader.read(source, InceptionV3.FEATURES, List.of(), null, kernels.dense(), hash);
            boolean keras = reader.dialect() == Dialect.KERAS;
            return new LoadedModel(
                    model(body, classifier), file.toString(), reader.dialect(), hash, "antialiased",
                    keras ? "stretch" : "crop",
                    reader.dialect() == Dialect.TORCHVISION ? "minus-one-one" : keras ? "zero-one" : "minus-one-one",
                    reader.ignored());
        }
    }

    private InceptionModel model(CompiledNetwork body, ClassifierHead classifier) {
        return new InceptionModel(body, classifier, InceptionV3.IMAGE_SIZE, InceptionV3.IMAGE_SIZE, workers);
    }

    private ClassifierHead givenHead(FileHashes hashes) throws FormatException {
        return switch (use) {
            case REQUIRED -> readHead(head, List.of(), null, hashes);
            case NONE -> new ClassifierHead(
                    List.of(new ClassifierHead.Layer(new float[InceptionV3.FEATURES], new float[1])), List.of("none"),
                    Activation.SOFTMAX, kernels.dense(), "");
        };
    }

    private ClassifierHead readHead(Path file, List<String> labels, Activation activation, FileHashes hashes)
            throws FormatException {
        try (TensorSource source = open(file)) {
            return HeadReader.read(
                    source, InceptionV3.FEATURES, labels, activation, kernels.dense(), sha256(source, hashes));
        }
    }

    private static TensorSource open(Path file) throws FormatException {
        return file.getFileName().toString().endsWith(".json") ? TfjsModel.open(file) : SafetensorsFile.open(file);
    }

    private static List<Path> files(TensorSource source) {
        return source instanceof TfjsModel tfjs ? tfjs.files() : List.of(source.file());
    }

    /// Of the file, or of the hashes of the files of a TF.js model in their order.
    private static String sha256(TensorSource source, FileHashes hashes) throws FormatException {
        try {
            if (!(source instanceof TfjsModel)) {
                return hashes.of(source.file());
            }
            StringBuilder all = new StringBuilder();
            for (Path file : files(source)) {
                all.append(hashes.of(file)).append('\n');
            }
            return Sha256.of(all.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new FormatException(
                    source.file(), FormatException.NO_OFFSET, "file", "a readable file", e.getClass().getSimpleName());
        }
    }
}

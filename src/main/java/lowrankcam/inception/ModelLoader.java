package lowrankcam.inception;

import java.nio.file.Path;
import java.util.List;
import lowrankcam.format.FormatException;
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

    /// Loads a model with threads of its own, which end when it is closed.
    ///
    /// @param threads 1 or more; the other parameters are those of a loader
    public static LoadedModel open(
            KernelSet kernels, int threads, Path head, Dialect dialect, HeadUse use, Path path) throws FormatException {
        Workers workers = new Workers(threads);
        try {
            return new ModelLoader(kernels, workers, head, dialect, use).load(path);
        } catch (FormatException | RuntimeException | Error e) {
            workers.close();
            throw e;
        }
    }

    /// Loads a model; nothing is returned unless every tensor has been checked.
    public LoadedModel load(Path path) throws FormatException {
        return ModelFiles.<LoadedModel, FormatException>with(new ModelFiles.Request(path, head, dialect, use), this::load);
    }

    private LoadedModel load(ModelFiles files) throws FormatException {
        CompiledNetwork body = files.reader().compile(kernels, workers);
        HeadReader.Stored head = use == HeadUse.REQUIRED ? files.head() : null;
        ClassifierHead classifier = switch (use) {
            case REQUIRED -> head.with(kernels.dense(), files.headSha256());
            case NONE -> new ClassifierHead(
                    List.of(new ClassifierHead.Layer(new float[InceptionV3.FEATURES], new float[1])), List.of("none"),
                    Activation.SOFTMAX, kernels.dense(), "");
        };
        ModelCard card = files.card();
        return new LoadedModel(
                new InceptionModel(body, classifier, InceptionV3.IMAGE_SIZE, InceptionV3.IMAGE_SIZE, workers),
                card.preprocessing(), workers, files.named().toString(), card.dialect(), files.bodySha256(),
                card.stated(), card.origin().getOrDefault("notFor", ""), files.reader().ignored(),
                files.taken(head), head == null ? "" : head.note());
    }
}

package lowrankcam;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.cam.registry.RequestedMethod;
import lowrankcam.explain.ExplainListener;
import lowrankcam.explain.ExplainRequest;
import lowrankcam.explain.Explainer;
import lowrankcam.explain.Explanation;
import lowrankcam.explain.Program;
import lowrankcam.inception.LayerNames;
import lowrankcam.inception.LoadedModel;
import lowrankcam.inception.ModelLoader;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Numerics;
import lowrankcam.model.Target;
import lowrankcam.page.Page;
import lowrankcam.page.image.ImagePage;

/// An Inception-v3 network with its classifier, ready to explain images.
///
/// **Life time:** a model has threads of its own; close it when it is no longer needed. Results stay usable afterwards.
///
/// **Concurrency:** any thread may call it. It explains one image at a time, with all its threads; other callers wait.
///
/// **Memory:** the weights, about 90 MB, and the buffers of a pass, once for each model. Open a model once and keep it.
///
/// **Same bits:** maps and scores do not depend on the number of threads, on the kernels or on the machine.
public final class CamModel implements AutoCloseable {

    private final LoadedModel loaded;
    private boolean closed;

    private CamModel(LoadedModel loaded) {
        this.loaded = loaded;
    }

    /// Opens the default model: the folder `weights/default` below the folder that the system property `lowrankcam.home` names,
    /// or else below the folder of the jar, or else below the current folder.
    ///
    /// @throws IOException as [#open(Path)]
    public static CamModel open() throws IOException {
        return open(Program.defaultModel());
    }

    /// Opens a model, with as many threads as there are processors.
    ///
    /// @param weights a folder with `model.json`, a `.safetensors` file, or a TF.js `model.json`
    /// @throws IOException if a file is missing, damaged or of another network; the message is one line that names the file
    public static CamModel open(Path weights) throws IOException {
        return open(weights, null, Runtime.getRuntime().availableProcessors());
    }

    /// Opens a model with another classifier.
    ///
    /// @param weights as in [#open(Path)]
    /// @param head    safetensors with `fc.weight` (C×2048) and `fc.bias` (C), or `fc1.*`, `fc2.*`, ...; null for the model's own
    /// @param threads 1 or more
    /// @throws IOException as [#open(Path)]
    public static CamModel open(Path weights, Path head, int threads) throws IOException {
        KernelSet kernels = KernelSet.of(KernelChoice.AUTO, Numerics.DIRECT);
        return new CamModel(
                ModelLoader.open(kernels, threads, head, null, ModelLoader.HeadUse.REQUIRED, weights));
    }

    /// Names of the classes, by index.
    public List<String> labels() {
        return loaded.labels();
    }

    /// Names of the layers that can be explained, in the order of the network.
    public List<String> layers() {
        return loaded.model().layers();
    }

    /// Which loops compute, in words: vector ones, or scalar ones where the JVM runs without
    /// `--add-modules jdk.incubator.vector`. The results are the same bits; scalar ones take many times as long.
    public String kernels() {
        return loaded.kernels().description();
    }

    /// Explains an image. It runs the network once, and more often only for methods that mask the input.
    ///
    /// @param image a PNG or JPEG file
    /// @throws IOException              if the image cannot be read; the message is one line that names the file
    /// @throws IllegalArgumentException if there is no such method, variant, class or layer, naming those that there are
    /// @throws lowrankcam.cam.UnsupportedTargetException if a method is not defined for this classifier or layer
    /// @throws IllegalStateException    if the model is closed
    public synchronized CamResult explain(Path image, CamRequest request) throws IOException {
        requireOpen();
        Map<String, String> defaults = Map.of("rank", String.valueOf(LowRankOptions.DEFAULT_RANK));
        ExplainRequest wanted =
                new ExplainRequest(
                        RequestedMethod.of(request.methods(), defaults, LowRankOptions.Preset.DEFAULT.id()),
                        request.classes(), request.contrast(), Target.Score.LOGIT,
                        request.layers().stream().map(LayerNames::resolve).distinct().toList());
        return new CamResult(this, new Explainer(loaded, wanted, ExplainListener.SILENT).explain(image));
    }

    /// The page of an explanation that this model made.
    synchronized Page page(Explanation explanation) {
        requireOpen();
        return ImagePage.of(explanation);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
    }

    /// Ends the model's threads. Waits for an image that is being explained.
    @Override
    public synchronized void close() {
        closed = true;
        loaded.close();
    }
}

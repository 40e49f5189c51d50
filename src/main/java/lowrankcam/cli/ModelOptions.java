package lowrankcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import lowrankcam.explain.Program;
import lowrankcam.format.EnumNames;
import lowrankcam.format.FormatException;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.LoadedModel;
import lowrankcam.inception.ModelCard;
import lowrankcam.inception.ModelLoader;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Numerics;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Options of every command that runs the network.
final class ModelOptions {

    @Option(
            names = {"-w", "--weights"},
            paramLabel = "PATH",
            description = "Model folder or weights file: safetensors, PyTorch, Keras, ONNX, TF.js (default: the model in weights/default).")
    private Path weights;

    @Option(
            names = "--head",
            paramLabel = "FILE",
            description = "Classifier head to use instead: a weights file with fc.weight and fc.bias, or fc1.*, fc2.*, ...")
    private Path head;

    @Mixin private InputOptions inputOptions;

    @Mixin private DicomOptions dicomOptions;

    @Mixin private KernelOptions kernelOptions;

    boolean quiet() {
        return kernelOptions.quiet();
    }

    /// True if neither weights nor head were given.
    boolean isDefault() {
        return weights == null && head == null;
    }

    /// Whether all frames of a DICOM file are asked for.
    boolean isAllFrames() {
        return dicomOptions.isAll();
    }

    /// Whether it is to be said whose a DICOM file is.
    boolean tellsIdentity() {
        return dicomOptions.tellsIdentity();
    }

    int threads() {
        return kernelOptions.threads();
    }

    /// Loads the model.
    LoadedModel open(PrintWriter err) throws FormatException {
        return open(err, ModelLoader.HeadUse.REQUIRED);
    }

    /// Loads the model for one who takes all frames of a file, if they are asked for.
    LoadedModel openForFrames(PrintWriter err) throws FormatException {
        return open(err, ModelLoader.HeadUse.REQUIRED, DicomOptions.Frames.ONE_OR_ALL);
    }

    /// Loads the model, or only its body.
    LoadedModel open(PrintWriter err, ModelLoader.HeadUse use) throws FormatException {
        return open(err, use, DicomOptions.Frames.ONE);
    }

    private LoadedModel open(PrintWriter err, ModelLoader.HeadUse use, DicomOptions.Frames frames) throws FormatException {
        dicomOptions.check(frames);
        KernelSet set = kernelOptions.kernels(err);
        // Compiles while this thread reads the weights.
        Thread.ofPlatform().daemon().name("warm-up").start(set::warmUp);
        LoadedModel loaded = open(set, threads(), err, use);
        if (!loaded.stated() && !inputOptions.complete() && !quiet()) {
            Preprocessing assumed = loaded.preprocessing();
            err.println(
                    "lowrank-cam: " + loaded.source() + " does not say how images are prepared; taken: --input-range "
                            + EnumNames.id(assumed.range()) + " --resize " + EnumNames.id(assumed.fit())
                            + " --interpolation " + EnumNames.id(assumed.resize()) + "; what was not given, as "
                            + ModelCard.basis(loaded.dialect()));
        }
        if (!loaded.taken().isEmpty() && !quiet()) {
            err.println("lowrank-cam: " + loaded.source() + ": taken: " + String.join("; ", loaded.taken()));
        }
        if (!loaded.headNote().isEmpty() && !quiet()) {
            err.println("lowrank-cam: " + loaded.headNote());
        }
        return loaded;
    }

    /// Loads the model for kernels and threads that need not be the options': for those who compare.
    LoadedModel open(KernelSet set, int team, PrintWriter err, ModelLoader.HeadUse use) throws FormatException {
        LoadedModel loaded = ModelLoader.open(set, team, head, inputOptions.dialect(), use, weightsPath());
        if (!loaded.ignored().isEmpty() && !quiet()) {
            err.println(
                    "lowrank-cam: " + loaded.ignored().size() + " tensors ignored: "
                            + String.join(", ", loaded.ignored().stream().limit(3).toList()) + ", ...");
        }
        return loaded.with(dicomOptions.over(inputOptions.over(loaded.preprocessing())));
    }

    Numerics numericsChoice() {
        return kernelOptions.numericsChoice();
    }

    KernelChoice kernelChoice() {
        return kernelOptions.kernelChoice();
    }

    private Path weightsPath() {
        return weights != null ? weights : Program.defaultModel();
    }
}

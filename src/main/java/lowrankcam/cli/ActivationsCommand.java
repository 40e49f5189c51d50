package lowrankcam.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import lowrankcam.format.Npy;
import lowrankcam.image.PictureReader;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.LayerNames;
import lowrankcam.model.Prediction;
import lowrankcam.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `activations`: outputs of layers as `.npy`.
@Command(
        name = "activations",
        description = "Writes the activations of layers as .npy files (float32, H x W x C).",
        footer = {"", "Example: lowrank-cam activations hand.png --taps Mixed_5d,Mixed_7c,features,logits -o taps"},
        mixinStandardHelpOptions = true)
final class ActivationsCommand implements Callable<Integer> {

    private static final Set<String> VECTORS = Set.of("features", "logits", "probabilities", "input");

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;

    @Parameters(paramLabel = "IMAGE", description = "A PNG or JPEG file.")
    private Path image;

    @Option(
            names = "--taps",
            paramLabel = "NAME",
            split = ",",
            required = true,
            description = "Layers, and input, features (pooled), logits, probabilities.")
    private List<String> taps;

    @Option(
            names = {"-o", "--output-dir"},
            paramLabel = "DIR",
            required = true,
            description = "Where the files go.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        Set<String> layers = new LinkedHashSet<>();
        for (String tap : taps) {
            if (!VECTORS.contains(tap)) {
                layers.add(LayerNames.resolve(tap));
            }
        }
        try (ModelOptions.Ready ready = modelOptions.open(spec.commandLine().getErr())) {
            InceptionModel model = ready.loaded().model();
            Tensor input = ready.preprocessing().apply(PictureReader.read(image), model.kernels().resample());
            Map<String, Tensor> found = model.taps(input, layers);
            float[] pooled = model.pool(found.get(model.lastLayer()));
            Prediction prediction = model.classify(pooled);
            Files.createDirectories(output);
            for (String layer : layers) {
                write(layer, found.get(layer));
            }
            for (String tap : taps) {
                switch (tap) {
                    case "input" -> write(tap, input);
                    case "features" -> write(tap, pooled);
                    case "logits" -> write(tap, floats(prediction.logits()));
                    case "probabilities" -> write(tap, floats(prediction.probabilities()));
                    default -> {}
                }
            }
        }
        return ExitCode.DONE;
    }

    private void write(String name, Tensor tensor) throws IOException {
        List<Integer> shape = List.of(tensor.height(), tensor.width(), tensor.channels());
        Npy.write(output.resolve(name + ".npy"), shape, tensor.values());
        spec.commandLine().getOut().println(output.resolve(name + ".npy") + " " + shape);
    }

    private void write(String name, float[] vector) throws IOException {
        Npy.write(output.resolve(name + ".npy"), List.of(vector.length), vector);
        spec.commandLine().getOut().println(output.resolve(name + ".npy") + " [" + vector.length + "]");
    }

    private static float[] floats(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }
}

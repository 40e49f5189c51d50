package lowrankcam.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import lowrankcam.explain.ImageFacts;
import lowrankcam.explain.Manifest;
import lowrankcam.explain.ResultFolder;
import lowrankcam.format.Json;
import lowrankcam.format.Npy;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.LayerNames;
import lowrankcam.inception.LoadedModel;
import lowrankcam.model.Prediction;
import lowrankcam.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `activations`: outputs of layers as `.npy`.
@Command(
        name = "activations",
        description = {
            "Writes the activations of layers as .npy files (float32, H x W x C).",
            "manifest.json beside them says of which image, program, weights and head they are."
        },
        footer = {"", "Example: lowrank-cam activations hand.png --taps Mixed_5d,Mixed_7c,features,logits -o taps"},
        mixinStandardHelpOptions = true)
final class ActivationsCommand implements Callable<Integer> {

    private static final Set<String> VECTORS = Set.of("features", "logits", "probabilities", "input");

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;

    @Parameters(paramLabel = "IMAGE", description = "A PNG, JPEG or DICOM file.")
    private Path image;

    @Option(
            names = "--taps",
            paramLabel = "NAME",
            split = ",",
            required = true,
            completionCandidates = Known.Layers.class,
            description = "Layers, and input, features (pooled), logits, probabilities.")
    private List<String> taps;

    @Option(
            names = {"-o", "--output-dir"},
            paramLabel = "DIR",
            required = true,
            description = "Where the files go.")
    private Path output;

    private final ArrayNode written = Json.object().putArray("files");

    @Override
    public Integer call() throws IOException {
        Set<String> layers = new LinkedHashSet<>();
        for (String tap : taps) {
            if (!VECTORS.contains(tap)) {
                layers.add(LayerNames.resolve(tap));
            }
        }
        try (LoadedModel ready = modelOptions.open(spec.commandLine().getErr())) {
            InceptionModel model = ready.model();
            ImageFacts.Read read =
                    ImageFacts.read(ready, image, new ConsoleListener(spec.commandLine().getErr(), modelOptions.quiet(), 1));
            Tensor input = read.tensor();
            Map<String, Tensor> found = model.taps(input, layers);
            float[] pooled = model.pool(found.get(model.lastLayer()));
            Prediction prediction = model.classify(pooled);
            ObjectNode manifest = Manifest.of(ready, read.facts(), prediction, model.head().distance(pooled));
            manifest.set("files", written);
            try (ResultFolder folder = new ResultFolder(output, output)) {
                folder.add(files -> {
                    for (String layer : layers) {
                        write(files, layer, found.get(layer));
                    }
                    for (String tap : new LinkedHashSet<>(taps)) {
                        switch (tap) {
                            case "input" -> write(files, tap, input);
                            case "features" -> write(files, tap, pooled);
                            case "logits" -> write(files, tap, prediction.logits());
                            case "probabilities" -> write(files, tap, prediction.probabilities());
                            default -> {}
                        }
                    }
                });
                folder.publish(manifest);
            }
        }
        written.forEach(file -> spec.commandLine().getOut().println(
                output.resolve(file.path("file").asString()) + " " + file.path("shape").toString().replace(",", ", ")));
        return ExitCode.DONE;
    }

    private void write(ResultFolder.PartFiles files, String name, Tensor tensor) throws IOException {
        List<Integer> shape = List.of(tensor.height(), tensor.width(), tensor.channels());
        Npy.write(file(files, name, shape), shape, tensor.values());
    }

    private void write(ResultFolder.PartFiles files, String name, float[] vector) throws IOException {
        Npy.write(file(files, name, List.of(vector.length)), List.of(vector.length), vector);
    }

    private void write(ResultFolder.PartFiles files, String name, double[] vector) throws IOException {
        Npy.write(file(files, name, List.of(vector.length)), List.of(vector.length), vector);
    }

    private Path file(ResultFolder.PartFiles files, String name, List<Integer> shape) {
        ObjectNode entry = written.addObject().put("name", name).put("file", name + ".npy");
        shape.forEach(entry.putArray("shape")::add);
        return files.file(name + ".npy");
    }
}

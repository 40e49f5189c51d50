package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import lowrankcam.golden.Goldens;
import lowrankcam.weights.TensorSource;
import lowrankcam.weights.WeightsFile;

/// Files of Keras.
///
/// @param name    of the target
/// @param goldens files that Keras wrote
record KerasTarget(String name, List<String> goldens) implements Target {

    private static final String FILE = "model";

    static List<Target> all() {
        return List.of(
                new KerasTarget("keras-h5", List.of("half.weights.h5", "plain.h5", "plain.weights.h5", "keras2.h5")),
                new KerasTarget("keras-zip", List.of("plain.keras")));
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() throws IOException {
        List<SortedMap<String, byte[]>> samples = new ArrayList<>();
        for (String golden : goldens) {
            samples.add(Samples.file(FILE, Files.readAllBytes(Goldens.file("keras/" + golden))));
        }
        return samples;
    }

    @Override
    public List<String> words() {
        return List.of(
                "SNOD", "TREE", "HEAP", "GCOL", "OHDR", "OCHK", "FRHP", "layers", "vars", "model_weights", "layer_names", "name",
                "dtype", "bfloat16", "model_config", "kernel", "conv2d", "dense", "PK\u0001\u0002", "PK\u0003\u0004", "PK\u0005\u0006",
                "config.json", "model.weights.h5");
    }

    @Override
    public void read(Path folder) throws IOException {
        try (TensorSource source = WeightsFile.open(folder.resolve(FILE))) {
            for (String name : source.tensors().keySet()) {
                source.read(name);
            }
        }
    }
}

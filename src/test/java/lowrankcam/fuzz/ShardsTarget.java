package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import lowrankcam.golden.Goldens;
import lowrankcam.weights.TensorSource;
import lowrankcam.weights.WeightsFile;

/// A model in several safetensors files, and its index.
record ShardsTarget() implements Target {

    private static final String INDEX = "model.safetensors.index.json";

    @Override
    public String name() {
        return "sharded safetensors";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() throws IOException {
        SortedMap<String, byte[]> one = Samples.text(INDEX, "{\"weight_map\":{\"a\":\"one.safetensors\"}}");
        one.put("one.safetensors", SafetensorsTarget.bytes(
                "{\"__metadata__\":null,\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8));
        return List.of(Fuzz.content(Goldens.file("weights/shards")), one);
    }

    @Override
    public List<String> words() {
        return List.of(
                "weight_map", "metadata", "total_size", "model-00001-of-00003.safetensors", "one.safetensors", INDEX, "..", "\\u0000",
                "float32", "scalar", "dtype", "shape", "data_offsets");
    }

    @Override
    public void read(Path folder) throws IOException {
        try (TensorSource source = WeightsFile.open(folder.resolve(INDEX))) {
            for (String name : source.tensors().keySet()) {
                source.read(name);
            }
        }
    }
}

package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import lowrankcam.weights.TfjsModel;

/// Tensors of TF.js in shards.
record TfjsTarget() implements Target {

    @Override
    public String name() {
        return "tfjs";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() {
        SortedMap<String, byte[]> files = Samples.text("model.json", """
                {"weightsManifest":[{"paths":["one.bin","two.bin"],"weights":[
                 {"name":"a/kernel","shape":[2,3],"dtype":"float32"},
                 {"name":"b","shape":[5],"dtype":"float32","quantization":{"dtype":"uint8","scale":0.1,"min":-3}},
                 {"name":"c","shape":[2],"dtype":"float32","quantization":{"dtype":"uint16","scale":1,"min":0}}]}]}
                """);
        files.put("one.bin", new byte[26]);
        files.put("two.bin", new byte[7]);
        SortedMap<String, byte[]> single = new TreeMap<>(Samples.text("model.json", """
                {"weightsManifest":[{"paths":["one.bin"],"weights":[{"name":"a","shape":[],"dtype":"float32"},
                {"name":"none","shape":[0],"dtype":"float32"}]}]}"""));
        single.put("one.bin", new byte[] {1, 2, 3, 4});
        return List.of(files, single);
    }

    @Override
    public List<String> words() {
        return List.of(
                "weightsManifest", "paths", "weights", "name", "shape", "dtype", "float32", "uint8", "uint16", "quantization",
                "scale", "min", "one.bin", "two.bin", "model.json", "..", "\\u0000", "[2147483647,2147483647,0]");
    }

    @Override
    public void read(Path folder) throws IOException {
        try (TfjsModel model = TfjsModel.open(folder.resolve("model.json"))) {
            for (String name : model.tensors().keySet()) {
                model.read(name);
            }
        }
    }
}

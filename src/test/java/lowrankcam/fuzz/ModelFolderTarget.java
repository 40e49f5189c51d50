package lowrankcam.fuzz;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import lowrankcam.format.Json;
import lowrankcam.format.Sha256;
import lowrankcam.golden.Goldens;
import lowrankcam.inception.ModelDescription;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A model's folder up to where its values would be read: descriptions, hashes, names and shapes of the body, the head.
record ModelFolderTarget() implements Target {

    private static final Path DEFAULT = Goldens.ROOT.resolve("weights/default");
    private static final String BODY = "body/model.json";
    private static final String VALUES = "body/values.bin";
    private static final String HEAD = "head.safetensors";

    @Override
    public String name() {
        return "model-folder";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() throws IOException {
        SortedMap<String, byte[]> plain = new TreeMap<>();
        ObjectNode description = (ObjectNode) Json.read(DEFAULT.resolve("model.json"));
        ObjectNode hashes = description.putObject("sha256");
        plain.put(BODY, body());
        plain.put(HEAD, Files.readAllBytes(DEFAULT.resolve(HEAD)));
        plain.put("model.json", Json.compact(description));
        SortedMap<String, byte[]> hashed = new TreeMap<>(plain);
        for (Map.Entry<String, byte[]> file : plain.entrySet()) {
            if (!file.getKey().equals("model.json")) {
                hashes.put(file.getKey(), Sha256.of(file.getValue()));
            }
        }
        hashed.put("model.json", Json.compact(description));
        return List.of(plain, hashed);
    }

    /// The default model's weights in a single shard, without what TF.js says of its layers.
    private static byte[] body() throws IOException {
        JsonNode group = Json.read(DEFAULT.resolve(BODY)).path("weightsManifest").path(0);
        ObjectNode json = Json.object();
        ObjectNode one = json.putArray("weightsManifest").addObject();
        one.putArray("paths").add("values.bin");
        one.set("weights", group.path("weights"));
        return Json.compact(json);
    }

    @Override
    public List<String> words() {
        return List.of(
                "architecture", "inception_v3", "dialect", "keras", "torchvision", "fid", "weights", "preprocessing", "resize",
                "fit", "range", "head", "file", "activation", "labels", "sha256", "provenance", "../x", "/etc/passwd", "\\u0000",
                "body/model.json", "head.safetensors", "model.json", ".", "conv2d_1/kernel", "quantization");
    }

    /// Zeros that take no room on disk.
    @Override
    public void addFixedFiles(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("body"));
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(VALUES).toFile(), "rw")) {
            file.setLength(21_802_784);
        }
    }

    @Override
    public void read(Path folder) throws IOException {
        ModelDescription.read(folder);
    }
}

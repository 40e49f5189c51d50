package lowrankcam.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.FileWords;
import lowrankcam.format.FormatException;
import tools.jackson.databind.JsonNode;

/// Reader of a model in several safetensors files: an index, `model.safetensors.index.json`, whose `weight_map` says of each tensor
/// in which file beside it the tensor lies. Index and files must name the same tensors.
///
/// Metadata are those of the files; what the first of them says counts.
public final class ShardedSafetensors implements TensorSource {

    /// Files that are open at a time.
    private static final int MOST_FILES = 1000;

    private final Path file;
    private final Map<String, SafetensorsFile> shards = new LinkedHashMap<>();
    private final Map<String, SafetensorsFile> places = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private ShardedSafetensors(Path file) {
        this.file = file;
    }

    /// True if this JSON looks like an index.
    static boolean isIndex(JsonNode json) {
        return json.has("weight_map");
    }

    /// Opens and validates all files.
    static ShardedSafetensors open(Path index, JsonNode json) throws FormatException {
        ShardedSafetensors model = new ShardedSafetensors(index);
        try {
            model.read(json.path("weight_map"));
            return model;
        } catch (FormatException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private void read(JsonNode map) throws FormatException {
        if (!map.isObject() || map.isEmpty()) {
            throw error("weight_map", "an object of tensors and files", map.isObject() ? "an empty one" : map.getNodeType().toString());
        }
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            String name = entry.getKey();
            SafetensorsFile shard = shard(name, entry.getValue());
            TensorInfo info = shard.tensors().get(name);
            if (info == null) {
                throw error("weight_map '" + name + "'", "a tensor in " + shard.file().getFileName(), "none of that name");
            }
            tensors.put(name, info);
            places.put(name, shard);
        }
        for (SafetensorsFile shard : shards.values()) {
            for (String name : shard.tensors().keySet()) {
                if (places.get(name) != shard) {
                    throw error("weight_map", "all tensors of " + shard.file().getFileName(), "not '" + name + "'");
                }
            }
            shard.metadata().forEach(metadata::putIfAbsent);
        }
    }

    private SafetensorsFile shard(String name, JsonNode node) throws FormatException {
        String item = "weight_map '" + name + "'";
        String expected = "the name of a file beside the index";
        String text = node.isString() ? node.stringValue() : "";
        if (shards.containsKey(text)) {
            return shards.get(text);
        }
        Path path = FileWords.path(file, item, expected, text);
        if (path.isAbsolute() || path.getNameCount() != 1 || text.isEmpty() || text.equals("..")) {
            throw error(item, expected, node.toString());
        }
        if (shards.size() == MOST_FILES) {
            throw error("weight_map", "at most " + MOST_FILES + " files", "more");
        }
        SafetensorsFile shard = SafetensorsFile.open(file.resolveSibling(path));
        shards.put(text, shard);
        return shard;
    }

    private FormatException error(String item, String expected, String actual) {
        return new FormatException(file, FormatException.NO_OFFSET, item, expected, actual);
    }

    @Override
    public void read(String name, float[] target) throws FormatException {
        SafetensorsFile shard = places.get(name);
        if (shard == null) {
            throw new IllegalArgumentException("no tensor '" + name + "' in " + file);
        }
        shard.read(name, target);
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public List<Path> files() {
        List<Path> files = new ArrayList<>();
        files.add(file);
        shards.values().forEach(shard -> files.add(shard.file()));
        return files;
    }

    @Override
    public void close() {
        shards.values().forEach(SafetensorsFile::close);
    }
}

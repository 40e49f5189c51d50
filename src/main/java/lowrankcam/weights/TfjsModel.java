package lowrankcam.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.ByteSource;
import lowrankcam.format.FileWords;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;

/// Reader of a TF.js layers model: `model.json` with a weights manifest, and its shards beside it.
///
/// Values are float32, or uint8 or uint16 with `scale` and `min` per tensor; these become
/// `(float) (q · scale + min)`, computed in double. The shards must hold exactly the bytes of the manifest.
public final class TfjsModel implements TensorSource {

    /// Values that are read at a time.
    private static final int PIECE = 1 << 14;

    private final Path file;
    private final List<ByteSource> shards = new ArrayList<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    /// Where a tensor lies: group of shards, offset of its first byte in the group, quantisation.
    private record Place(List<ByteSource> group, long begin, int bytes, double scale, double min) {}

    private TfjsModel(Path file) {
        this.file = file;
    }

    /// True if this JSON looks like a TF.js layers model and not like a model folder's `model.json`.
    static boolean isTfjs(JsonNode json) {
        return json.has("weightsManifest");
    }

    /// Opens the shards and validates the manifest.
    public static TfjsModel open(Path modelJson) throws FormatException {
        return open(modelJson, Json.read(modelJson));
    }

    static TfjsModel open(Path modelJson, JsonNode json) throws FormatException {
        TfjsModel model = new TfjsModel(modelJson);
        try {
            if (json.path("format").asString("").equals("graph-model")) {
                throw model.error("format", "a TF.js layers model", "a TF.js graph model, whose weights have other names");
            }
            model.readActivation(json);
            JsonNode manifest = json.path("weightsManifest");
            if (!manifest.isArray() || manifest.isEmpty()) {
                throw model.error("weightsManifest", "a list of weight groups", manifest.getNodeType().toString());
            }
            for (JsonNode group : manifest) {
                model.readGroup(group);
            }
            return model;
        } catch (FormatException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /// Notes the activation of the last layer, if it is one that makes probabilities of logits.
    private void readActivation(JsonNode json) {
        String activation = new KerasConfig(json.path("modelTopology").path("model_config").path("config")).activation();
        if (!activation.isEmpty()) {
            metadata.put("activation", activation);
        }
    }

    private void readGroup(JsonNode node) throws FormatException {
        List<ByteSource> group = new ArrayList<>();
        long total = 0;
        for (JsonNode path : node.path("paths")) {
            String expected = "the name of a file beside model.json";
            Path name =
                    FileWords.path(file, "weightsManifest path", expected, path.isString() ? path.stringValue() : "");
            if (name.isAbsolute() || name.getNameCount() != 1 || name.toString().isEmpty()
                    || name.toString().equals("..")) {
                throw error("weightsManifest path", expected, path.toString());
            }
            ByteSource shard = ByteSource.open(file.resolveSibling(name));
            shards.add(shard);
            group.add(shard);
            total += shard.size();
        }
        long position = 0;
        for (JsonNode weight : node.path("weights")) {
            position = readWeight(weight, group, position, total);
        }
        if (position != total) {
            throw error("weightsManifest", position + " bytes in the shards", total + " bytes");
        }
    }

    private long readWeight(JsonNode node, List<ByteSource> group, long begin, long total) throws FormatException {
        String name = node.path("name").isString() ? node.path("name").stringValue() : "";
        if (name.isEmpty()) {
            throw error("weightsManifest weight", "a name", node.toString());
        }
        JsonNode quantization = node.path("quantization");
        String type = (quantization.isObject() ? quantization : node).path("dtype").asString("");
        int bytes =
                switch (type) {
                    case "float32" -> 4;
                    case "uint16" -> 2;
                    case "uint8" -> 1;
                    default -> throw error("tensor '" + name + "' dtype", "float32, uint8 or uint16", type);
                };
        if ((bytes < 4) != quantization.isObject()) {
            throw error("tensor '" + name + "'", "quantization with scale and min for uint8 and uint16 only", type);
        }
        List<Integer> shape = new ArrayList<>();
        if (!node.path("shape").isArray()) {
            throw error("tensor '" + name + "' shape", "a list of whole numbers", node.path("shape").toString());
        }
        for (JsonNode n : node.path("shape")) {
            if (!n.isIntegralNumber() || !n.canConvertToInt() || n.intValue() < 0) {
                throw error("tensor '" + name + "' shape", "whole numbers", node.path("shape").toString());
            }
            shape.add(n.intValue());
        }
        TensorInfo info = new TensorInfo(name, type, shape);
        long length;
        try {
            length = (long) Math.multiplyExact(info.count(), bytes);
        } catch (ArithmeticException e) {
            throw error("tensor '" + name + "' shape", "at most 2147483647 bytes", shape.toString());
        }
        if (begin + length > total) {
            throw error("tensor '" + name + "'", length + " bytes in the shards", (total - begin) + " bytes left");
        }
        double scale = bytes == 4 ? 1 : number(quantization.path("scale"));
        double min = bytes == 4 ? 0 : number(quantization.path("min"));
        if (Double.isNaN(scale) || Double.isNaN(min) || scale < 0) {
            throw error("tensor '" + name + "' quantization", "finite numbers as scale and min", quantization.toString());
        }
        if (tensors.put(name, info) != null) {
            throw error("tensor '" + name + "'", "one entry", "two");
        }
        places.put(name, new Place(group, begin, bytes, scale, min));
        return begin + length;
    }

    /// A finite number, or NaN for anything else.
    private static double number(JsonNode node) {
        double value = node.isNumber() ? node.asDouble(Double.NaN) : Double.NaN;
        return Double.isFinite(value) ? value : Double.NaN;
    }

    @Override
    public void read(String name, float[] values) throws FormatException {
        TensorInfo info = tensors.get(name);
        if (info == null) {
            throw new IllegalArgumentException("no tensor '" + name + "' in " + file);
        }
        Place place = places.get(name);
        int total = info.count();
        float[] levels = levels(place);
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(PIECE, total) * place.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < total; ) {
            int count = Math.min(PIECE, total - from);
            fill(bytes.clear().limit(count * place.bytes()), place, (long) from * place.bytes(), "tensor '" + name + "'");
            bytes.flip();
            switch (place.bytes()) {
                case 1 -> lookUp(levels, bytes.array(), count, values, from);
                case 2 -> {
                    for (int i = 0; i < count; i++) {
                        values[from + i] = (float) ((bytes.getShort(2 * i) & 0xFFFF) * place.scale() + place.min());
                    }
                }
                default -> bytes.asFloatBuffer().get(values, from, count);
            }
            from += count;
        }
        TensorSource.requireFinite(file, name, values, total);
    }

    private static float[] levels(Place place) {
        float[] levels = new float[place.bytes() == 1 ? 256 : 0];
        for (int q = 0; q < levels.length; q++) {
            levels[q] = (float) (q * place.scale() + place.min());
        }
        return levels;
    }

    private static void lookUp(float[] levels, byte[] stored, int length, float[] values, int to) {
        for (int i = 0; i < length; i++) {
            values[to + i] = levels[stored[i] & 0xFF];
        }
    }

    /// Fills a buffer with the bytes of a tensor from `offset` on, from as many shards as hold them.
    private static void fill(ByteBuffer target, Place place, long offset, String item) throws FormatException {
        long begin = place.begin() + offset;
        int end = target.limit();
        for (ByteSource shard : place.group()) {
            if (begin < shard.size() && target.position() < end) {
                int part = (int) Math.min(end - target.position(), shard.size() - begin);
                shard.read(begin, target.limit(target.position() + part), item);
                begin = shard.size();
            }
            begin -= shard.size();
        }
        target.limit(end);
    }

    private FormatException error(String item, String expected, String actual) {
        return new FormatException(file, FormatException.NO_OFFSET, item, expected, actual);
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
        shards.forEach(shard -> files.add(shard.file()));
        return files;
    }

    @Override
    public void close() {
        shards.forEach(ByteSource::close);
    }
}

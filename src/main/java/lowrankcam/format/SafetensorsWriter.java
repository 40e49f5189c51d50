package lowrankcam.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes float32 tensors as a safetensors file: values in the order of the calls, header padded to eight bytes.
public final class SafetensorsWriter {

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private record Entry(List<Integer> shape, float[] values) {}

    /// Adds a tensor.
    ///
    /// @throws IllegalArgumentException if the shape does not hold that many values or the name is taken
    public SafetensorsWriter tensor(String name, List<Integer> shape, float[] values) {
        if (new TensorInfo(name, "F32", shape).count() != values.length) {
            throw new IllegalArgumentException(name + ": shape " + shape + " for " + values.length + " values");
        }
        if (entries.put(name, new Entry(List.copyOf(shape), values)) != null) {
            throw new IllegalArgumentException(name + " given twice");
        }
        return this;
    }

    /// Adds a line of metadata.
    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /// Writes the file whole or not at all.
    public void write(Path file) throws IOException {
        AtomicFile.write(file, bytes());
    }

    /// The file's bytes.
    public byte[] bytes() {
        ObjectNode header = Json.object();
        if (!metadata.isEmpty()) {
            ObjectNode node = header.putObject("__metadata__");
            metadata.forEach(node::put);
        }
        long position = 0;
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", "F32");
            ArrayNode shape = node.putArray("shape");
            entry.getValue().shape().forEach(shape::add);
            long end = position + 4L * entry.getValue().values().length;
            node.putArray("data_offsets").add(position).add(end);
            position = end;
        }
        String json = new String(Json.compact(header), StandardCharsets.UTF_8);
        byte[] text = (json + " ".repeat((8 - json.getBytes(StandardCharsets.UTF_8).length % 8) % 8))
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(8 + text.length + position)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        for (Entry entry : entries.values()) {
            for (float value : entry.values()) {
                bytes.putFloat(value);
            }
        }
        return bytes.array();
    }
}

package lowrankcam.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.Json;
import lowrankcam.format.Sha256;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes float32 tensors as a safetensors file: values in the order of the calls, header padded to eight bytes.
public final class SafetensorsWriter {

    /// Bytes that are converted at a time.
    private static final int CHUNK = 1 << 16;

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private record Entry(TensorInfo info, Values values) {}

    /// The values of a tensor, asked for when its turn to be written has come.
    public interface Values {
        /// As many as the shape says, row-major.
        float[] read() throws IOException;
    }

    /// Adds a tensor.
    ///
    /// @throws IllegalArgumentException if the shape does not hold that many values or the name is taken
    public SafetensorsWriter tensor(String name, List<Integer> shape, float[] values) {
        requireCount(new TensorInfo(name, "F32", shape), values);
        return tensor(name, shape, () -> values);
    }

    /// Adds a tensor whose values are read while the file is being written, so that never more than one is in memory.
    ///
    /// @throws IllegalArgumentException if the name is taken
    public SafetensorsWriter tensor(String name, List<Integer> shape, Values values) {
        if (entries.put(name, new Entry(new TensorInfo(name, "F32", shape), values)) != null) {
            throw new IllegalArgumentException(name + " given twice");
        }
        return this;
    }

    private static void requireCount(TensorInfo info, float[] values) {
        if (info.count() != values.length) {
            throw new IllegalArgumentException(
                    info.name() + ": shape " + info.shape() + " for " + values.length + " values");
        }
    }

    /// Adds a line of metadata.
    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /// Number of tensors so far.
    public int tensors() {
        return entries.size();
    }

    /// Number of values in all tensors so far.
    public long values() {
        return entries.values().stream().mapToLong(entry -> entry.info().count()).sum();
    }

    /// Writes the file whole or not at all.
    ///
    /// @throws IllegalArgumentException if values that were promised have another number than their shape
    public void write(Path file) throws IOException {
        AtomicFile.write(file, this::stream);
    }

    /// SHA-256 of what [#write] writes behind the header: all values in the order of the calls, little-endian.
    public String sha256OfValues() throws IOException {
        return Sha256.of(this::streamValues);
    }

    private void stream(OutputStream out) throws IOException {
        byte[] text = header();
        out.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).array());
        out.write(text);
        streamValues(out);
    }

    private void streamValues(OutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (Entry entry : entries.values()) {
            float[] values = entry.values().read();
            requireCount(entry.info(), values);
            for (int from = 0; from < values.length; from += CHUNK / Float.BYTES) {
                int count = Math.min(CHUNK / Float.BYTES, values.length - from);
                bytes.asFloatBuffer().put(values, from, count);
                out.write(bytes.array(), 0, count * Float.BYTES);
            }
        }
    }

    private byte[] header() {
        ObjectNode header = Json.object();
        if (!metadata.isEmpty()) {
            ObjectNode node = header.putObject("__metadata__");
            metadata.forEach(node::put);
        }
        long position = 0;
        for (Entry entry : entries.values()) {
            ObjectNode node = header.putObject(entry.info().name());
            node.put("dtype", entry.info().type());
            ArrayNode shape = node.putArray("shape");
            entry.info().shape().forEach(shape::add);
            long end = position + (long) Float.BYTES * entry.info().count();
            node.putArray("data_offsets").add(position).add(end);
            position = end;
        }
        byte[] json = Json.compact(header);
        byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }
}

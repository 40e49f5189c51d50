package lowrankcam.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.ByteSource;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;

/// Reader of the safetensors format: eight bytes with the header's length, a JSON header, raw little-endian values.
///
/// Validated before any value is read: the header's length and JSON, every type, shape and range of bytes; ranges
/// neither overlap nor leave holes. Values of type F64, F32, F16 and BF16 can be read as floats; tensors of other
/// types (counters) may be present.
/// Source: the format's description in huggingface/safetensors, README.
public final class SafetensorsFile implements TensorSource {

    /// Doubles that are read at a time.
    private static final int PIECE = 1 << 14;

    /// No real header comes near this.
    private static final long MAX_HEADER = 100_000_000;

    private static final Map<String, Integer> TYPE_BYTES =
            Map.ofEntries(
                    Map.entry("F64", 8), Map.entry("F32", 4), Map.entry("F16", 2), Map.entry("BF16", 2),
                    Map.entry("I64", 8), Map.entry("I32", 4), Map.entry("I16", 2), Map.entry("I8", 1),
                    Map.entry("U64", 8), Map.entry("U32", 4), Map.entry("U16", 2), Map.entry("U8", 1),
                    Map.entry("BOOL", 1));

    private final ByteSource source;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, Range> ranges = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    /// Absolute range of bytes of a tensor.
    private record Range(String name, long begin, long end) {}

    private SafetensorsFile(ByteSource source) {
        this.source = source;
    }

    /// Opens and validates a file.
    public static SafetensorsFile open(Path file) throws FormatException {
        ByteSource source = ByteSource.open(file);
        try {
            SafetensorsFile result = new SafetensorsFile(source);
            result.readHeader();
            return result;
        } catch (FormatException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private void readHeader() throws FormatException {
        long length = source.longAt(0, "safetensors header length");
        if (length < 2 || length > MAX_HEADER || length > source.size() - 8) {
            throw source.error(0, "safetensors header length",
                    "2 to " + Math.max(2, Math.min(MAX_HEADER, source.size() - 8)), Long.toUnsignedString(length));
        }
        JsonNode header = Json.parse(source.file(), 8, source.bytes(8, (int) length, "safetensors header").array());
        long data = 8 + length;
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (entry.getKey().equals("__metadata__")) {
                readMetadata(entry.getValue());
            } else {
                readEntry(entry.getKey(), entry.getValue(), data);
            }
        }
        checkCoverage(data);
    }

    private void readMetadata(JsonNode node) throws FormatException {
        if (node.isNull()) {
            return;
        }
        if (!node.isObject()) {
            throw source.error(8, "__metadata__", "an object of strings", node.getNodeType().toString());
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getValue().isString()) {
                throw source.error(8, "__metadata__ '" + entry.getKey() + "'", "a string",
                        entry.getValue().getNodeType().toString());
            }
            metadata.put(entry.getKey(), entry.getValue().stringValue());
        }
    }

    private void readEntry(String name, JsonNode node, long data) throws FormatException {
        String item = "tensor '" + name + "' ";
        String type = node.path("dtype").isString() ? node.path("dtype").stringValue() : "no string";
        Integer bytes = TYPE_BYTES.get(type);
        if (bytes == null) {
            throw source.error(8, item + "dtype", "one of F64, F32, F16, BF16 or an integer type", type);
        }
        List<Integer> shape = new ArrayList<>();
        long size = bytes;
        if (!node.path("shape").isArray()) {
            throw source.error(8, item + "shape", "an array", node.path("shape").getNodeType().toString());
        }
        for (JsonNode n : node.path("shape")) {
            if (!n.isIntegralNumber() || !n.canConvertToInt() || n.intValue() < 0) {
                throw source.error(8, item + "shape", "whole numbers from 0 to 2147483647", n.toString());
            }
            shape.add(n.intValue());
            try {
                size = Math.multiplyExact(size, (long) n.intValue());
            } catch (ArithmeticException e) {
                throw source.error(8, item + "shape", "a size that fits 64 bits", shape.toString());
            }
        }
        JsonNode offsets = node.path("data_offsets");
        if (offsets.size() != 2 || !isLong(offsets.path(0)) || !isLong(offsets.path(1))) {
            throw source.error(8, item + "data_offsets", "two whole numbers", offsets.toString());
        }
        long begin = offsets.get(0).longValue();
        long end = offsets.get(1).longValue();
        long available = source.size() - data;
        if (begin < 0 || end < begin || end > available) {
            throw source.error(8, item + "data_offsets", "a range within 0 to " + available, begin + " to " + end);
        }
        if (size / bytes > Integer.MAX_VALUE) {
            throw source.error(8, item + "shape", "at most 2147483647 values", shape.toString());
        }
        if (end - begin != size) {
            throw source.error(8, item + "data_offsets",
                    size + " bytes for " + type + " " + shape, (end - begin) + " bytes");
        }
        tensors.put(name, new TensorInfo(name, type, shape));
        ranges.put(name, new Range(name, data + begin, data + end));
    }

    private static boolean isLong(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong();
    }

    private void checkCoverage(long data) throws FormatException {
        long position = data;
        List<Range> ordered = new ArrayList<>(ranges.values());
        ordered.sort(Comparator.comparingLong(Range::begin).thenComparingLong(Range::end));
        for (Range range : ordered) {
            if (range.begin() < position) {
                throw source.error(range.begin(), "tensor '" + range.name() + "'",
                        "no overlap with the tensor before", (position - range.begin()) + " bytes shared");
            }
            if (range.begin() > position) {
                throw source.error(position, "data", "tensors without holes",
                        (range.begin() - position) + " unused bytes before '" + range.name() + "'");
            }
            position = range.end();
        }
        if (position != source.size()) {
            throw source.error(position, "data", "the end of the file", (source.size() - position) + " more bytes");
        }
    }

    @Override
    public Path file() {
        return source.file();
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
    public void read(String name, float[] values) throws FormatException {
        TensorInfo info = info(name);
        FloatType type = FloatType.of(info.type()).orElse(null);
        if (type == null) {
            throw wrongType(info, "F64, F32, F16 or BF16");
        }
        type.read(source, ranges.get(name).begin(), info.count(), values, "tensor '" + name + "'");
        TensorSource.requireFinite(file(), name, values, info.count());
    }

    /// The values of an F64 tensor in full precision.
    public double[] readDoubles(String name) throws FormatException {
        TensorInfo info = info(name);
        if (!info.type().equals("F64")) {
            throw wrongType(info, "F64");
        }
        double[] values = new double[info.count()];
        String item = "tensor '" + name + "'";
        long begin = ranges.get(name).begin();
        for (int from = 0; from < values.length; from += PIECE) {
            int count = Math.min(PIECE, values.length - from);
            source.bytes(begin + 8L * from, 8 * count, item).asDoubleBuffer().get(values, from, count);
        }
        return values;
    }

    private FormatException wrongType(TensorInfo info, String expected) {
        return source.error(
                ranges.get(info.name()).begin(), "tensor '" + info.name() + "' dtype", expected, info.type());
    }

    private TensorInfo info(String name) {
        TensorInfo info = tensors.get(name);
        if (info == null) {
            throw new IllegalArgumentException("no tensor '" + name + "' in " + file());
        }
        return info;
    }

    @Override
    public void close() {
        source.close();
    }
}

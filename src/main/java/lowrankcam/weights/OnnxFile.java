package lowrankcam.weights;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.ByteSource;
import lowrankcam.format.FileWords;
import lowrankcam.format.FormatException;

/// Reader of ONNX models: the graph, and the tensors that are stored in the file or in files beside it.
///
/// Tensors have the names of the graph, which say nothing of the network; what they are follows from the nodes.
public final class OnnxFile implements TensorSource {

    private static final int MOST_FILES = 64;

    private final ByteSource source;
    private final Map<String, ByteSource> beside = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private Map<String, OnnxTensor> stored = Map.of();
    private OnnxGraph graph;

    private OnnxFile(ByteSource source) {
        this.source = source;
    }

    /// Opens a model and the files beside it.
    static OnnxFile open(Path file) throws FormatException {
        OnnxFile model = new OnnxFile(ByteSource.open(file));
        try {
            OnnxReader reader = new OnnxReader(new ProtoReader(model.source));
            model.graph = reader.read();
            model.stored = reader.tensors();
            for (OnnxTensor tensor : model.stored.values()) {
                model.tensors.put(tensor.name(), new TensorInfo(tensor.name(), tensor.type(), tensor.shape()));
                model.checkBeside(tensor);
            }
            return model;
        } catch (FormatException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /// Opens the file that a tensor lies in: below the model's folder and nowhere else.
    private void checkBeside(OnnxTensor tensor) throws FormatException {
        if (tensor.file().isEmpty()) {
            return;
        }
        String item = "tensor '" + tensor.name() + "' location";
        ByteSource file = beside.get(tensor.file());
        if (file == null) {
            Path name = FileWords.path(file(), item, "the name of a file beside the model", tensor.file());
            if (name.isAbsolute() || name.normalize().startsWith("..") || name.normalize().toString().isEmpty()) {
                throw error(item, "the name of a file beside the model", "'" + tensor.file() + "'");
            }
            if (beside.size() == MOST_FILES) {
                throw error(item, "at most " + MOST_FILES + " files beside the model", "more");
            }
            file = ByteSource.open(file().resolveSibling(name.normalize()));
            beside.put(tensor.file(), file);
        }
        ProtoReader.Range place = tensor.place();
        if (place.begin() > file.size() || place.size() > file.size() - place.begin()) {
            throw new FormatException(
                    file.file(), place.begin(), "tensor '" + tensor.name() + "'", place.size() + " bytes",
                    Math.max(0, file.size() - place.begin()) + " before the end");
        }
    }

    public OnnxGraph graph() {
        return graph;
    }

    /// The values of a short stored tensor of whole numbers; none if it is another or longer.
    public List<Long> whole(String name) throws FormatException {
        OnnxTensor tensor = stored.get(name);
        if (tensor == null || !tensor.type().equals("I64") || !tensor.file().isEmpty()) {
            return List.of();
        }
        if (!tensor.whole().isEmpty() || tensor.place().size() > 8 * 64) {
            return tensor.whole();
        }
        ByteBuffer bytes = source.bytes(tensor.place().begin(), (int) tensor.place().size(), "tensor '" + name + "'");
        List<Long> numbers = new ArrayList<>();
        while (bytes.remaining() >= Long.BYTES) {
            numbers.add(bytes.getLong());
        }
        return numbers;
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
    public List<Path> files() {
        List<Path> files = new ArrayList<>(List.of(file()));
        beside.values().forEach(file -> files.add(file.file()));
        return files;
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public void read(String name, float[] target) throws FormatException {
        OnnxTensor tensor = stored.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor '" + name + "' in " + file());
        }
        String item = "tensor '" + name + "'";
        FloatType type = FloatType.of(tensor.type()).orElse(null);
        if (type == null) {
            throw error(item + " type", "F64, F32, F16 or BF16", tensor.type());
        }
        int count = tensors.get(name).count();
        if (tensor.packed()) {
            readPacked(tensor, count, target, item);
        } else if (count > 0) {
            ByteSource from = tensor.file().isEmpty() ? source : beside.get(tensor.file());
            type.read(from, tensor.place().begin(), count, target, item);
        }
        TensorSource.requireFinite(file(), name, target, count);
    }

    /// The bits of each value as a whole number of one to three bytes.
    private void readPacked(OnnxTensor tensor, int count, float[] target, String item) throws FormatException {
        long end = tensor.place().begin() + tensor.place().size();
        ByteCursor in = new ByteCursor(source, tensor.place().begin(), end, item);
        for (int i = 0; i < count; i++) {
            int bits = 0;
            int one = 0x80;
            for (int shift = 0; one >= 0x80; shift += 7) {
                one = in.one();
                bits |= (one & 0x7F) << shift;
                if (shift > 14 || bits > 0xFFFF) {
                    throw in.error("16 bits as value " + i, "more");
                }
            }
            target[i] = tensor.type().equals("F16") ? Float.float16ToFloat((short) bits) : Float.intBitsToFloat(bits << 16);
        }
        if (in.position() != end) {
            throw in.error(count + " values", "more");
        }
    }

    private FormatException error(String item, String expected, String found) {
        return new FormatException(file(), FormatException.NO_OFFSET, item, expected, found);
    }

    @Override
    public void close() {
        source.close();
        beside.values().forEach(ByteSource::close);
    }
}

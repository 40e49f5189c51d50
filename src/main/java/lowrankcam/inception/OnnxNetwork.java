package lowrankcam.inception;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.FormatException;
import lowrankcam.weights.OnnxFile;
import lowrankcam.weights.OnnxGraph;
import lowrankcam.weights.RenamedTensors;
import lowrankcam.weights.TensorInfo;
import lowrankcam.weights.TensorSource;

/// An ONNX model whose graph is Inception-v3: its tensors under the names of torchvision, and the dialect that its pools make it.
///
/// A graph of anything else is refused at the first stage that differs.
final class OnnxNetwork implements TensorSource {

    private final TensorSource named;
    private final Map<String, String> metadata;
    private final Dialect dialect;

    private OnnxNetwork(TensorSource named, Map<String, String> metadata, Dialect dialect) {
        this.named = named;
        this.metadata = metadata;
        this.dialect = dialect;
    }

    /// The source itself, unless it is an ONNX model; that is closed if it is refused.
    static TensorSource named(TensorSource source) throws FormatException {
        if (!(source instanceof OnnxFile file)) {
            return source;
        }
        try {
            return match(file);
        } catch (FormatException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static OnnxNetwork match(OnnxFile file) throws FormatException {
        OnnxGraph graph = file.graph();
        if (graph.nodes().isEmpty()) {
            throw new FormatException(file.file(), FormatException.NO_OFFSET, "graph", "nodes", "none");
        }
        OnnxValues values = new OnnxValues(file);
        OnnxInput input = OnnxInput.of(values, graph.inputs(), graph.nodes().getFirst());
        OnnxBody body = new OnnxBody(values);
        String last = body.match(input.before(), input.value());
        OnnxHead head = new OnnxHead(values);
        head.match(values.maker(last), last);
        Map<String, String> names = new LinkedHashMap<>(body.names());
        names.putAll(head.names());
        List<String> taken = new ArrayList<>();
        if (!input.taken().isEmpty()) {
            taken.add(input.taken());
        }
        taken.add("--dialect " + body.dialect().id() + " by the pools of the graph");
        return new OnnxNetwork(
                new RenamedTensors(file, names, taken),
                head.activation().isEmpty() ? Map.of() : Map.of("activation", head.activation()), body.dialect());
    }

    Dialect dialect() {
        return dialect;
    }

    @Override
    public Path file() {
        return named.file();
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return named.tensors();
    }

    @Override
    public void read(String name, float[] target) throws FormatException {
        named.read(name, target);
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public List<Path> files() {
        return named.files();
    }

    @Override
    public List<String> taken() {
        return named.taken();
    }

    @Override
    public void close() {
        named.close();
    }
}

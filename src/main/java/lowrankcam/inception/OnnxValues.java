package lowrankcam.inception;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lowrankcam.format.FormatException;
import lowrankcam.weights.OnnxFile;
import lowrankcam.weights.OnnxGraph.Node;

/// The values of an ONNX graph: which node makes each, and which use it. Nodes that pass a value on as it is are not seen.
final class OnnxValues {

    private static final Set<String> PASSING = Set.of("Identity", "Dropout");

    private final OnnxFile file;
    private final Map<String, String> same = new HashMap<>();
    private final Map<String, Node> makers = new HashMap<>();
    private final Map<String, List<Node>> users = new HashMap<>();

    OnnxValues(OnnxFile file) throws FormatException {
        this.file = file;
        for (Node node : file.graph().nodes()) {
            if (node.operation().contains("Quantize") || node.operation().matches("(ai\\.onnx\\.\\w+\\.|com\\.microsoft\\.)?QLinear.*|.*Integer")) {
                throw error(node, "a model of floating-point numbers", "a quantised one");
            }
            if (PASSING.contains(node.operation())) {
                same.put(node.output(), input(node, 0));
                continue;
            }
            node.outputs().forEach(value -> makers.put(value, node));
            node.inputs().forEach(value -> users.computeIfAbsent(value(value), _ -> new ArrayList<>()).add(node));
        }
    }

    private String value(String name) {
        return same.getOrDefault(name, name);
    }

    /// The value that a node's input is; empty if it has none of this index.
    String input(Node node, int index) {
        return value(node.input(index));
    }

    /// The node that makes a value.
    ///
    /// @param user that needs it
    Node maker(Node user, String value, String expected) throws FormatException {
        Node maker = makers.get(value);
        if (maker == null) {
            throw error(user, expected + " before it", file.tensors().containsKey(value) ? "stored values" : "'" + value + "'");
        }
        return maker;
    }

    /// The node that makes a value, or null if none does.
    Node maker(String value) {
        return makers.get(value);
    }

    List<Node> users(String value) {
        return value.isEmpty() ? List.of() : users.getOrDefault(value, List.of());
    }

    /// The only node that uses a value, or null if none does.
    Node user(Node maker, String value) throws FormatException {
        List<Node> users = users(value);
        if (users.size() > 1) {
            throw error(maker, "one node behind it", users.size() + ": " + users.get(0) + ", " + users.get(1));
        }
        return users.isEmpty() ? null : users.getFirst();
    }

    /// The name of the stored tensor that a node's input is.
    String stored(Node node, int index, String item) throws FormatException {
        String value = input(node, index);
        if (!file.tensors().containsKey(value)) {
            Node maker = makers.get(value);
            throw error(node, "stored values as " + item,
                    value.isEmpty() ? "none" : maker == null ? "'" + value + "'" : "those of " + maker);
        }
        return value;
    }

    /// The stored tensor of given dimensions that a node's input is.
    String stored(Node node, int index, String item, List<Integer> shape) throws FormatException {
        String name = stored(node, index, item);
        if (!file.tensors().get(name).shape().equals(shape)) {
            throw error(node, item + " " + shape, file.tensors().get(name).shape().toString());
        }
        return name;
    }

    /// The whole numbers that a node's input holds; none if it is another.
    List<Long> whole(Node node, int index) throws FormatException {
        return file.whole(input(node, index));
    }

    /// Whole numbers that a node has as an attribute or, in later versions of ONNX, as an input.
    List<Long> numbers(Node node, String attribute, int input) throws FormatException {
        return node.numbers(attribute, whole(node, input));
    }

    /// The single stored number that a node's input is.
    float constant(Node node, int index) throws FormatException {
        String name = stored(node, index, "a number");
        if (file.tensors().get(name).count() != 1) {
            throw error(node, "a single number", file.tensors().get(name).shape().toString());
        }
        return file.read(name)[0];
    }

    /// Which of the two inputs of a node is stored.
    int storedSide(Node node) {
        return file.tensors().containsKey(input(node, 0)) ? 0 : 1;
    }

    FormatException error(Node node, String expected, String found) {
        return new FormatException(file.file(), FormatException.NO_OFFSET, node.toString(), expected, found);
    }

    void require(Node node, String operation) throws FormatException {
        if (!node.operation().equals(operation)) {
            throw error(node, operation, node.operation());
        }
    }
}

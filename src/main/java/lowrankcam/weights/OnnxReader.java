package lowrankcam.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.FormatException;

/// Reads the structure of an ONNX model; values stay where they are. Source: onnx, `onnx.proto`.
final class OnnxReader {

    /// Of a node's attribute, and dimensions of a tensor.
    private static final int MOST_NUMBERS = 64;

    private static final String CONSTANT = "Constant";

    private final ProtoReader in;
    private final List<OnnxGraph.Node> nodes = new ArrayList<>();
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    private final Map<String, List<Long>> inputs = new LinkedHashMap<>();
    private final List<String> outputs = new ArrayList<>();
    private boolean graph;

    OnnxReader(ProtoReader in) {
        this.in = in;
    }

    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    OnnxGraph read() throws FormatException {
        while (in.next()) {
            if (in.field() == 7) {
                long outer = in.enter();
                readGraph();
                in.leave(outer);
            } else {
                in.skip();
            }
        }
        if (!graph) {
            throw in.error("a graph", "none");
        }
        inputs.keySet().removeAll(tensors.keySet());
        return new OnnxGraph(nodes, inputs, outputs);
    }

    private void readGraph() throws FormatException {
        if (graph) {
            throw in.error("one graph", "another");
        }
        graph = true;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> readNode();
                case 5 -> add(tensor());
                case 11 -> readInput();
                case 12 -> readOutput();
                default -> in.skip();
            }
        }
    }

    private void add(OnnxTensor tensor) throws FormatException {
        if (tensors.put(tensor.name(), tensor) != null) {
            throw in.error("another name than before", "tensor '" + tensor.name() + "'");
        }
    }

    private void readNode() throws FormatException {
        long outer = in.enter();
        List<String> from = new ArrayList<>();
        List<String> to = new ArrayList<>();
        Attributes attributes = new Attributes(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        String name = "";
        String operation = "";
        String domain = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> from.add(in.text());
                case 2 -> to.add(in.text());
                case 3 -> name = in.text();
                case 4 -> operation = in.text();
                case 5 -> readAttribute(attributes);
                case 7 -> domain = in.text();
                default -> in.skip();
            }
        }
        in.leave(outer);
        if (operation.equals(CONSTANT) && to.size() == 1 && attributes.tensors().size() == 1) {
            add(attributes.tensors().getFirst().named(to.getFirst()));
            return;
        }
        nodes.add(new OnnxGraph.Node(
                name.isEmpty() && !to.isEmpty() ? to.getFirst() : name,
                domain.isEmpty() || domain.equals("ai.onnx") ? operation : domain + "." + operation, List.copyOf(from),
                List.copyOf(to), attributes.numbers(), attributes.reals(), attributes.texts()));
    }

    private record Attributes(
            Map<String, List<Long>> numbers, Map<String, Float> reals, Map<String, String> texts, List<OnnxTensor> tensors) {}

    private void readAttribute(Attributes attributes) throws FormatException {
        long outer = in.enter();
        String name = "";
        List<Long> numbers = new ArrayList<>();
        Float real = null;
        String text = null;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> real = in.real();
                case 3, 8 -> in.addNumbers(numbers, MOST_NUMBERS);
                case 4 -> text = in.text();
                case 5 -> attributes.tensors().add(tensor());
                default -> in.skip();
            }
        }
        in.leave(outer);
        if (!numbers.isEmpty()) {
            attributes.numbers().put(name, List.copyOf(numbers));
        }
        if (real != null) {
            attributes.reals().put(name, real);
        }
        if (text != null) {
            attributes.texts().put(name, text);
        }
    }

    private OnnxTensor tensor() throws FormatException {
        long outer = in.enter();
        OnnxTensor.Draft draft = new OnnxTensor.Draft();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> in.addNumbers(draft.dimensions, MOST_NUMBERS);
                case 2 -> draft.type = in.number();
                case 4, 5, 7, 9, 10 -> draft.add(in.field(), in);
                case 8 -> draft.name = in.text();
                case 13 -> readExternal(draft);
                default -> in.skip();
            }
        }
        in.leave(outer);
        return draft.tensor(in);
    }

    private void readExternal(OnnxTensor.Draft draft) throws FormatException {
        long outer = in.enter();
        String key = "";
        String value = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> key = in.text();
                case 2 -> value = in.text();
                default -> in.skip();
            }
        }
        in.leave(outer);
        draft.external.put(key, value);
    }

    private void readOutput() throws FormatException {
        long outer = in.enter();
        while (in.next()) {
            if (in.field() == 1) {
                outputs.add(in.text());
            } else {
                in.skip();
            }
        }
        in.leave(outer);
    }

    /// Name, and of the type of a tensor its shape.
    private void readInput() throws FormatException {
        long outer = in.enter();
        String name = "";
        List<Long> shape = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> readShape(shape);
                default -> in.skip();
            }
        }
        in.leave(outer);
        inputs.put(name, List.copyOf(shape));
    }

    /// Type, tensor, shape, dimension, value: messages in each other.
    private void readShape(List<Long> shape) throws FormatException {
        inside(1, () -> inside(2, () -> inside(1, () -> {
            shape.add(0L);
            if (shape.size() > MOST_NUMBERS) {
                throw in.error("at most " + MOST_NUMBERS + " dimensions", "more");
            }
            long outer = in.enter();
            while (in.next()) {
                if (in.field() == 1) {
                    shape.set(shape.size() - 1, in.number());
                } else {
                    in.skip();
                }
            }
            in.leave(outer);
        })));
    }

    private interface Step {
        void run() throws FormatException;
    }

    /// Enters the message of the field, and takes a step at each of its fields of this number.
    private void inside(int field, Step step) throws FormatException {
        long outer = in.enter();
        while (in.next()) {
            if (in.field() == field) {
                step.run();
            } else {
                in.skip();
            }
        }
        in.leave(outer);
    }
}

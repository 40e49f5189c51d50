package lowrankcam.inception;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lowrankcam.format.FormatException;
import lowrankcam.weights.OnnxGraph.Node;

/// What an ONNX graph does behind the last block: the mean over the positions, dense layers with ReLU between, and an
/// activation.
final class OnnxHead {

    private static final List<Long> TO_CHANNELS_LAST = List.of(0L, 2L, 3L, 1L);
    private static final Set<String> RESHAPING = Set.of("Flatten", "Reshape", "Squeeze");
    private static final List<Long> ALL_POSITIONS = List.of(8L, 8L);

    /// More than any head has; a graph may lead in circles.
    private static final int MOST_STEPS = 64;

    private final OnnxValues values;
    private final List<Layer> layers = new ArrayList<>();
    private String activation = "";
    private boolean relu;

    /// A dense layer.
    ///
    /// @param turned true if its weights are outputs by inputs
    private record Layer(Node node, String weights, String bias, boolean turned) {}

    OnnxHead(OnnxValues values) {
        this.values = values;
    }

    /// What makes probabilities of the scores; empty if nothing.
    String activation() {
        return activation;
    }

    /// Follows the graph from the value of the last block to its end.
    void match(Node block, String value) throws FormatException {
        Node node = values.user(block, value);
        Node last = block;
        boolean channelsLast = node != null && node.operation().equals("Transpose");
        if (channelsLast) {
            if (!node.numbers("perm", List.of()).equals(TO_CHANNELS_LAST)) {
                throw values.error(node, "perm " + TO_CHANNELS_LAST, node.numbers("perm", List.of()).toString());
            }
            last = node;
            node = next(node);
        }
        if (node == null) {
            throw values.error(last, "the mean over the positions behind it", "the end");
        }
        requireMean(node, channelsLast);
        for (int steps = 0; (node = next(node)) != null; steps++) {
            if (steps == MOST_STEPS) {
                throw values.error(node, "the end within " + MOST_STEPS + " nodes behind the last block", "more");
            }
            if (!activation.isEmpty()) {
                throw values.error(node, "the end behind the " + activation, node.operation());
            }
            switch (node.operation()) {
                case "Gemm" -> addGemm(node);
                case "MatMul" -> node = addMatMul(node);
                case "Softmax", "Sigmoid" -> activation = node.operation().equals("Softmax") ? "softmax" : "sigmoid";
                case "Relu" -> requireOneRelu(node);
                default -> {
                    if (!RESHAPING.contains(node.operation())) {
                        throw values.error(node, "a dense layer, an activation or the end", node.operation());
                    }
                }
            }
        }
        if (relu) {
            throw values.error(layers.getLast().node(), "scores behind the last dense layer", "a Relu");
        }
    }

    private Node next(Node node) throws FormatException {
        return values.user(node, node.output());
    }

    private void requireMean(Node node, boolean channelsLast) throws FormatException {
        boolean mean = switch (node.operation()) {
            case "GlobalAveragePool" -> !channelsLast;
            case "AveragePool" -> !channelsLast && node.numbers("kernel_shape", List.of()).equals(ALL_POSITIONS)
                    && node.numbers("pads", List.of(0L)).stream().allMatch(n -> n == 0);
            case "ReduceMean" -> {
                Set<Long> axes = new TreeSet<>();
                values.numbers(node, "axes", 1).forEach(axis -> axes.add(axis < 0 ? axis + 4 : axis));
                yield axes.equals(channelsLast ? Set.of(1L, 2L) : Set.of(2L, 3L));
            }
            default -> false;
        };
        if (!mean) {
            throw values.error(node, "the mean over all positions", node.operation());
        }
    }

    private void requireOneRelu(Node node) throws FormatException {
        if (layers.isEmpty() || relu) {
            throw values.error(node, "a dense layer", "a Relu");
        }
        relu = true;
    }

    private void addGemm(Node node) throws FormatException {
        if (node.reals().getOrDefault("alpha", 1f) != 1 || node.reals().getOrDefault("beta", 1f) != 1
                || node.number("transA", 0) != 0) {
            throw values.error(node, "alpha 1, beta 1, transA 0", "others");
        }
        String bias = values.input(node, 2).isEmpty() ? "" : values.stored(node, 2, "the bias");
        add(node, bias, node.number("transB", 0) == 1);
    }

    /// @return the node that adds its bias, or itself
    private Node addMatMul(Node node) throws FormatException {
        Node next = next(node);
        boolean biased = next != null && next.operation().equals("Add");
        add(node, biased ? values.stored(next, values.storedSide(next), "the bias") : "", false);
        return biased ? next : node;
    }

    private void add(Node node, String bias, boolean turned) throws FormatException {
        if (!layers.isEmpty() && !relu) {
            throw values.error(node, "a Relu between dense layers", "none");
        }
        if (!layers.isEmpty() && layers.getFirst().turned() != turned) {
            throw values.error(node, "dense layers of one layout", "two");
        }
        relu = false;
        layers.add(new Layer(node, values.stored(node, 1, "the weights"), bias, turned));
    }

    /// Names of stored tensors by the names that a head's have: PyTorch's for outputs by inputs, else Keras's.
    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            String stem = layer.turned() ? layers.size() == 1 ? "fc" : "fc" + (i + 1) : "dense_" + (i + 1);
            names.put(stem + (layer.turned() ? ".weight" : "/kernel"), layer.weights());
            if (!layer.bias().isEmpty()) {
                names.put(stem + (layer.turned() ? ".bias" : "/bias"), layer.bias());
            }
        }
        return names;
    }
}

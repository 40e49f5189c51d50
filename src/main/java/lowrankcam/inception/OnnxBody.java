package lowrankcam.inception;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.FormatException;
import lowrankcam.kernel.Window;
import lowrankcam.nn.Layer;
import lowrankcam.nn.Network;
import lowrankcam.weights.OnnxGraph.Node;

/// Holds an ONNX graph against the table of the network, stage by stage from the input: at the end of each stage its layers are
/// followed back to where it began. Batch norms may be folded, and the concatenations of a block be one or several.
final class OnnxBody {

    private static final List<Long> ONES = List.of(1L, 1L);
    private static final List<Long> ZEROS = List.of(0L, 0L, 0L, 0L);
    private static final int CHANNELS = 1;
    private static final int MOST_BRANCHES = 16;

    private final OnnxValues values;
    private final Map<String, Network.Unit> units = new HashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private Boolean counted;
    private boolean lastMaximum;

    OnnxBody(OnnxValues values) {
        this.values = values;
    }

    /// Names of stored tensors by torchvision's names.
    Map<String, String> names() {
        return names;
    }

    /// The dialect that the pools make it.
    Dialect dialect() {
        return lastMaximum ? Dialect.FID : counted ? Dialect.TORCHVISION : Dialect.KERAS;
    }

    /// Goes from the value that the first convolution sees to that of the last block.
    String match(Node before, String input) throws FormatException {
        Network network = InceptionV3.network(Dialect.KERAS);
        network.units().forEach(unit -> units.put(unit.layer().name(), unit));
        String value = input;
        Node last = before;
        for (Network.Stage stage : network.stages()) {
            Node end = end(stage, last, value);
            String start = stage.layer() instanceof Layer.Branches branches
                    ? block(stage.name(), branches, end) : back(stage.layer(), end, end.output());
            if (!start.equals(value)) {
                throw values.error(end, stage.name() + " from '" + value + "'", "from '" + start + "'");
            }
            last = end;
            value = end.output();
        }
        if (lastMaximum && counted) {
            throw values.error(last, "average pools that do not count padding besides a maximum pool", "such that do");
        }
        return value;
    }

    /// The last node of a stage: where a block is concatenated, a ReLU, or a pool.
    private Node end(Network.Stage stage, Node before, String value) throws FormatException {
        if (stage.layer() instanceof Layer.Branches) {
            for (Node first : values.users(value)) {
                Node end = concat(first);
                if (end != null) {
                    return end;
                }
            }
            throw missing(before, stage.name());
        }
        Node node = values.user(before, value);
        int left = 3;
        while (node != null && left-- > 0) {
            boolean conv = stage.layer() instanceof Layer.Conv;
            if (node.operation().equals(conv ? "Relu" : "MaxPool")) {
                return node;
            }
            if (!List.of("Conv", "BatchNormalization", "Pad").contains(node.operation())) {
                throw values.error(node, stage.name() + " of Inception-v3", node.operation());
            }
            node = values.user(node, node.output());
        }
        throw missing(node == null ? before : node, stage.name());
    }

    private FormatException missing(Node before, String stage) {
        return values.error(before, stage + " of Inception-v3 behind it", "another layer or the end");
    }

    /// The outermost of the concatenations that a branch leads to, or null.
    private Node concat(Node first) {
        Node node = first;
        for (int steps = 0; node != null && steps < 32; steps++) {
            List<Node> next = values.users(node.output());
            boolean concat = node.operation().equals("Concat");
            if (concat && (next.size() != 1 || !next.getFirst().operation().equals("Concat"))) {
                return node;
            }
            node = next.isEmpty() ? null : next.getFirst();
        }
        return null;
    }

    /// From the end of a block back to its beginning.
    private String block(String stage, Layer.Branches branches, Node end) throws FormatException {
        List<String> ends = new ArrayList<>();
        flatten(end, ends, 0);
        List<List<Layer>> chains = branches.chains();
        int expected = chains.stream().mapToInt(chain -> width(chain.getLast())).sum();
        if (ends.size() != expected) {
            throw values.error(end, expected + " branches of " + stage, String.valueOf(ends.size()));
        }
        String start = null;
        int at = 0;
        for (List<Layer> chain : chains) {
            String value = null;
            for (Layer layer : chain.reversed()) {
                if (layer instanceof Layer.Branches split) {
                    for (List<Layer> single : split.chains()) {
                        value = joined(end, value, back(single.getFirst(), end, ends.get(at++)));
                    }
                } else {
                    value = back(layer, end, value == null ? ends.get(at++) : value);
                }
            }
            start = joined(end, start, value);
        }
        return start;
    }

    private static int width(Layer layer) {
        return layer instanceof Layer.Branches split ? split.chains().size() : 1;
    }

    private String joined(Node end, String one, String other) throws FormatException {
        if (one != null && !one.equals(other)) {
            throw values.error(end, "branches from one value", "from '" + one + "' and '" + other + "'");
        }
        return other;
    }

    private void flatten(Node concat, List<String> ends, int depth) throws FormatException {
        long axis = concat.number("axis", CHANNELS);
        if (axis != CHANNELS && axis != CHANNELS - 4) {
            throw values.error(concat, "channels side by side (axis 1)", "axis " + axis);
        }
        if (depth > 2 || ends.size() + concat.inputs().size() > MOST_BRANCHES) {
            throw values.error(concat, "at most " + MOST_BRANCHES + " branches", "more, or Concat nodes in a circle");
        }
        for (int i = 0; i < concat.inputs().size(); i++) {
            String value = values.input(concat, i);
            Node maker = values.maker(value);
            if (maker != null && maker.operation().equals("Concat")) {
                flatten(maker, ends, depth + 1);
            } else {
                ends.add(value);
            }
        }
    }

    /// From the output of a layer to its input.
    private String back(Layer layer, Node user, String value) throws FormatException {
        return switch (layer) {
            case Layer.Conv conv -> conv(units.get(conv.name()), user, value);
            case Layer.MaxPool pool -> maxPool(pool.window(), user, value);
            case Layer.AveragePool pool -> averagePool(pool.window(), user, value);
            case Layer.Branches _ -> throw new IllegalArgumentException("branches within a chain");
        };
    }

    private String conv(Network.Unit unit, Node user, String value) throws FormatException {
        String name = unit.layer().name();
        Node relu = values.maker(user, value, name);
        values.require(relu, "Relu");
        Node inner = values.maker(relu, values.input(relu, 0), name);
        List<Integer> channels = List.of(unit.layer().outputs());
        if (inner.operation().equals("BatchNormalization")) {
            List<String> parts = List.of(".bn.weight", ".bn.bias", ".bn.running_mean", ".bn.running_var");
            for (int i = 0; i < parts.size(); i++) {
                names.put(name + parts.get(i), values.stored(inner, i + 1, "the batch norm's input " + (i + 1), channels));
            }
            float epsilon = inner.reals().getOrDefault("epsilon", 1e-5f);
            if (epsilon != (float) InceptionV3.BATCH_NORM_EPSILON) {
                throw values.error(inner, "epsilon " + InceptionV3.BATCH_NORM_EPSILON, String.valueOf(epsilon));
            }
            Node conv = values.maker(inner, values.input(inner, 0), "a Conv");
            if (!conv.input(2).isEmpty()) {
                throw values.error(conv, "no bias before a batch norm", "one");
            }
            return weights(unit, conv);
        }
        values.require(inner, "Conv");
        String input = weights(unit, inner);
        names.put(name + ".conv.bias", values.stored(inner, 2, "the bias of " + name, channels));
        return input;
    }

    private String weights(Network.Unit unit, Node conv) throws FormatException {
        values.require(conv, "Conv");
        String name = unit.layer().name();
        names.put(
                name + ".conv.weight",
                values.stored(conv, 1, "the weights of " + name, WeightNames.Layout.OIHW.shape(unit)));
        if (conv.number("group", 1) != 1) {
            throw values.error(conv, "group 1", String.valueOf(conv.number("group", 1)));
        }
        requireWindow(conv, unit.layer().window(), false);
        return values.input(conv, 0);
    }

    private String maxPool(Window window, Node user, String value) throws FormatException {
        Node pool = values.maker(user, value, "MaxPool");
        values.require(pool, "MaxPool");
        requireWindow(pool, window, false);
        return values.input(pool, 0);
    }

    /// In the last block a maximum may be in its place.
    private String averagePool(Window window, Node user, String value) throws FormatException {
        Node pool = values.maker(user, value, "AveragePool");
        boolean last = names.containsKey(InceptionV3.LAST_LAYER + ".branch_pool.conv.weight");
        if (last && pool.operation().equals("MaxPool")) {
            lastMaximum = true;
            requireWindow(pool, window, false);
            return values.input(pool, 0);
        }
        values.require(pool, "AveragePool");
        Node before = values.maker(values.input(pool, 0));
        boolean padded = before != null && before.operation().equals("Pad");
        boolean counts = padded || pool.number("count_include_pad", 0) == 1;
        if (counted != null && counted != counts) {
            throw values.error(pool, "padding counted as in the pools before it", counts ? "counted" : "not counted");
        }
        counted = counts;
        requireWindow(pool, window, padded);
        return padded ? values.input(requirePad(before, window), 0) : values.input(pool, 0);
    }

    private Node requirePad(Node pad, Window window) throws FormatException {
        long h = window.padHeight();
        long w = window.padWidth();
        List<Long> expected = List.of(0L, 0L, h, w, 0L, 0L, h, w);
        List<Long> found = values.numbers(pad, "pads", 1);
        boolean zero = pad.texts().getOrDefault("mode", "constant").equals("constant")
                && pad.reals().getOrDefault("value", 0f) == 0 && (pad.input(2).isEmpty() || values.constant(pad, 2) == 0);
        if (!found.equals(expected) || !zero) {
            throw values.error(pad, "zeros " + expected, (zero ? "" : "other values than zero ") + found);
        }
        return pad;
    }

    /// @param padded true if a node before it did the padding
    private void requireWindow(Node node, Window window, boolean padded) throws FormatException {
        List<Long> size = List.of((long) window.height(), (long) window.width());
        long h = padded ? 0 : window.padHeight();
        long w = padded ? 0 : window.padWidth();
        List<Long> pads = List.of(h, w, h, w);
        requireNumbers(node, "kernel_shape", size, size);
        requireNumbers(node, "strides", List.of((long) window.stride(), (long) window.stride()), ONES);
        requireNumbers(node, "dilations", ONES, ONES);
        String auto = node.texts().getOrDefault("auto_pad", "NOTSET");
        boolean same = auto.startsWith("SAME") && window.stride() == 1 && !padded;
        boolean right = switch (auto) {
            case "NOTSET" -> node.numbers("pads", ZEROS).equals(pads);
            case "VALID" -> pads.equals(ZEROS);
            default -> same && window.equals(Window.same(window.height(), window.width()));
        };
        if (!right) {
            throw values.error(node, "pads " + pads, auto.equals("NOTSET") ? node.numbers("pads", ZEROS).toString() : auto);
        }
    }

    private void requireNumbers(Node node, String attribute, List<Long> expected, List<Long> otherwise) throws FormatException {
        List<Long> found = node.numbers(attribute, otherwise);
        if (!found.equals(expected)) {
            throw values.error(node, attribute + " " + expected, found.toString());
        }
    }
}

package lowrankcam.inception;

import java.util.List;
import java.util.Map;
import lowrankcam.format.FormatException;
import lowrankcam.weights.OnnxGraph.Node;

/// What an ONNX graph does with an image before the first convolution.
///
/// @param value  that the first convolution sees
/// @param before the node that makes it, or one that uses it
/// @param taken  what is left out of it, in words; empty if nothing
record OnnxInput(String value, Node before, String taken) {

    private static final List<Long> TO_CHANNELS_FIRST = List.of(0L, 3L, 1L, 2L);

    /// torchvision's `transform_input`: from ImageNet's means and deviations to -1 … 1.
    private static final double[] MEANS = {0.485, 0.456, 0.406};
    private static final double[] DEVIATIONS = {0.229, 0.224, 0.225};
    private static final double ROUNDING = 1e-6;

    static OnnxInput of(OnnxValues values, Map<String, List<Long>> inputs, Node any) throws FormatException {
        if (inputs.size() != 1) {
            throw values.error(any, "a graph with one input", inputs.size() + ": " + String.join(", ", inputs.keySet()));
        }
        String value = inputs.keySet().iterator().next();
        List<Node> users = values.users(value);
        if (users.isEmpty()) {
            throw values.error(any, "nodes that use the input '" + value + "'", "none");
        }
        Node first = users.getFirst();
        if (users.size() == 1 && first.operation().equals("Transpose")) {
            if (!first.numbers("perm", List.of()).equals(TO_CHANNELS_FIRST)) {
                throw values.error(first, "channels brought first (perm " + TO_CHANNELS_FIRST + ")",
                        first.numbers("perm", List.of()).toString());
            }
            return new OnnxInput(first.output(), first, "");
        }
        return first.operation().equals("Gather") ? transformed(values, value, first) : new OnnxInput(value, first, "");
    }

    /// Each channel apart, times a number, plus a number, and side by side again.
    private static OnnxInput transformed(OnnxValues values, String input, Node gather) throws FormatException {
        Node concat = gather;
        for (int steps = 0; steps < 4; steps++) {
            concat = values.user(concat, concat.output());
            if (concat == null) {
                throw values.error(gather, "the input transform of torchvision behind it", "nothing");
            }
        }
        values.require(concat, "Concat");
        if (concat.inputs().size() != MEANS.length || concat.number("axis", 1) != 1) {
            throw values.error(concat, "three channels side by side", concat.inputs().size() + ", axis " + concat.number("axis", 1));
        }
        for (int c = 0; c < MEANS.length; c++) {
            Node add = made(values, concat, values.input(concat, c), "Add");
            Node multiply = made(values, add, values.input(add, 1 - values.storedSide(add)), "Mul");
            Node unsqueeze = made(values, multiply, values.input(multiply, 1 - values.storedSide(multiply)), "Unsqueeze");
            Node channel = made(values, unsqueeze, values.input(unsqueeze, 0), "Gather");
            if (!values.input(channel, 0).equals(input) || !values.whole(channel, 1).equals(List.of((long) c))) {
                throw values.error(channel, "channel " + c + " of the input", values.whole(channel, 1) + " of '"
                        + values.input(channel, 0) + "'");
            }
            double factor = values.constant(multiply, values.storedSide(multiply));
            double shift = values.constant(add, values.storedSide(add));
            if (Math.abs(factor - DEVIATIONS[c] / 0.5) > ROUNDING || Math.abs(shift - (MEANS[c] - 0.5) / 0.5) > ROUNDING) {
                throw values.error(multiply, "the input transform of torchvision, from ImageNet's range to -1 ... 1",
                        "times " + factor + " plus " + shift + " in channel " + c);
            }
        }
        return new OnnxInput(
                concat.output(), concat,
                "the graph without its input transform from ImageNet's range to -1 ... 1: --input-range is what lies behind it");
    }

    private static Node made(OnnxValues values, Node user, String value, String operation) throws FormatException {
        Node maker = values.maker(user, value, operation);
        values.require(maker, operation);
        return maker;
    }
}

package lowrankcam.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.TensorInfo;
import lowrankcam.format.TensorSource;
import lowrankcam.kernel.Dense;
import tools.jackson.databind.JsonNode;

/// Reads a classifier head from named tensors.
///
/// `fc.weight` (C×K) with `fc.bias` (C), or `fc1.*`, `fc2.*`, … with ReLU between; or the dense layers of a Keras
/// model, `dense_1/kernel` (K×C) with `dense_1/bias`, or `predictions/…`. Metadata: `labels`, a JSON array of strings, and
/// `activation`, `softmax` (the default) or `sigmoid`.
public final class HeadReader {

    private HeadReader() {}

    /// True for the names of tensors that belong to a head.
    public static boolean isHeadTensor(String name) {
        return name.matches("fc[0-9]*\\.(weight|bias)|(dense(_[0-9]+)?|predictions)/(kernel|bias)(:0)?");
    }

    /// A head as its file tells it.
    ///
    /// @param layers     as stored, transposed to I×O; a single output of a sigmoid is still single
    /// @param labels     one per class, or none where nothing names them
    /// @param activation how logits become probabilities
    public record Stored(List<ClassifierHead.Layer> layers, List<String> labels, Activation activation) {

        public Stored {
            layers = List.copyOf(layers);
            labels = List.copyOf(labels);
        }

        /// C: outputs, or two for a single one of a sigmoid.
        public int classes() {
            int outputs = layers.getLast().bias().length;
            return activation == Activation.SIGMOID && outputs == 1 ? 2 : outputs;
        }

        /// The head ready to run; classes without a label are called `class 0`, `class 1`, …
        public ClassifierHead with(Dense dense, String sha256) {
            List<String> names =
                    labels.isEmpty() ? IntStream.range(0, classes()).mapToObj(c -> "class " + c).toList() : labels;
            return new ClassifierHead(layers, names, activation, dense, sha256);
        }
    }

    /// Reads the head.
    ///
    /// @param features   K that the body gives
    /// @param labels     used where the metadata name none; may be empty
    /// @param activation used where the metadata name none; null for softmax
    /// @throws FormatException if there is no head or its shapes do not fit
    public static Stored read(TensorSource source, int features, List<String> labels, Activation activation)
            throws FormatException {
        List<String> stems = stems(source);
        if (stems.isEmpty()) {
            throw error(source, "classifier head", "fc.weight and fc.bias, or fc1.weight and so on", "none of them");
        }
        List<ClassifierHead.Layer> layers = new ArrayList<>();
        int inputs = features;
        for (String stem : stems) {
            ClassifierHead.Layer layer = layer(source, stem, inputs);
            layers.add(layer);
            inputs = layer.bias().length;
        }
        Stored head = new Stored(layers, labels(source, labels), activation(source, activation));
        if (!head.labels().isEmpty() && head.labels().size() != head.classes()) {
            throw error(
                    source, "labels of the head", head.classes() + " labels", String.valueOf(head.labels().size()));
        }
        return head;
    }

    private static List<String> stems(TensorSource source) {
        Map<String, TensorInfo> tensors = source.tensors();
        if (tensors.containsKey("fc.weight")) {
            return List.of("fc.weight");
        }
        if (tensors.containsKey("fc1.weight")) {
            return IntStream.iterate(1, n -> tensors.containsKey("fc" + n + ".weight"), n -> n + 1)
                    .mapToObj(n -> "fc" + n + ".weight").toList();
        }
        return tensors.keySet().stream()
                .filter(name -> isHeadTensor(name) && name.contains("/kernel"))
                .sorted(Comparator.comparingInt(HeadReader::number))
                .toList();
    }

    private static int number(String name) {
        String digits = name.replaceAll("/.*", "").replaceAll("[^0-9]", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static ClassifierHead.Layer layer(TensorSource source, String weightName, int inputs)
            throws FormatException {
        boolean torch = weightName.endsWith(".weight");
        String biasName = weightName.replace(".weight", ".bias").replace("/kernel", "/bias");
        List<Integer> shape = source.tensors().get(weightName).shape();
        if (shape.size() != 2 || shape.get(torch ? 1 : 0) != inputs) {
            throw error(source, "tensor '" + weightName + "' shape",
                    torch ? "[classes, " + inputs + "]" : "[" + inputs + ", classes]", shape.toString());
        }
        int outputs = shape.get(torch ? 0 : 1);
        TensorInfo biasInfo = source.tensors().get(biasName);
        if (biasInfo == null || !biasInfo.shape().equals(List.of(outputs)) || outputs == 0) {
            throw error(source, "tensor '" + biasName + "' shape", "[" + outputs + "]",
                    biasInfo == null ? "no such tensor" : biasInfo.shape().toString());
        }
        float[] weights = source.read(weightName);
        return new ClassifierHead.Layer(torch ? transpose(weights, outputs) : weights, source.read(biasName));
    }

    /// O×I to I×O.
    private static float[] transpose(float[] weights, int outputs) {
        int inputs = weights.length / outputs;
        float[] result = new float[weights.length];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                result[i * outputs + o] = weights[o * inputs + i];
            }
        }
        return result;
    }

    private static Activation activation(TensorSource source, Activation fallback) throws FormatException {
        String id = source.metadata().get("activation");
        if (id == null) {
            return fallback == null ? Activation.SOFTMAX : fallback;
        }
        try {
            return Activation.of(id);
        } catch (IllegalArgumentException e) {
            throw error(source, "metadata 'activation'", "softmax or sigmoid", id);
        }
    }

    private static List<String> labels(TensorSource source, List<String> fallback) throws FormatException {
        List<String> labels = new ArrayList<>(fallback);
        String text = source.metadata().get("labels");
        if (text != null) {
            labels.clear();
            String wrapped = "{\"labels\":" + text + "}";
            JsonNode list =
                    Json.parse(source.file(), 8, wrapped.getBytes(StandardCharsets.UTF_8))
                            .path("labels");
            for (JsonNode label : list) {
                labels.add(label.asString());
            }
        }
        return labels;
    }

    private static FormatException error(TensorSource source, String item, String expected, String actual) {
        return new FormatException(source.file(), FormatException.NO_OFFSET, item, expected, actual);
    }
}

package lowrankcam.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import lowrankcam.format.FormatException;
import lowrankcam.kernel.Dense;
import lowrankcam.weights.KerasOrder;
import lowrankcam.weights.TensorInfo;
import lowrankcam.weights.TensorSource;

/// Reads a classifier head from named tensors.
///
/// `fc.weight` (C×K) with `fc.bias` (C), or `fc1.*`, `fc2.*`, … with ReLU between; or the dense layers of a Keras
/// model, `dense_1/kernel` (K×C) with `dense_1/bias`, or `predictions/…`. Metadata: `labels`, a JSON array of names or an object
/// with their numbers, and `activation`, `softmax` (the default) or `sigmoid`. One output is two classes under a sigmoid: it says
/// `sigmoid`, or has two labels. Beside its layers it may say where its [TrainingFeatures] lie.
public final class HeadReader {

    /// Key of the metadata that say how a head was fitted.
    public static final String FIT = "training";

    private HeadReader() {}

    /// True for the names of tensors that belong to a head.
    public static boolean isHeadTensor(String name) {
        return isLayerTensor(name) || TrainingFeatures.isTensor(name);
    }

    private static boolean isLayerTensor(String name) {
        return name.matches("fc[0-9]*\\.(weight|bias)|(dense(_[0-9]+)?|predictions)/(kernel|bias)(:0)?");
    }

    /// A head as its file tells it.
    ///
    /// @param layers     as stored, transposed to I×O; a single output of a sigmoid is still single
    /// @param labels     one per class, or none where nothing names them
    /// @param activation how logits become probabilities
    /// @param assumed    true if nothing names the activation, and two labels of one output speak for it
    /// @param training   where the features of its training images lie, or null
    /// @param fit        what its metadata say under `training` of how it was fitted, or empty
    public record Stored(
            List<ClassifierHead.Layer> layers, List<String> labels, Activation activation, boolean assumed,
            TrainingFeatures training, String fit) {

        public Stored {
            layers = List.copyOf(layers);
            labels = List.copyOf(labels);
        }

        /// C: outputs, or two for a single one of a sigmoid.
        public int classes() {
            int outputs = layers.getLast().bias().length;
            return activation == Activation.SIGMOID && outputs == 1 ? 2 : outputs;
        }

        /// What users should know of it, or nothing.
        public String note() {
            return assumed
                    ? "the head has one output, two labels and no 'activation': taken as sigmoid, the output as that of '"
                            + labels.getLast() + "'"
                    : "";
        }

        /// The head ready to run; classes without a label are called `class 0`, `class 1`, …
        public ClassifierHead with(Dense dense, String sha256) {
            List<String> names =
                    labels.isEmpty() ? IntStream.range(0, classes()).mapToObj(c -> "class " + c).toList() : labels;
            return new ClassifierHead(layers, names, activation, dense, sha256, training);
        }
    }

    /// Reads the head.
    ///
    /// @param features K that the body gives
    /// @param notes    what a `model.json` says of it, or null
    /// @throws FormatException if there is no head, its shapes do not fit, or what is said of it cannot be
    public static Stored read(TensorSource source, int features, HeadNotes notes) throws FormatException {
        List<String> stems = stems(source);
        if (stems.isEmpty()) {
            throw error(source, "classifier head", "fc.weight and fc.bias, or fc1.weight and so on", instead(source));
        }
        requireAllUsed(source, stems);
        List<ClassifierHead.Layer> layers = new ArrayList<>();
        int inputs = features;
        for (String stem : stems) {
            ClassifierHead.Layer layer = layer(source, stem, inputs);
            layers.add(layer);
            inputs = layer.bias().length;
        }
        List<HeadNotes> all = notes == null ? List.of(HeadNotes.of(source)) : List.of(HeadNotes.of(source), notes);
        return described(
                layers, all, TrainingFeatures.read(source, features), source.metadata().getOrDefault(FIT, ""));
    }

    private static Stored described(
            List<ClassifierHead.Layer> layers, List<HeadNotes> notes, TrainingFeatures training, String fit)
            throws FormatException {
        int outputs = layers.getLast().bias().length;
        List<String> labels = List.of();
        Activation activation = null;
        for (HeadNotes note : notes) {
            labels = note.labels(outputs == 1 ? 2 : outputs, labels);
            activation = note.activation(outputs, activation);
        }
        if (activation != null || outputs > 1) {
            return new Stored(
                    layers, labels, activation == null ? Activation.SOFTMAX : activation, false, training, fit);
        }
        if (labels.isEmpty()) {
            throw notes.getLast().error(
                    "activation", "sigmoid, or two 'labels', for a head with one output, whose softmax is always 1", "nothing");
        }
        return new Stored(layers, labels, Activation.SIGMOID, true, training, fit);
    }

    /// The names in a file without a head, if they are few.
    private static String instead(TensorSource source) {
        Set<String> names = source.tensors().keySet();
        return names.size() > 8 ? "none of them" : "only " + String.join(", ", names);
    }

    /// A layer that is left over, `fc3` without `fc2` say, would be another head than this one.
    private static void requireAllUsed(TensorSource source, List<String> stems) throws FormatException {
        Set<String> used = new HashSet<>(stems);
        stems.forEach(stem -> used.add(bias(stem)));
        List<String> left =
                source.tensors().keySet().stream().filter(name -> isLayerTensor(name) && !used.contains(name)).toList();
        if (!left.isEmpty()) {
            throw error(
                    source, "classifier head", "one, its layers numbered without a gap",
                    String.join(", ", left) + " besides " + String.join(", ", stems));
        }
    }

    private static String bias(String weightName) {
        return weightName.replace(".weight", ".bias").replace("/kernel", "/bias");
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
                .filter(name -> isLayerTensor(name) && name.contains("/kernel"))
                .sorted(Comparator.<String, Boolean>comparing(name -> name.startsWith("predictions"))
                        .thenComparing(KerasOrder.BY_NUMBER))
                .toList();
    }

    private static ClassifierHead.Layer layer(TensorSource source, String weightName, int inputs)
            throws FormatException {
        boolean torch = weightName.endsWith(".weight");
        String biasName = bias(weightName);
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

    private static FormatException error(TensorSource source, String item, String expected, String actual) {
        return new FormatException(source.file(), FormatException.NO_OFFSET, item, expected, actual);
    }
}

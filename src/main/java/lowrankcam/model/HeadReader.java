package lowrankcam.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lowrankcam.format.FormatException;
import lowrankcam.kernel.Dense;
import lowrankcam.weights.TensorSource;

/// Reads a classifier head from named tensors.
///
/// Which tensors are its layers, with ReLU between, [HeadLayers] tells; a layer without a bias has zeros. Metadata: `labels`, a JSON array of names or an object
/// with their numbers, and `activation`, `softmax` (the default) or `sigmoid`. One output is two classes under a sigmoid: it says
/// `sigmoid`, or has two labels.
public final class HeadReader {

    private HeadReader() {}

    /// A head as its file tells it.
    ///
    /// @param layers     as stored, transposed to I×O; a single output of a sigmoid is still single
    /// @param labels     one per class, or none where nothing names them
    /// @param activation how logits become probabilities
    /// @param assumed    true if nothing names the activation, and two labels of one output speak for it
    /// @param taken      what was chosen to find its tensors, in words
    public record Stored(
            List<ClassifierHead.Layer> layers, List<String> labels, Activation activation, boolean assumed,
            List<String> taken) {

        public Stored {
            layers = List.copyOf(layers);
            labels = List.copyOf(labels);
            taken = List.copyOf(taken);
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
            return new ClassifierHead(layers, names, activation, dense, sha256);
        }
    }

    /// Reads the head.
    ///
    /// @param features K that the body gives
    /// @param notes    what a `model.json` says of it, or null
    /// @throws FormatException if there is no head, its shapes do not fit, or what is said of it cannot be
    public static Stored read(TensorSource source, int features, HeadNotes notes) throws FormatException {
        HeadLayers found = HeadLayers.find(source, features);
        if (found.layers().isEmpty()) {
            throw error(source, "classifier head", "fc.weight and fc.bias, or fc1.weight and so on", instead(source));
        }
        List<ClassifierHead.Layer> layers = new ArrayList<>();
        int inputs = features;
        for (HeadLayers.Layer names : found.layers()) {
            ClassifierHead.Layer layer = layer(source, names, inputs);
            layers.add(layer);
            inputs = layer.bias().length;
        }
        List<String> taken = Stream.concat(source.taken().stream(), found.taken().stream()).toList();
        return described(layers, taken, notes == null ? List.of(HeadNotes.of(source)) : List.of(HeadNotes.of(source), notes));
    }

    private static Stored described(List<ClassifierHead.Layer> layers, List<String> taken, List<HeadNotes> notes)
            throws FormatException {
        int outputs = layers.getLast().bias().length;
        List<String> labels = List.of();
        Activation activation = null;
        for (HeadNotes note : notes) {
            labels = note.labels(outputs == 1 ? 2 : outputs, labels);
            activation = note.activation(outputs, activation);
        }
        if (activation != null || outputs > 1) {
            return new Stored(layers, labels, activation == null ? Activation.SOFTMAX : activation, false, taken);
        }
        if (labels.isEmpty()) {
            throw notes.getLast().error(
                    "activation", "sigmoid, or two 'labels', for a head with one output, whose softmax is always 1", "nothing");
        }
        return new Stored(layers, labels, Activation.SIGMOID, true, taken);
    }

    /// The names in a file without a head, if they are few.
    private static String instead(TensorSource source) {
        Set<String> names = source.tensors().keySet();
        return names.size() > 8 ? "none of them" : "only " + String.join(", ", names);
    }

    private static ClassifierHead.Layer layer(TensorSource source, HeadLayers.Layer names, int inputs)
            throws FormatException {
        List<Integer> shape = source.tensors().get(names.weight()).shape();
        if (shape.size() != 2 || names.inputs(source) != inputs) {
            throw error(source, "tensor '" + names.weight() + "' shape",
                    names.torch() ? "[classes, " + inputs + "]" : "[" + inputs + ", classes]", shape.toString());
        }
        int outputs = names.outputs(source);
        List<Integer> biasShape = names.bias() == null ? List.of(outputs) : source.tensors().get(names.bias()).shape();
        if (!biasShape.equals(List.of(outputs)) || outputs == 0) {
            throw error(source, "tensor '" + names.bias() + "' shape", "[" + outputs + "]", biasShape.toString());
        }
        float[] weights = source.read(names.weight());
        return new ClassifierHead.Layer(
                names.torch() ? transpose(weights, outputs) : weights,
                names.bias() == null ? new float[outputs] : source.read(names.bias()));
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

package lowrankcam.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lowrankcam.format.UsageException;
import lowrankcam.kernel.Dense;

/// The classifier on the pooled features: one dense layer, or several with ReLU between them.
///
/// A sigmoid head with a single output `z` stands for two classes, negative and positive: it is kept as two
/// outputs `-z` and `z`, so that both can be explained.
public final class ClassifierHead {

    private final List<Layer> layers;
    private final List<String> labels;
    private final Activation activation;
    private final Dense dense;
    private final String sha256;
    private final TrainingFeatures training;

    /// One dense layer.
    ///
    /// @param weights I×O, row-major
    /// @param bias    O
    public record Layer(float[] weights, float[] bias) {
        public int inputs() {
            return weights.length / bias.length;
        }
    }

    /// @param layers     at least one; each takes what the one before gives
    /// @param labels     one per class
    /// @param activation how logits become probabilities
    /// @param dense      kernel of the layers
    /// @param sha256     of the file it came from, or empty
    /// @throws IllegalArgumentException if layers or labels do not fit together
    public ClassifierHead(
            List<Layer> layers, List<String> labels, Activation activation, Dense dense, String sha256) {
        this(layers, labels, activation, dense, sha256, null);
    }

    /// @param training where the features of its training images lie, or null if it does not say so
    public ClassifierHead(
            List<Layer> layers, List<String> labels, Activation activation, Dense dense, String sha256,
            TrainingFeatures training) {
        this.training = training;
        this.layers = expandSingleOutput(layers, activation);
        this.labels = List.copyOf(labels);
        this.activation = activation;
        this.dense = dense;
        this.sha256 = sha256;
        for (int i = 1; i < layers.size(); i++) {
            if (layers.get(i).inputs() != layers.get(i - 1).bias().length) {
                throw new IllegalArgumentException(
                        "layer " + (i + 1) + " of the head: expected " + layers.get(i - 1).bias().length
                                + " inputs, found " + layers.get(i).inputs());
            }
        }
        if (labels.size() != classes()) {
            throw new IllegalArgumentException(
                    "labels of the head: expected " + classes() + ", found " + labels.size());
        }
    }

    private static List<Layer> expandSingleOutput(List<Layer> layers, Activation activation) {
        Layer last = layers.getLast();
        if (activation != Activation.SIGMOID || last.bias().length != 1) {
            return List.copyOf(layers);
        }
        float[] weights = new float[2 * last.weights().length];
        for (int i = 0; i < last.weights().length; i++) {
            weights[2 * i] = -last.weights()[i];
            weights[2 * i + 1] = last.weights()[i];
        }
        List<Layer> expanded = new ArrayList<>(layers);
        expanded.set(layers.size() - 1, new Layer(weights, new float[] {-last.bias()[0], last.bias()[0]}));
        return List.copyOf(expanded);
    }

    /// C.
    public int classes() {
        return layers.getLast().bias().length;
    }

    /// K, the length of the pooled features.
    public int features() {
        return layers.getFirst().inputs();
    }

    public List<String> labels() {
        return labels;
    }

    public Activation activation() {
        return activation;
    }

    public String sha256() {
        return sha256;
    }

    /// How far an image is from those that the head was fitted on, or null if the head does not say where they lie.
    ///
    /// @param pooled K values
    public TrainingFeatures.Distance distance(float[] pooled) {
        return training == null ? null : training.distance(pooled);
    }

    /// True if the logits are `W · pooled + b`.
    public boolean isLinear() {
        return layers.size() == 1;
    }

    /// The dense layers, first to last. Arrays are not to be modified.
    public List<Layer> layers() {
        return layers;
    }

    /// Work of one pass, from pooled features to scores.
    public PassCounter.Work work() {
        long weights = layers.stream().mapToLong(layer -> layer.weights().length).sum();
        return new PassCounter.Work(weights, 4 * weights);
    }

    /// Number of dense layers.
    public int depth() {
        return layers.size();
    }

    /// Weight of feature k for class c in a linear head.
    ///
    /// @throws IllegalStateException if the head has several layers
    public float weight(int c, int k) {
        return linear().weights()[k * classes() + c];
    }

    /// Bias of class c in a linear head.
    ///
    /// @throws IllegalStateException if the head has several layers
    public float bias(int c) {
        return linear().bias()[c];
    }

    private Layer linear() {
        if (!isLinear()) {
            throw new IllegalStateException("the head has " + layers.size() + " layers");
        }
        return layers.getFirst();
    }

    /// Scores before the activation.
    ///
    /// @param pooled K values
    /// @return C values
    public double[] scores(float[] pooled) {
        float[] last = inputs(pooled).getLast();
        Layer layer = layers.getLast();
        float[] x = dense.apply(last, layer.weights(), layer.bias());
        double[] logits = new double[x.length];
        for (int c = 0; c < x.length; c++) {
            logits[c] = x[c];
        }
        return logits;
    }

    /// What each dense layer is given: the pooled features, then the rectified outputs of all layers but the last.
    private List<float[]> inputs(float[] pooled) {
        List<float[]> inputs = new ArrayList<>();
        inputs.add(pooled);
        for (Layer layer : layers.subList(0, layers.size() - 1)) {
            float[] x = dense.apply(inputs.getLast(), layer.weights(), layer.bias());
            for (int j = 0; j < x.length; j++) {
                x[j] = Math.max(0f, x[j]);
            }
            inputs.add(x);
        }
        return inputs;
    }

    /// Backward pass of [#scores]: `Σ_c (∂y_c/∂pooled_k) · g_c`.
    ///
    /// Layer by layer `g ← W · g` (I×O times O), gated by the ReLU: an output that is not above zero passes
    /// nothing on. In double, o ascending. Outputs whose gradient is zero are left out of the sum.
    ///
    /// @param pooled        K values, at which the derivative is taken
    /// @param logitGradient C values, gradient with respect to the logits
    /// @return K values
    public double[] gradient(float[] pooled, double[] logitGradient) {
        List<float[]> inputs = inputs(pooled);
        double[] gradient = logitGradient;
        for (int i = layers.size() - 1; i >= 0; i--) {
            gradient = transposedProduct(layers.get(i), gradient);
            for (int j = 0; j < gradient.length && i > 0; j++) {
                if (!(inputs.get(i)[j] > 0)) {
                    gradient[j] = 0;
                }
            }
        }
        return gradient;
    }

    private static double[] transposedProduct(Layer layer, double[] gradient) {
        int outputs = layer.bias().length;
        double[] result = new double[layer.inputs()];
        for (int i = 0; i < result.length; i++) {
            double sum = 0;
            for (int o = 0; o < outputs; o++) {
                if (gradient[o] != 0) {
                    sum = Math.fma(gradient[o], (double) layer.weights()[i * outputs + o], sum);
                }
            }
            result[i] = sum;
        }
        return result;
    }

    /// Class of that label (case matters only between labels that differ in nothing else) or that index.
    ///
    /// @throws UsageException listing the classes if there is none
    public int classOf(String nameOrIndex) {
        if (labels.contains(nameOrIndex)) {
            return labels.indexOf(nameOrIndex);
        }
        for (int c = 0; c < labels.size(); c++) {
            if (labels.get(c).toLowerCase(Locale.ROOT).equals(nameOrIndex.toLowerCase(Locale.ROOT))) {
                return c;
            }
        }
        if (nameOrIndex.matches("[0-9]{1,9}") && Integer.parseInt(nameOrIndex) < classes()) {
            return Integer.parseInt(nameOrIndex);
        }
        String shown =
                classes() <= 20 ? ": " + String.join(", ", labels) : "";
        throw new UsageException(
                "class: expected a name or an index from 0 to " + (classes() - 1) + shown + "; found '"
                        + nameOrIndex + "'");
    }
}

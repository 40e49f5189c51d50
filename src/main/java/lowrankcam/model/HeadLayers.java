package lowrankcam.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lowrankcam.format.FormatException;
import lowrankcam.weights.KerasOrder;
import lowrankcam.weights.TensorInfo;
import lowrankcam.weights.TensorSource;

/// Which tensors of a file are the dense layers of a head.
///
/// `fc`, or `fc1`, `fc2`, …, or the dense layers of a Keras model are it by their names. Without them the matrices that are there
/// are it, `NAME.weight` (C×K) or `NAME/kernel` (K×C), whatever they are called: a single one, or several in the order of their numbers
/// if their names differ in nothing else, or several whose shapes allow one order only.
///
/// @param layers in their order; none if the file has no matrix
/// @param taken  how they were found if not by their names, in words
public record HeadLayers(List<Layer> layers, List<String> taken) {

    private static final Pattern USUAL =
            Pattern.compile("fc[0-9]*\\.(weight|bias)|(dense(_[0-9]+)?|predictions)/(kernel|bias)(:0)?");
    private static final Pattern MATRIX = Pattern.compile("(?s)(.*\\.)?weight|(.*/)?kernel(:0)?");

    /// Matrices that are put into an order; a head has a few.
    private static final int MOST_LAYERS = 16;

    /// Names of a layer's tensors.
    ///
    /// @param bias or null if it has none
    record Layer(String weight, String bias) {

        static Layer of(TensorSource source, String weight) {
            String bias = weight.replaceAll("weight$", "bias").replaceAll("kernel(:0)?$", "bias$1");
            return new Layer(weight, source.tensors().containsKey(bias) ? bias : null);
        }

        /// True for C×K, false for K×C.
        boolean torch() {
            return weight.endsWith("weight");
        }

        String stem() {
            return weight.replaceAll("[./](weight|kernel(:0)?)$", "");
        }

        private int size(TensorSource source, int torchDimension) {
            return source.tensors().get(weight).shape().get(torch() ? torchDimension : 1 - torchDimension);
        }

        int outputs(TensorSource source) {
            return size(source, 0);
        }

        int inputs(TensorSource source) {
            return size(source, 1);
        }
    }

    /// True for the names that a head usually has.
    public static boolean isUsual(String name) {
        return USUAL.matcher(name).matches();
    }

    /// Names of all tensors of the layers.
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Layer layer : layers) {
            names.add(layer.weight());
            names.add(layer.bias());
        }
        return names;
    }

    /// @param source   none of whose matrices belongs to anything else
    /// @param features K that the body gives
    /// @throws FormatException if names or shapes allow more than one head, or none
    public static HeadLayers find(TensorSource source, int features) throws FormatException {
        List<Layer> usual = usual(source.tensors()).stream().map(name -> Layer.of(source, name)).toList();
        if (!usual.isEmpty()) {
            requireAllUsed(source, usual);
            return new HeadLayers(usual, usual.stream().allMatch(layer -> layer.bias() != null) ? List.of() : words(usual));
        }
        List<Layer> matrices = source.tensors().values().stream()
                .filter(info -> info.shape().size() == 2 && MATRIX.matcher(info.name()).matches())
                .map(info -> Layer.of(source, info.name())).toList();
        if (matrices.isEmpty()) {
            return new HeadLayers(List.of(), List.of());
        }
        List<Layer> ordered = ordered(source, matrices, features);
        return new HeadLayers(ordered, words(ordered));
    }

    private static List<String> words(List<Layer> layers) {
        List<String> biased = layers.stream().filter(layer -> layer.bias() == null).map(Layer::stem).toList();
        return List.of(
                "head " + stems(layers) + (layers.size() > 1 ? " with ReLU between" : "")
                        + (biased.isEmpty() ? "" : ", without a bias in '" + String.join("', '", biased) + "'"));
    }

    private static String stems(List<Layer> layers) {
        return layers.stream().map(layer -> "'" + layer.stem() + "'").collect(Collectors.joining(", "));
    }

    private static List<String> usual(Map<String, TensorInfo> tensors) {
        if (tensors.containsKey("fc.weight")) {
            return List.of("fc.weight");
        }
        if (tensors.containsKey("fc1.weight")) {
            return IntStream.iterate(1, n -> tensors.containsKey("fc" + n + ".weight"), n -> n + 1)
                    .mapToObj(n -> "fc" + n + ".weight").toList();
        }
        return tensors.keySet().stream()
                .filter(name -> isUsual(name) && name.contains("/kernel"))
                .sorted(Comparator.<String, Boolean>comparing(name -> name.startsWith("predictions"))
                        .thenComparing(KerasOrder.BY_NUMBER))
                .toList();
    }

    /// A layer that is left over, `fc3` without `fc2` say, would be another head than this one.
    private static void requireAllUsed(TensorSource source, List<Layer> layers) throws FormatException {
        Set<String> used = new HeadLayers(layers, List.of()).names();
        List<String> left =
                source.tensors().keySet().stream().filter(name -> isUsual(name) && !used.contains(name)).toList();
        if (!left.isEmpty()) {
            throw error(
                    source, "one, its layers numbered without a gap",
                    String.join(", ", left) + " besides " + layers.stream().map(Layer::weight).collect(Collectors.joining(", ")));
        }
    }

    /// Each layer takes what the one before it gives, and nothing is left.
    private static List<Layer> ordered(TensorSource source, List<Layer> matrices, int features) throws FormatException {
        List<Layer> rest = new ArrayList<>(matrices);
        boolean numbered = matrices.stream().map(layer -> layer.weight().replaceAll("[0-9]+", "#")).distinct().count() == 1;
        if (numbered) {
            rest.sort(Comparator.<Layer>comparingInt(layer -> layer.weight().length()).thenComparing(Layer::weight));
        }
        List<Layer> result = new ArrayList<>();
        int inputs = features;
        while (!rest.isEmpty() && matrices.size() <= MOST_LAYERS) {
            int wanted = inputs;
            List<Layer> next = rest.stream()
                    .limit(numbered ? 1 : rest.size()).filter(layer -> layer.inputs(source) == wanted).toList();
            if (next.size() != 1) {
                break;
            }
            rest.remove(next.getFirst());
            result.add(next.getFirst());
            inputs = next.getFirst().outputs(source);
        }
        if (rest.isEmpty()) {
            return result;
        }
        throw error(
                source, "a single matrix with " + features + " inputs, or several with numbers or shapes that allow one order",
                matrices.stream().limit(MOST_LAYERS / 2)
                        .map(layer -> layer.weight() + " " + source.tensors().get(layer.weight()).shape())
                        .collect(Collectors.joining(", ")) + (matrices.size() > MOST_LAYERS / 2 ? ", ..." : ""));
    }

    private static FormatException error(TensorSource source, String expected, String found) {
        return new FormatException(source.file(), FormatException.NO_OFFSET, "classifier head", expected, found);
    }
}

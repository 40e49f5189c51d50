package lowrankcam.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lowrankcam.weights.hdf5.Dataset;
import lowrankcam.weights.hdf5.Hdf5File;

/// Gives the datasets of a Keras file the names that its layers' tensors have in a session, `conv2d_6/kernel` say, whichever way
/// the file was saved:
///
/// - `[model_weights/]LAYER/…/NAME/kernel[:0]`, as Keras 2 saves, and every Keras into `.h5`: the last two parts are the name;
/// - `…/conv2d_3/vars/0`, as Keras 3 saves into `.keras` and `.weights.h5`: the layers of a kind are numbered in the order of
///   the graph, which is not that of their creation; `vars` carries the name.
final class KerasNames {

    private static final Pattern VARIABLE = Pattern.compile("(?:(.*)/)?([^/]*?)(?:_([0-9]+))?/vars/([0-9]+)");

    private static final String CONV = "conv2d";
    private static final String NORM = "batch_normalization";
    private static final String DENSE = "dense";

    /// Of the layers of a kind in the graph's order, the number of their creation in Keras's own InceptionV3.
    private static final List<Integer> GRAPH_ORDER = List.of(
        0, 1, 2, 3, 4, 8, 6, 9, 5, 7, 10, 11, 15, 13, 16, 12, 14, 17, 18, 22, 20, 23, 19, 21, 24, 25, 27, 28, 26, 29, 34, 35,
        31, 36, 32, 37, 30, 33, 38, 39, 44, 45, 41, 46, 42, 47, 40, 43, 48, 49, 54, 55, 51, 56, 52, 57, 50, 53, 58, 59, 64, 65,
        61, 66, 62, 67, 60, 63, 68, 69, 72, 73, 70, 74, 71, 75, 80, 77, 81, 78, 79, 82, 83, 76, 84, 89, 86, 90, 87, 88, 91, 92,
        85, 93);

    private final Hdf5File file;
    private final Map<String, Dataset> named = new LinkedHashMap<>();
    private final List<String> heads = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();

    /// A layer as Keras 3 saves it.
    ///
    /// @param path   of its group
    /// @param within the group that holds it and its like
    /// @param kind   its class, in small letters
    /// @param number among its like
    /// @param values by the numbers of its variables
    private record Layer(String path, String within, String kind, int number, Map<Integer, Dataset> values) {}

    private KerasNames(Hdf5File file) {
        this.file = file;
    }

    static KerasNames of(Hdf5File file) {
        KerasNames names = new KerasNames(file);
        if (file.datasets().keySet().stream().anyMatch(path -> VARIABLE.matcher(path).matches())) {
            names.addNumbered();
        } else {
            names.addNamed();
        }
        names.renameHeads();
        return names;
    }

    static List<Integer> graphOrder() {
        return GRAPH_ORDER;
    }

    Map<String, Dataset> tensors() {
        return named;
    }

    List<String> taken() {
        return taken;
    }

    private void addNamed() {
        String root = file.datasets().keySet().stream().anyMatch(path -> path.startsWith("model_weights/")) ? "model_weights" : "";
        List<String> order = file.texts(root, "layer_names");
        List<String> dense = new ArrayList<>();
        for (Map.Entry<String, Dataset> entry : file.datasets().entrySet()) {
            String[] parts = entry.getKey().replaceAll(":0$", "").split("/");
            String name = parts.length < 2 ? parts[0] : parts[parts.length - 2] + "/" + parts[parts.length - 1];
            put(name, entry.getValue());
            if (name.endsWith("/kernel") && entry.getValue().shape().size() == 2) {
                dense.add(name.substring(0, name.indexOf('/')));
            }
        }
        dense.sort(Comparator.<String>comparingInt(order::indexOf).thenComparing(name -> name + "/", KerasOrder.BY_NUMBER));
        heads.addAll(dense);
    }

    private void addNumbered() {
        Map<String, Layer> layers = new TreeMap<>();
        for (Map.Entry<String, Dataset> entry : file.datasets().entrySet()) {
            Matcher parts = VARIABLE.matcher(entry.getKey());
            if (!parts.matches()) {
                put(entry.getKey(), entry.getValue());
                continue;
            }
            String path = entry.getKey().substring(0, entry.getKey().lastIndexOf("/vars/"));
            String within = parts.group(1) == null ? "" : parts.group(1);
            layers.computeIfAbsent(path, _ -> new Layer(path, within, parts.group(2), number(parts.group(3)), new TreeMap<>()))
                    .values().put(number(parts.group(4)), entry.getValue());
        }
        List<Layer> dense = new ArrayList<>();
        boolean guessed = false;
        for (Layer layer : layers.values()) {
            List<String> variables = variables(layer);
            String stated = file.texts(layer.path() + "/vars", "name").stream().findFirst().orElse("");
            boolean guess = stated.isEmpty() && (layer.kind().equals(CONV) || layer.kind().equals(NORM));
            guessed |= guess;
            String name = !stated.isEmpty() ? stated : guess ? guessed(layer) : layer.path().substring(layer.path().lastIndexOf('/') + 1);
            for (Map.Entry<Integer, Dataset> value : layer.values().entrySet()) {
                int index = value.getKey();
                put(index < variables.size() ? name + "/" + variables.get(index) : value.getValue().path(), value.getValue());
            }
            if (layer.kind().equals(DENSE)) {
                dense.add(new Layer(name, layer.within(), DENSE, layer.number(), layer.values()));
            }
        }
        // A model inside another comes before what is built on it.
        dense.sort(Comparator.<Layer>comparingInt(layer -> -layer.within().length()).thenComparingInt(Layer::number));
        dense.forEach(layer -> heads.add(layer.path()));
        if (guessed) {
            taken.add("layers in the order of Keras's InceptionV3, since the file does not name them");
        }
    }

    private static int number(String digits) {
        return digits == null ? 0 : digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static String guessed(Layer layer) {
        int created = layer.number() < GRAPH_ORDER.size() ? GRAPH_ORDER.get(layer.number()) : layer.number();
        return layer.kind() + (created == 0 ? "" : "_" + created);
    }

    /// Names of a layer's variables in their order; a batch norm has a scale or none.
    private static List<String> variables(Layer layer) {
        return switch (layer.kind()) {
            case CONV, DENSE -> List.of("kernel", "bias");
            case NORM -> layer.values().size() == 3
                    ? List.of("beta", "moving_mean", "moving_variance")
                    : List.of("gamma", "beta", "moving_mean", "moving_variance");
            default -> List.of();
        };
    }

    /// Counters and seeds of random numbers are nothing that a network computes with.
    private void put(String name, Dataset values) {
        if (FloatType.of(values.type()).isEmpty() && !name.endsWith("/kernel")) {
            return;
        }
        Dataset other = named.put(name, values);
        if (other != null) {
            named.put(other.path(), other);
        }
    }

    /// Dense layers of other names than Keras gives, or of several, become `dense_1`, `dense_2`, …
    private void renameHeads() {
        if (heads.size() == 1 && heads.getFirst().matches("dense(_[0-9]+)?|predictions")) {
            return;
        }
        Map<String, Dataset> before = new LinkedHashMap<>(named);
        for (String layer : heads) {
            named.remove(layer + "/kernel");
            named.remove(layer + "/bias");
        }
        for (int i = 0; i < heads.size(); i++) {
            for (String variable : List.of("/kernel", "/bias")) {
                Dataset values = before.get(heads.get(i) + variable);
                if (values != null) {
                    named.put("dense_" + (i + 1) + variable, values);
                }
            }
        }
        if (!heads.isEmpty()) {
            taken.add("dense layers " + String.join(", ", heads) + " as the head");
        }
    }
}

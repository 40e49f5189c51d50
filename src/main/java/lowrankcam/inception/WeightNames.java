package lowrankcam.inception;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lowrankcam.nn.Network;
import lowrankcam.weights.KerasOrder;
import lowrankcam.weights.TensorInfo;

/// Names and layout of one convolution's tensors in a weights file.
///
/// @param kernel   convolution weights
/// @param gamma    batch-norm scale, or empty where the network has none
/// @param beta     batch-norm shift, or the convolution's bias where the batch norm is folded into it
/// @param mean     moving mean, or empty where the batch norm is folded
/// @param variance moving variance, likewise
/// @param layout   order of the kernel's dimensions
record WeightNames(String kernel, String gamma, String beta, String mean, String variance, Layout layout) {

    /// Order of a convolution kernel's dimensions.
    enum Layout {
        /// Outputs, inputs, height, width: PyTorch.
        OIHW,
        /// Height, width, inputs, outputs: TensorFlow, and ours.
        HWIO;

        /// Shape of a unit's kernel.
        List<Integer> shape(Network.Unit unit) {
            int height = unit.layer().window().height();
            int width = unit.layer().window().width();
            int outputs = unit.layer().outputs();
            return switch (this) {
                case OIHW -> List.of(outputs, unit.inputs(), height, width);
                case HWIO -> List.of(height, width, unit.inputs(), outputs);
            };
        }
    }

    private static final Pattern KERAS_CONV = Pattern.compile("conv2d(_[0-9]+)?/kernel(:0)?");
    private static final Pattern KERAS_NORM = Pattern.compile("batch_normalization(_[0-9]+)?/beta(:0)?");

    private static final Pattern KERAS_ANY =
            Pattern.compile("(conv2d(_[0-9]+)?/(kernel|bias)|batch_normalization(_[0-9]+)?/(gamma|beta|moving_mean|moving_variance))(:0)?");

    /// Number of convolutions of the network.
    static final int CONVOLUTIONS = 94;

    private static final Set<String> TORCHVISION_ALL =
            InceptionV3.network(Dialect.TORCHVISION).units().stream()
                    .map(unit -> torchvision(unit, true))
                    .flatMap(names -> Stream.concat(names.all().stream(), Stream.of(names.foldedBias())))
                    .collect(Collectors.toUnmodifiableSet());

    /// True for the names of tensors that belong to a body.
    static boolean isOfBody(String name) {
        return TORCHVISION_ALL.contains(name) || KERAS_ANY.matcher(name).matches();
    }

    /// Recognises the naming, or returns null.
    static Naming recognise(Map<String, TensorInfo> tensors) {
        if (tensors.keySet().stream().anyMatch(name -> name.endsWith(".conv.weight"))) {
            return Naming.TORCHVISION;
        }
        return tensors.keySet().stream().anyMatch(name -> KERAS_CONV.matcher(name).matches()) ? Naming.KERAS : null;
    }

    /// Names for all units of the table, in its order.
    static List<WeightNames> of(Naming naming, Map<String, TensorInfo> tensors, List<Network.Unit> units) {
        return switch (naming) {
            case TORCHVISION -> {
                List<WeightNames> scaled = units.stream().map(unit -> torchvision(unit, true)).toList();
                boolean any = scaled.stream().anyMatch(unit -> tensors.containsKey(unit.gamma()));
                yield units.stream().map(unit -> torchvision(unit, any))
                        .map(names -> names.isFoldedIn(tensors, names.mean()) ? names.folded() : names).toList();
            }
            case KERAS -> keras(tensors, units.size());
        };
    }

    /// Names under which all units of the table are written, in its order; of every tensor that a unit can have.
    static List<WeightNames> toWrite(Naming naming, List<Network.Unit> units) {
        return of(naming, Map.of(), units).stream().map(WeightNames::withGamma).toList();
    }

    /// True if the batch norm is folded into the convolution, whose bias takes the place of the shift.
    boolean isFolded() {
        return mean.isEmpty();
    }

    /// The name of the convolution's bias.
    String foldedBias() {
        return kernel.replace(".conv.weight", ".conv.bias").replace("/kernel", "/bias");
    }

    private boolean isFoldedIn(Map<String, TensorInfo> tensors, String norm) {
        return tensors.containsKey(foldedBias()) && !tensors.containsKey(norm);
    }

    private WeightNames folded() {
        return new WeightNames(kernel, "", foldedBias(), "", "", layout);
    }

    private WeightNames withGamma() {
        return gamma.isEmpty()
                ? new WeightNames(kernel, beta.replace("/beta", "/gamma").replace(".bn.bias", ".bn.weight"), beta, mean, variance, layout)
                : this;
    }

    private static WeightNames torchvision(Network.Unit unit, boolean scaled) {
        String stem = unit.layer().name();
        return new WeightNames(
                stem + ".conv.weight", scaled ? stem + ".bn.weight" : "", stem + ".bn.bias",
                stem + ".bn.running_mean", stem + ".bn.running_var", Layout.OIHW);
    }

    /// Keras goes on counting from model to model in one process, so the rank of a number is what identifies a unit.
    private static List<WeightNames> keras(Map<String, TensorInfo> tensors, int count) {
        List<String> kernels = ranked(tensors, KERAS_CONV);
        List<String> betas = ranked(tensors, KERAS_NORM);
        List<WeightNames> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String kernel = i < kernels.size() ? kernels.get(i) : "conv2d_" + (i + 1) + "/kernel";
            WeightNames alone = new WeightNames(kernel, "", "", "", "", Layout.HWIO);
            if (betas.isEmpty() && tensors.containsKey(alone.foldedBias())) {
                names.add(alone.folded());
                continue;
            }
            String beta = i < betas.size() ? betas.get(i) : "batch_normalization_" + (i + 1) + "/beta";
            String suffix = beta.endsWith(":0") ? ":0" : "";
            String stem = beta.substring(0, beta.indexOf('/'));
            String gamma = stem + "/gamma" + suffix;
            names.add(
                    new WeightNames(
                            kernel, tensors.containsKey(gamma) ? gamma : "", beta, stem + "/moving_mean" + suffix,
                            stem + "/moving_variance" + suffix, Layout.HWIO));
        }
        return names;
    }

    private static List<String> ranked(Map<String, TensorInfo> tensors, Pattern pattern) {
        return tensors.keySet().stream()
                .filter(name -> pattern.matcher(name).matches())
                .sorted(KerasOrder.BY_NUMBER)
                .toList();
    }

    List<String> all() {
        return Stream.of(kernel, gamma, beta, mean, variance).filter(name -> !name.isEmpty()).toList();
    }
}

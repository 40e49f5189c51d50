package lowrankcam.inception;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lowrankcam.format.FormatException;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Workers;
import lowrankcam.nn.CompiledNetwork;
import lowrankcam.nn.FoldedWeights;
import lowrankcam.nn.Network;
import lowrankcam.weights.RenamedTensors;
import lowrankcam.weights.TensorInfo;
import lowrankcam.weights.TensorSource;

/// Reads the 94 convolutions of an Inception-v3 from a weights file, whichever way it names them.
///
/// All names and shapes are compared with the table before the first value is read; what is missing and what is
/// left over are reported together. Auxiliary classifier and batch counters are ignored and listed.
final class BodyReader {

    private static final int FID_OUTPUTS = 1008;

    private final TensorSource source;
    private final Dialect dialect;
    private final List<Network.Unit> units;
    private final Map<String, WeightNames> names;
    private final BodyNames sorted;
    private final List<String> taken;

    private BodyReader(
            TensorSource source, Dialect dialect, List<Network.Unit> units, Map<String, WeightNames> names, BodyNames sorted,
            List<String> taken) {
        this.source = source;
        this.dialect = dialect;
        this.units = units;
        this.names = names;
        this.sorted = sorted;
        this.taken = taken;
    }

    /// Compares a file with the table.
    ///
    /// @param file      whose names may have a prefix
    /// @param dialect   the dialect that was asked for, or null for the one that the tensor names suggest
    /// @param otherHead true if the head is elsewhere
    /// @throws FormatException if the file holds no Inception-v3, or not all of it, or something else besides
    static BodyReader check(TensorSource file, Dialect dialect, boolean otherHead) throws FormatException {
        TensorSource source = NamePrefix.takenOff(file);
        Naming naming = WeightNames.recognise(source.tensors());
        if (naming == null) {
            throw new FormatException(
                    source.file(), FormatException.NO_OFFSET, "tensor names",
                    "Inception-v3 by torchvision (Conv2d_1a_3x3.conv.weight, ...) or Keras (conv2d_1/kernel, ...) names",
                    source.tensors().size() + " tensors of other names"
                            + source.tensors().keySet().stream().limit(3).collect(Collectors.joining(", ", " (", ", ...)")));
        }
        List<String> taken = new ArrayList<>(source.taken());
        Dialect chosen = dialect != null ? dialect : naming == Naming.KERAS ? Dialect.KERAS : Dialect.TORCHVISION;
        if (dialect == null && naming == Naming.TORCHVISION && hasOutputsOfFid(source)) {
            chosen = Dialect.FID;
            taken.add("--dialect fid, since the head has the " + FID_OUTPUTS + " outputs of pytorch-fid");
        }
        List<Network.Unit> units = InceptionV3.network(chosen).units();
        List<WeightNames> list = WeightNames.of(naming, source.tensors(), units);
        Map<String, WeightNames> names = new LinkedHashMap<>();
        for (int i = 0; i < units.size(); i++) {
            names.put(units.get(i).layer().name(), list.get(i));
        }
        if (naming == Naming.TORCHVISION && list.getFirst().gamma().isEmpty() && !list.getFirst().isFolded()) {
            taken.add("batch-norm scales of 1, since there is no bn.weight");
        }
        BodyReader reader = new BodyReader(source, chosen, units, names, BodyNames.sort(source, list, otherHead), taken);
        reader.checkShapes();
        return reader;
    }

    /// Weights of that program have the names and shapes of torchvision's.
    private static boolean hasOutputsOfFid(TensorSource source) {
        List<Integer> shape = List.of(FID_OUTPUTS, InceptionV3.FEATURES);
        return source.tensors().values().stream().anyMatch(info -> info.shape().equals(shape));
    }

    /// What was chosen where the file could be read in more than one way, in words.
    List<String> taken() {
        return taken;
    }

    /// What the file holds besides the body and what is ignored: its head, if it has one.
    TensorSource rest() {
        return RenamedTensors.only(source, sorted.head());
    }

    Dialect dialect() {
        return dialect;
    }

    /// Tensors that the network does not use and that are known to be harmless.
    List<String> ignored() {
        return sorted.ignored();
    }

    CompiledNetwork compile(KernelSet kernels, Workers workers) throws FormatException {
        return CompiledNetwork.<FormatException>compile(
                InceptionV3.network(dialect), kernels, workers, this::weights);
    }

    private void checkShapes() throws FormatException {
        for (Network.Unit unit : units) {
            WeightNames n = names(unit);
            int outputs = unit.layer().outputs();
            checkShape(n.kernel(), n.layout().shape(unit));
            for (String name : n.all()) {
                if (!name.equals(n.kernel())) {
                    checkShape(name, List.of(outputs));
                }
            }
        }
    }

    private void checkShape(String name, List<Integer> expected) throws FormatException {
        TensorInfo info = source.tensors().get(name);
        if (!info.shape().equals(expected)) {
            throw new FormatException(
                    source.file(), FormatException.NO_OFFSET, "tensor '" + name + "' shape", expected.toString(),
                    info.shape().toString());
        }
    }

    private FoldedWeights weights(Network.Unit unit, float[] kernel) throws FormatException {
        WeightNames n = names(unit);
        switch (n.layout()) {
            case OIHW -> toHwio(source.read(n.kernel()), unit, kernel);
            case HWIO -> source.read(n.kernel(), kernel);
        }
        if (n.isFolded()) {
            return FoldedWeights.folded(kernel, unit.weightCount(), beta(unit));
        }
        float[] variance = variance(unit);
        return FoldedWeights.fold(
                kernel, unit.weightCount(), hasGamma(unit) ? source.read(n.gamma()) : new float[0], source.read(n.beta()),
                source.read(n.mean()), variance, InceptionV3.BATCH_NORM_EPSILON);
    }

    /// The convolutions, in the order of the table.
    List<Network.Unit> units() {
        return units;
    }

    /// Whether the file has a bias instead of a batch norm for a convolution.
    boolean isFolded(Network.Unit unit) {
        return names(unit).isFolded();
    }

    /// Whether the file has a batch-norm scale for a convolution.
    boolean hasGamma(Network.Unit unit) {
        return !names(unit).gamma().isEmpty();
    }

    /// Convolution weights as they are stored, in this layout.
    float[] kernel(Network.Unit unit, WeightNames.Layout layout) throws FormatException {
        WeightNames n = names(unit);
        float[] stored = source.read(n.kernel());
        if (n.layout() == layout) {
            return stored;
        }
        float[] turned = new float[stored.length];
        switch (layout) {
            case OIHW -> toOihw(stored, unit, turned);
            case HWIO -> toHwio(stored, unit, turned);
        }
        return turned;
    }

    /// Batch-norm scales, ones where the file has none.
    float[] gamma(Network.Unit unit) throws FormatException {
        if (hasGamma(unit)) {
            return source.read(names(unit).gamma());
        }
        float[] ones = new float[unit.layer().outputs()];
        Arrays.fill(ones, 1f);
        return ones;
    }

    /// Batch-norm shifts, or biases where the batch norm is folded.
    float[] beta(Network.Unit unit) throws FormatException {
        return source.read(names(unit).beta());
    }

    float[] mean(Network.Unit unit) throws FormatException {
        return source.read(names(unit).mean());
    }

    float[] variance(Network.Unit unit) throws FormatException {
        String name = names(unit).variance();
        float[] variance = source.read(name);
        for (int o = 0; o < variance.length; o++) {
            if (variance[o] + InceptionV3.BATCH_NORM_EPSILON <= 0) {
                throw new FormatException(
                        source.file(), FormatException.NO_OFFSET, "tensor '" + name + "' value " + o,
                        "a variance", String.valueOf(variance[o]));
            }
        }
        return variance;
    }

    private WeightNames names(Network.Unit unit) {
        return names.get(unit.layer().name());
    }

    private static void toHwio(float[] oihw, Network.Unit unit, float[] hwio) {
        int outputs = unit.layer().outputs();
        int inputs = unit.inputs();
        int area = unit.rows() / inputs;
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                for (int a = 0; a < area; a++) {
                    hwio[(a * inputs + i) * outputs + o] = oihw[(o * inputs + i) * area + a];
                }
            }
        }
    }

    private static void toOihw(float[] hwio, Network.Unit unit, float[] oihw) {
        int outputs = unit.layer().outputs();
        int inputs = unit.inputs();
        int area = unit.rows() / inputs;
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                for (int a = 0; a < area; a++) {
                    oihw[(o * inputs + i) * area + a] = hwio[(a * inputs + i) * outputs + o];
                }
            }
        }
    }
}

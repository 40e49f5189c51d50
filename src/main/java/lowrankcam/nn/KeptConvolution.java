package lowrankcam.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lowrankcam.kernel.PackedWeights;
import lowrankcam.kernel.Workers;
import lowrankcam.tensor.Tensor;

/// One convolution of a pass, with everything that it multiplies and what its kernel made of it.
public final class KeptConvolution {

    private final KeptLayer kept;
    private final Network.Unit unit;
    private final PackedWeights weights;

    private KeptConvolution(KeptLayer kept, Network.Unit unit, PackedWeights weights) {
        this.kept = kept;
        this.unit = unit;
        this.weights = weights;
    }

    /// Runs the stage that holds the convolution.
    ///
    /// @param name  of the convolution
    /// @param input of its stage, as a pass gives it
    /// @throws IllegalArgumentException if there is no convolution of that name
    public static KeptConvolution of(CompiledNetwork compiled, String name, Tensor input, Workers workers) {
        Network network = compiled.network();
        int stage = stageOf(network, name);
        Layer layer = network.stages().get(stage).layer();
        Network.Size size = new Network.Size(input.height(), input.width(), input.channels());
        Storage in = Storage.bordered(size, Session.border(layer));
        in.load(input);
        KeptLayer whole = KeptLayer.of(layer, in, Storage.bordered(Network.sizeOf(layer, size), 0));
        List<Runnable> steps = new ArrayList<>();
        whole.forward(compiled, workers, steps);
        steps.forEach(Runnable::run);
        Network.Unit unit =
                network.units(stage).stream().filter(one -> one.layer().name().equals(name)).findFirst().orElseThrow();
        return new KeptConvolution(find(whole, name).orElseThrow(), unit, compiled.weights(name));
    }

    /// Index of the stage that holds a convolution.
    ///
    /// @throws IllegalArgumentException if there is no convolution of that name
    public static int stageOf(Network network, String name) {
        for (int i = 0; i < network.stages().size(); i++) {
            if (network.units(i).stream().anyMatch(unit -> unit.layer().name().equals(name))) {
                return i;
            }
        }
        throw new IllegalArgumentException("no convolution '" + name + "'");
    }

    private static Optional<KeptLayer> find(KeptLayer layer, String name) {
        if (layer.layer() instanceof Layer.Conv conv) {
            return conv.name().equals(name) ? Optional.of(layer) : Optional.empty();
        }
        return layer.chains().stream().flatMap(List::stream).flatMap(inner -> find(inner, name).stream()).findFirst();
    }

    public Network.Unit unit() {
        return unit;
    }

    public Network.Size inputSize() {
        return kept.in().size();
    }

    public Network.Size outputSize() {
        return kept.out().size();
    }

    /// What goes in; in the padding 0.
    public float input(int y, int x, int channel) {
        return kept.in().values()[kept.in().plane().offset(y, x) + channel];
    }

    /// What comes out, after the ReLU.
    public float output(int y, int x, int channel) {
        return kept.out().values()[kept.out().plane().offset(y, x) + channel];
    }

    /// Weights of one output channel by row, column and input channel of the window, batch norm folded in.
    public float[] weights(int channel) {
        return weights.ofOutput(channel);
    }

    /// What the sum of an output channel starts at, batch norm folded in.
    public float bias(int channel) {
        return weights.biasOf(channel);
    }
}

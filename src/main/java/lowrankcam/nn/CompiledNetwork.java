package lowrankcam.nn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.PackedWeights;

/// A network with its weights packed for one set of kernels. Immutable; any number of sessions share it.
public final class CompiledNetwork {

    private final Network network;
    private final KernelSet kernels;
    private final Map<String, PackedWeights> weights;

    private CompiledNetwork(Network network, KernelSet kernels, Map<String, PackedWeights> weights) {
        this.network = network;
        this.kernels = kernels;
        this.weights = weights;
    }

    /// Where weights come from, by the name of the convolution.
    public interface Source<X extends Exception> {
        /// Weights of one convolution.
        FoldedWeights weights(Network.Unit unit) throws X;
    }

    /// Packs the weights of every convolution, one after the other, so that no second copy of all exists.
    ///
    /// @throws IllegalArgumentException if a unit's weights have the wrong length
    public static <X extends Exception> CompiledNetwork compile(
            Network network, KernelSet kernels, Source<X> source) throws X {
        Map<String, PackedWeights> packed = new HashMap<>();
        List<Network.Unit> units = network.units();
        for (Network.Unit unit : units) {
            FoldedWeights folded = source.weights(unit);
            if (folded.weights().length != unit.weightCount() || folded.bias().length != unit.layer().outputs()) {
                throw new IllegalArgumentException(
                        unit.layer().name() + ": expected " + unit.weightCount() + " weights and "
                                + unit.layer().outputs() + " biases, found " + folded.weights().length + " and "
                                + folded.bias().length);
            }
            packed.put(
                    unit.layer().name(),
                    kernels.convolution().pack(folded.weights(), folded.bias(), unit.rows()));
        }
        return new CompiledNetwork(network, kernels, packed);
    }

    public Network network() {
        return network;
    }

    public KernelSet kernels() {
        return kernels;
    }

    PackedWeights weights(String unit) {
        return weights.get(unit);
    }
}

package lowrankcam.nn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.PackedWeights;
import lowrankcam.kernel.Task;
import lowrankcam.kernel.Workers;

/// A network with its weights packed for one set of kernels. Any number of sessions share it; what it gives out
/// never changes.
public final class CompiledNetwork {

    private final Network network;
    private final KernelSet kernels;
    private final Map<String, PackedWeights> weights;
    private final Map<String, List<PackedWeights>> transposed = new ConcurrentHashMap<>();

    private CompiledNetwork(Network network, KernelSet kernels, Map<String, PackedWeights> weights) {
        this.network = network;
        this.kernels = kernels;
        this.weights = weights;
    }

    /// Where weights come from, by the name of the convolution.
    public interface Source<X extends Exception> {
        /// Weights of one convolution.
        ///
        /// @param buffer room for this unit's weights, which the result may use; another unit will use it after this
        FoldedWeights weights(Network.Unit unit, float[] buffer) throws X;
    }

    /// Packs the weights of every convolution. Each thread unpacks one convolution at a time into a buffer of its
    /// own, so that no second copy of all ever exists.
    ///
    /// @param source called from several threads
    /// @throws X                        the first error of the source, in the table's order
    /// @throws IllegalArgumentException if a unit's weights have the wrong length
    @SuppressWarnings("unchecked")
    public static <X extends Exception> CompiledNetwork compile(
            Network network, KernelSet kernels, Workers workers, Source<X> source) throws X {
        List<Network.Unit> units = network.units();
        PackedWeights[] packed = new PackedWeights[units.size()];
        Exception[] errors = new Exception[units.size()];
        int longest = units.stream().mapToInt(Network.Unit::weightCount).max().orElse(0);
        float[][] buffers = new float[workers.threads()][];
        workers.run(new Task() {
            @Override
            public int items() {
                return units.size();
            }

            @Override
            public void run(int i, int thread) {
                if (buffers[thread] == null) {
                    buffers[thread] = new float[longest];
                }
                try {
                    packed[i] = pack(units.get(i), kernels, source.weights(units.get(i), buffers[thread]));
                } catch (Exception e) {
                    errors[i] = e;
                }
            }
        });
        Map<String, PackedWeights> weights = new HashMap<>();
        for (int i = 0; i < packed.length; i++) {
            if (errors[i] instanceof RuntimeException e) {
                throw e;
            }
            if (errors[i] != null) {
                throw (X) errors[i];
            }
            weights.put(units.get(i).layer().name(), packed[i]);
        }
        return new CompiledNetwork(network, kernels, weights);
    }

    private static PackedWeights pack(Network.Unit unit, KernelSet kernels, FoldedWeights folded) {
        if (folded.count() != unit.weightCount() || folded.bias().length != unit.layer().outputs()) {
            throw new IllegalArgumentException(
                    unit.layer().name() + ": expected " + unit.weightCount() + " weights and "
                            + unit.layer().outputs() + " biases, found " + folded.count() + " and "
                            + folded.bias().length);
        }
        return kernels.convolution().pack(folded.weights(), folded.bias(), unit.layer().window(), unit.inputs());
    }

    public Network network() {
        return network;
    }

    public KernelSet kernels() {
        return kernels;
    }

    /// Weights of a convolution as they were before they were packed.
    ///
    /// @param buffer room for them, which the result uses
    public FoldedWeights unpacked(Network.Unit unit, float[] buffer) {
        PackedWeights packed = weights(unit.layer().name());
        packed.unpack(0, unit.rows(), buffer);
        return FoldedWeights.folded(buffer, unit.weightCount(), packed.bias());
    }

    /// The same network with another one's weights from a stage on; nothing is copied.
    ///
    /// @param first index of the first stage that is the other's; that behind the last for none
    public CompiledNetwork with(int first, CompiledNetwork other) {
        Map<String, PackedWeights> mixed = new HashMap<>(weights);
        for (int i = first; i < network.stages().size(); i++) {
            network.units(i).forEach(unit -> mixed.put(unit.layer().name(), other.weights(unit.layer().name())));
        }
        return new CompiledNetwork(network, kernels, mixed);
    }

    PackedWeights weights(String unit) {
        return weights.get(unit);
    }

    /// Weights for the gradient with respect to a convolution's input, made when they are first asked for.
    List<PackedWeights> transposed(Network.Unit unit) {
        return transposed.computeIfAbsent(
                unit.layer().name(), name -> unit.gradient().pack(kernels.convolution(), weights.get(name)));
    }
}

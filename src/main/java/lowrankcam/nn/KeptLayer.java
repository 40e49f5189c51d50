package lowrankcam.nn;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.kernel.ConvolutionForm;
import lowrankcam.kernel.ConvolutionPlan;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.PackedWeights;
import lowrankcam.kernel.PoolingPlan;
import lowrankcam.kernel.Workers;
import lowrankcam.tensor.Plane;

/// A layer with its input and output kept, for the backward pass. Unlike in a [Session] no array is used twice.
///
/// @param layer  what runs
/// @param in     its input
/// @param out    its output; for a branch a slice of the joint array
/// @param chains of [Layer.Branches], else empty
record KeptLayer(Layer layer, Storage in, Storage out, List<List<KeptLayer>> chains) {

    /// Lays out a layer and all layers inside it.
    static KeptLayer of(Layer layer, Storage in, Storage out) {
        List<List<KeptLayer>> chains = new ArrayList<>();
        if (layer instanceof Layer.Branches branches) {
            int channel = 0;
            for (List<Layer> chain : branches.chains()) {
                List<KeptLayer> kept = chain(chain, in, out, channel);
                channel += kept.getLast().out().plane().channels();
                chains.add(kept);
            }
        }
        return new KeptLayer(layer, in, out, List.copyOf(chains));
    }

    /// A chain whose last layer writes into `out` from `channel` on.
    private static List<KeptLayer> chain(List<Layer> chain, Storage in, Storage out, int channel) {
        List<KeptLayer> kept = new ArrayList<>();
        Storage from = in;
        for (int i = 0; i < chain.size(); i++) {
            Network.Size size = Network.sizeOf(chain.get(i), from.size());
            Storage to =
                    i == chain.size() - 1
                            ? out.slice(channel, size.channels())
                            : Storage.bordered(size, Session.border(chain.get(i + 1)));
            kept.add(of(chain.get(i), from, to));
            from = to;
        }
        return List.copyOf(kept);
    }

    /// Adds the forward pass to `steps`; the same kernels in the same order as a [Session], so the same bits.
    void forward(CompiledNetwork compiled, Workers workers, List<Runnable> steps) {
        KernelSet kernels = compiled.kernels();
        Plane from = in.plane();
        Plane to = out.plane();
        switch (layer) {
            case Layer.Conv conv -> {
                ConvolutionPlan plan = new ConvolutionPlan(from, to, conv.window(), ConvolutionForm.RECTIFIED);
                PackedWeights weights = compiled.weights(conv.name());
                steps.add(() -> kernels.convolution().apply(plan, in.values(), weights, out.values(), workers));
            }
            case Layer.MaxPool max -> {
                PoolingPlan plan = new PoolingPlan(from, to, max.window());
                steps.add(() -> kernels.pooling().max(plan, in.values(), out.values(), workers));
            }
            case Layer.AveragePool average -> {
                PoolingPlan plan = new PoolingPlan(from, to, average.window());
                steps.add(() ->
                        kernels.pooling().average(plan, average.padding(), in.values(), out.values(), workers));
            }
            case Layer.Branches _ ->
                    chains.forEach(chain -> chain.forEach(kept -> kept.forward(compiled, workers, steps)));
        }
    }
}

package lowrankcam.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.kernel.ConvolutionForm;
import lowrankcam.kernel.ConvolutionGradient;
import lowrankcam.kernel.ConvolutionPlan;
import lowrankcam.kernel.GatePlan;
import lowrankcam.kernel.Gradients;
import lowrankcam.kernel.PackedWeights;
import lowrankcam.kernel.PoolingGradientPlan;
import lowrankcam.kernel.PoolingPlan;
import lowrankcam.kernel.Window;
import lowrankcam.kernel.Workers;
import lowrankcam.tensor.Plane;

/// Lays out backward passes. Steps are planned in the order in which they run, so that an array whose last reader
/// is planned can be handed out again.
///
/// Branches add their gradients to the input's in their order: the first writes, the others add.
final class BackwardPlan {

    private final CompiledNetwork compiled;
    private final Workers workers;
    private final Map<Plane, List<Storage>> free = new HashMap<>();

    BackwardPlan(CompiledNetwork compiled, Workers workers) {
        this.compiled = compiled;
        this.workers = workers;
    }

    /// Plans one layer of the network's chain.
    ///
    /// @param outGradient gradient with respect to the layer's output, H'×W'×C'
    /// @param inGradient  receives the gradient with respect to its input, H×W×C
    /// @return what to run, in order
    List<Runnable> plan(KeptLayer kept, Storage outGradient, Storage inGradient) {
        List<Runnable> steps = new ArrayList<>();
        layer(kept, outGradient, inGradient, ConvolutionForm.LINEAR, steps);
        return steps;
    }

    /// @param form `LINEAR` to overwrite `inGradient`, `ADDED` to add to it
    private void layer(
            KeptLayer kept, Storage outGradient, Storage inGradient, ConvolutionForm form, List<Runnable> steps) {
        Gradients gradients = compiled.kernels().gradients();
        float[] from = outGradient.values();
        float[] to = inGradient.values();
        switch (kept.layer()) {
            case Layer.Conv conv -> convolution(conv, kept, outGradient, inGradient, form, steps);
            case Layer.MaxPool max -> {
                PoolingGradientPlan plan = pooling(kept, max.window(), outGradient, inGradient, form, steps);
                steps.add(() -> gradients.maximum(plan, kept.in().values(), from, to, workers));
            }
            case Layer.AveragePool average -> {
                PoolingGradientPlan plan = pooling(kept, average.window(), outGradient, inGradient, form, steps);
                steps.add(() -> gradients.average(plan, average.padding(), from, to, workers));
            }
            case Layer.Branches _ -> {
                int channel = 0;
                ConvolutionForm now = form;
                for (List<KeptLayer> chain : kept.chains()) {
                    int channels = chain.getLast().out().plane().channels();
                    chain(chain, outGradient.slice(channel, channels), inGradient, now, steps);
                    channel += channels;
                    now = ConvolutionForm.ADDED;
                }
            }
        }
    }

    private void chain(
            List<KeptLayer> chain, Storage outGradient, Storage inGradient, ConvolutionForm form,
            List<Runnable> steps) {
        Storage current = outGradient;
        for (int i = chain.size() - 1; i >= 0; i--) {
            KeptLayer kept = chain.get(i);
            Network.Size size = kept.in().size();
            Storage next =
                    i == 0 ? inGradient : acquire(Plane.dense(size.height(), size.width(), size.channels()));
            layer(kept, current, next, i == 0 ? form : ConvolutionForm.LINEAR, steps);
            if (current != outGradient) {
                release(current);
            }
            current = next;
        }
    }

    private void convolution(
            Layer.Conv conv, KeptLayer kept, Storage outGradient, Storage inGradient, ConvolutionForm form,
            List<Runnable> steps) {
        Network.Size size = kept.out().size();
        Network.Unit unit = new Network.Unit(conv, kept.in().plane().channels());
        ConvolutionGradient geometry = unit.gradient();
        Storage gated =
                acquire(Plane.bordered(size.height(), size.width(), size.channels(), geometry.border()));
        GatePlan gate = new GatePlan(outGradient.plane(), kept.out().plane(), gated.plane());
        List<ConvolutionPlan> plans = geometry.plans(gated.plane(), inGradient.plane(), form);
        List<PackedWeights> weights = compiled.transposed(unit);
        float[] outputs = kept.out().values();
        steps.add(() ->
                compiled.kernels().gradients().gate(gate, outGradient.values(), outputs, gated.values(), workers));
        if (form == ConvolutionForm.LINEAR && !geometry.reachesEveryInput()) {
            steps.add(() -> Arrays.fill(inGradient.values(), 0));
        }
        for (int i = 0; i < plans.size(); i++) {
            ConvolutionPlan plan = plans.get(i);
            PackedWeights packed = weights.get(i);
            steps.add(() ->
                    compiled.kernels().convolution()
                            .apply(plan, gated.values(), packed, inGradient.values(), workers));
        }
        release(gated);
    }

    /// Pools only add, so a gradient that is to be overwritten is cleared first.
    private static PoolingGradientPlan pooling(
            KeptLayer kept, Window window, Storage outGradient, Storage inGradient,
            ConvolutionForm form, List<Runnable> steps) {
        if (form == ConvolutionForm.LINEAR) {
            steps.add(() -> Arrays.fill(inGradient.values(), 0));
        }
        PoolingPlan pooling = new PoolingPlan(kept.in().plane(), kept.out().plane(), window);
        return new PoolingGradientPlan(pooling, outGradient.plane(), inGradient.plane());
    }

    /// An array for this plane; its border is zero, since nobody writes there.
    private Storage acquire(Plane plane) {
        List<Storage> list = free.get(plane);
        return list == null || list.isEmpty() ? Storage.of(plane) : list.removeLast();
    }

    private void release(Storage storage) {
        free.computeIfAbsent(storage.plane(), _ -> new ArrayList<>()).add(storage);
    }
}

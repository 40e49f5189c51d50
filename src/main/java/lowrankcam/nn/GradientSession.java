package lowrankcam.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.kernel.Workers;
import lowrankcam.tensor.Tensor;

/// The rest of a network from some stage on, forward with all activations kept, and backward with respect to that
/// stage's output, or a later one's.
///
/// Arrays, plans and turned weights of a stage are made when the first pass goes through it; a network that is
/// never differentiated pays nothing. One caller at a time.
///
/// Rules, orders of sums and cost: docs/GRADIENTS.md.
public final class GradientSession {

    private final CompiledNetwork compiled;
    private final Workers workers;
    private final List<Network.Size> sizes;
    private final BackwardPlan backward;
    private final Map<Integer, Storage> outputs = new LinkedHashMap<>();
    private final Map<Integer, Storage> gradients = new LinkedHashMap<>();
    private final Map<Integer, KeptLayer> layers = new LinkedHashMap<>();
    private final Map<Integer, List<Runnable>> forwardSteps = new LinkedHashMap<>();
    private final Map<Integer, List<Runnable>> backwardSteps = new LinkedHashMap<>();
    /// By stage: the tensors handed in and out whose gradient the kept activations give.
    private final Map<Integer, Tensor> held = new LinkedHashMap<>();

    /// @param height  rows of the images
    /// @param width   columns of the images
    /// @param workers threads that split each layer
    public GradientSession(CompiledNetwork compiled, int height, int width, Workers workers) {
        this.compiled = compiled;
        this.workers = workers;
        this.sizes = compiled.network().sizes(height, width);
        this.backward = new BackwardPlan(compiled, workers);
    }

    /// Runs the rest of the network and keeps every activation.
    ///
    /// @param after    name of the stage whose output is given
    /// @param features that output, H×W×C
    /// @return output of the last stage, the same bits as a [Session]'s
    public Tensor forward(String after, Tensor features) {
        int first = compiled.network().indexOf(after);
        held.clear();
        output(first).load(features);
        for (int i = first + 1; i < sizes.size(); i++) {
            forwardSteps.computeIfAbsent(i, this::planForward).forEach(Runnable::run);
        }
        held.put(first, features);
        return output(sizes.size() - 1).copy();
    }

    /// A copy of what a stage gave in the last forward pass. It is held too: a backward pass may end at it.
    ///
    /// @param stage name of a stage after the one that the pass started from
    /// @throws IllegalStateException if the last forward pass did not run it
    public Tensor tap(String stage) {
        int index = compiled.network().indexOf(stage);
        if (held.isEmpty() || index <= start()) {
            throw new IllegalStateException("no forward pass has run through " + stage);
        }
        return held.computeIfAbsent(index, i -> output(i).copy());
    }

    /// True if this very tensor was handed in or out as the stage's output of the last forward pass, so that nothing
    /// need be computed again.
    public boolean holds(String stage, Tensor features) {
        return features == held.get(compiled.network().indexOf(stage));
    }

    /// Gradient with respect to a stage's output in the last forward pass.
    ///
    /// @param stage    the one that the pass started from, or one that was tapped
    /// @param gradient with respect to the last stage's output, of its size
    /// @return of the size of the stage's output
    /// @throws IllegalStateException if the last forward pass does not hold the stage
    public Tensor backward(String stage, Tensor gradient) {
        int start = compiled.network().indexOf(stage);
        if (!held.containsKey(start)) {
            throw new IllegalStateException("a backward pass to " + stage + " needs a forward pass first");
        }
        gradient(sizes.size() - 1).load(gradient);
        pack(start);
        for (int i = sizes.size() - 1; i > start; i--) {
            backwardSteps.computeIfAbsent(i, this::planBackward).forEach(Runnable::run);
        }
        return gradient(start).copy();
    }

    private int start() {
        return Collections.min(held.keySet());
    }

    /// Turns the weights of all stages that the pass needs, side by side.
    private void pack(int start) {
        List<Network.Unit> units = new ArrayList<>();
        for (int i = start + 1; i < sizes.size(); i++) {
            if (!backwardSteps.containsKey(i)) {
                units.addAll(compiled.network().units(i));
            }
        }
        workers.run(units.size(), i -> compiled.transposed(units.get(i)));
    }

    private List<Runnable> planForward(int stage) {
        KeptLayer kept =
                KeptLayer.of(compiled.network().stages().get(stage).layer(), output(stage - 1), output(stage));
        layers.put(stage, kept);
        List<Runnable> steps = new ArrayList<>();
        kept.forward(compiled, workers, steps);
        return steps;
    }

    private List<Runnable> planBackward(int stage) {
        return backward.plan(layers.get(stage), gradient(stage), gradient(stage - 1));
    }

    private Storage output(int stage) {
        List<Network.Stage> stages = compiled.network().stages();
        int border = stage + 1 < stages.size() ? Session.border(stages.get(stage + 1).layer()) : 0;
        return outputs.computeIfAbsent(stage, _ -> Storage.bordered(sizes.get(stage), border));
    }

    private Storage gradient(int stage) {
        return gradients.computeIfAbsent(stage, _ -> Storage.bordered(sizes.get(stage), 0));
    }
}

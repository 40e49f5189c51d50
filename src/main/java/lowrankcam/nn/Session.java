package lowrankcam.nn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.kernel.ConvolutionForm;
import lowrankcam.kernel.ConvolutionPlan;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.PackedWeights;
import lowrankcam.kernel.PoolingPlan;
import lowrankcam.kernel.Workers;
import lowrankcam.tensor.Plane;
import lowrankcam.tensor.Tensor;

/// A network laid out for one image size: buffers planned once, then reused by every pass.
///
/// A session serves one caller at a time. Several sessions may share a [CompiledNetwork].
public final class Session {

    private final CompiledNetwork compiled;
    private final Workers workers;
    private final Buffer input;
    private final List<StageSteps> stages = new ArrayList<>();
    private final BufferPool pool = new BufferPool();

    /// A working array and how activations lie in it.
    private record Buffer(Plane plane, float[] values) {}

    private record StageSteps(String name, List<Runnable> steps, Buffer output) {}

    /// @param height  rows of the images
    /// @param width   columns of the images
    /// @param workers threads that split each layer
    public Session(CompiledNetwork compiled, int height, int width, Workers workers) {
        this.compiled = compiled;
        this.workers = workers;
        List<Network.Stage> list = compiled.network().stages();
        this.input =
                pool.acquire(Plane.bordered(
                        height, width, compiled.network().inputChannels(), border(list, 0)));
        Buffer from = input;
        for (int i = 0; i < list.size(); i++) {
            Layer layer = list.get(i).layer();
            Network.Size size = Network.sizeOf(layer, size(from.plane()));
            Buffer to =
                    pool.acquire(Plane.bordered(size.height(), size.width(), size.channels(), border(list, i + 1)));
            List<Runnable> steps = new ArrayList<>();
            plan(layer, from, to, steps);
            stages.add(new StageSteps(list.get(i).name(), steps, to));
            pool.release(from);
            from = to;
        }
    }

    /// Runs one image through the network as far as needed.
    ///
    /// @param image H×W×C of this session's size
    /// @param taps  names of the stages whose outputs are wanted
    /// @return a copy of each wanted output
    public Map<String, Tensor> run(Tensor image, Collection<String> taps) {
        load(image, input);
        Map<String, Tensor> found = new HashMap<>();
        int last = taps.stream().mapToInt(compiled.network()::indexOf).max().orElse(-1);
        for (int i = 0; i <= last; i++) {
            StageSteps stage = stages.get(i);
            stage.steps().forEach(Runnable::run);
            if (taps.contains(stage.name())) {
                found.put(stage.name(), copy(stage.output()));
            }
        }
        return found;
    }

    /// Runs the rest of the network on given activations.
    ///
    /// @param after    name of the stage whose output the activations replace
    /// @param features H×W×C of that stage's size
    /// @param tap      name of a later stage
    /// @return a copy of that stage's output
    public Tensor resume(String after, Tensor features, String tap) {
        int first = compiled.network().indexOf(after);
        int last = compiled.network().indexOf(tap);
        if (last <= first) {
            throw new IllegalArgumentException(tap + " does not come after " + after);
        }
        load(features, stages.get(first).output());
        for (int i = first + 1; i <= last; i++) {
            stages.get(i).steps().forEach(Runnable::run);
        }
        return copy(stages.get(last).output());
    }

    private static void load(Tensor values, Buffer target) {
        Plane plane = target.plane();
        if (values.height() != plane.height() || values.width() != plane.width()
                || values.channels() != plane.channels()) {
            throw new IllegalArgumentException("expected values of " + size(plane) + ", found " + values);
        }
        int row = plane.width() * plane.channels();
        for (int y = 0; y < plane.height(); y++) {
            System.arraycopy(values.values(), y * row, target.values(), plane.offset(y, 0), row);
        }
    }

    private static Tensor copy(Buffer buffer) {
        Plane plane = buffer.plane();
        int row = plane.width() * plane.channels();
        float[] values = new float[plane.height() * row];
        for (int y = 0; y < plane.height(); y++) {
            System.arraycopy(buffer.values(), plane.offset(y, 0), values, y * row, row);
        }
        return new Tensor(plane.height(), plane.width(), plane.channels(), values);
    }

    private void plan(Layer layer, Buffer from, Buffer to, List<Runnable> steps) {
        KernelSet kernels = compiled.kernels();
        float[] in = from.values();
        float[] out = to.values();
        switch (layer) {
            case Layer.Conv conv -> {
                ConvolutionPlan plan =
                        new ConvolutionPlan(from.plane(), to.plane(), conv.window(), ConvolutionForm.RECTIFIED);
                PackedWeights weights = compiled.weights(conv.name());
                steps.add(() -> kernels.convolution().apply(plan, in, weights, out, workers));
            }
            case Layer.MaxPool max -> {
                PoolingPlan plan = new PoolingPlan(from.plane(), to.plane(), max.window());
                steps.add(() -> kernels.pooling().max(plan, in, out, workers));
            }
            case Layer.AveragePool average -> {
                PoolingPlan plan = new PoolingPlan(from.plane(), to.plane(), average.window());
                steps.add(() -> kernels.pooling().average(plan, average.padding(), in, out, workers));
            }
            case Layer.Branches branches -> {
                int channel = 0;
                for (List<Layer> chain : branches.chains()) {
                    channel += planChain(chain, from, to, channel, steps);
                }
            }
        }
    }

    /// Plans a chain whose last layer writes into `to` from `channel` on; returns its number of channels.
    private int planChain(List<Layer> chain, Buffer from, Buffer to, int channel, List<Runnable> steps) {
        Buffer current = from;
        for (int i = 0; i < chain.size(); i++) {
            Network.Size size = Network.sizeOf(chain.get(i), size(current.plane()));
            boolean last = i == chain.size() - 1;
            Buffer next =
                    last
                            ? new Buffer(to.plane().slice(channel, size.channels()), to.values())
                            : pool.acquire(Plane.bordered(
                                    size.height(), size.width(), size.channels(), border(chain.get(i + 1))));
            plan(chain.get(i), current, next, steps);
            if (current != from) {
                pool.release(current);
            }
            current = next;
        }
        return current.plane().channels();
    }

    private static int border(List<Network.Stage> stages, int index) {
        return index < stages.size() ? border(stages.get(index).layer()) : 0;
    }

    /// Border that a layer's input needs.
    static int border(Layer layer) {
        return switch (layer) {
            case Layer.Conv conv -> Math.max(conv.window().padHeight(), conv.window().padWidth());
            case Layer.MaxPool _, Layer.AveragePool _ -> 0;
            case Layer.Branches branches ->
                    branches.chains().stream().mapToInt(chain -> border(chain.getFirst())).max().orElse(0);
        };
    }

    private static Network.Size size(Plane plane) {
        return new Network.Size(plane.height(), plane.width(), plane.channels());
    }

    /// Hands out buffers and takes them back. A buffer is reused only for the same plane, so that its border, which
    /// nobody writes, stays zero.
    private static final class BufferPool {
        private final Map<Plane, List<Buffer>> free = new HashMap<>();

        Buffer acquire(Plane plane) {
            List<Buffer> list = free.get(plane);
            return list == null || list.isEmpty()
                    ? new Buffer(plane, new float[plane.size()])
                    : list.removeLast();
        }

        void release(Buffer buffer) {
            free.computeIfAbsent(buffer.plane(), _ -> new ArrayList<>()).add(buffer);
        }
    }
}

package lowrankcam.nn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import lowrankcam.kernel.Scratch;
import lowrankcam.kernel.Task;
import lowrankcam.kernel.Wave;
import lowrankcam.kernel.Workers;
import lowrankcam.tensor.Plane;
import lowrankcam.tensor.Tensor;

/// A network laid out for one image size: buffers planned once, then reused by every pass.
///
/// A session serves one caller at a time. Several sessions may share a [CompiledNetwork].
public final class Session {

    private final CompiledNetwork compiled;
    private final Workers workers;
    private final Storage input;
    private final List<StageSteps> stages = new ArrayList<>();
    private final Scratch scratch;
    private final BufferPool pool = new BufferPool();
    /// Buffers inside the stage being planned; its waves may overlap, so they are free again only after it.
    private final List<Storage> returned = new ArrayList<>();

    /// Waves of tasks, one after the other.
    private record StageSteps(String name, List<Task> waves, List<List<LayerTask>> layers, Storage output) {}

    /// A layer and what computes it.
    private record LayerTask(PlannedLayer layer, Task task) {}

    /// @param height  rows of the images
    /// @param width   columns of the images
    /// @param workers threads that split each layer
    public Session(CompiledNetwork compiled, int height, int width, Workers workers) {
        this.compiled = compiled;
        this.workers = workers;
        this.scratch = new Scratch(workers.threads());
        List<Network.Stage> list = compiled.network().stages();
        this.input =
                pool.acquire(Plane.bordered(
                        height, width, compiled.network().inputChannels(), border(list, 0)));
        Storage from = input;
        for (int i = 0; i < list.size(); i++) {
            Layer layer = list.get(i).layer();
            Network.Size size = Network.sizeOf(layer, from.size());
            Storage to =
                    pool.acquire(Plane.bordered(size.height(), size.width(), size.channels(), border(list, i + 1)));
            List<List<LayerTask>> waves = new ArrayList<>();
            plan(List.of(layer), from, to, 0, 0, waves);
            returned.forEach(pool::release);
            returned.clear();
            stages.add(new StageSteps(list.get(i).name(), joined(waves), waves, to));
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
        input.load(image);
        Map<String, Tensor> found = new HashMap<>();
        int last = taps.stream().mapToInt(compiled.network()::indexOf).max().orElse(-1);
        for (int i = 0; i <= last; i++) {
            StageSteps stage = stages.get(i);
            run(stage);
            if (taps.contains(stage.name())) {
                found.put(stage.name(), stage.output().copy());
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
        stages.get(first).output().load(features);
        for (int i = first + 1; i <= last; i++) {
            run(stages.get(i));
        }
        return stages.get(last).output().copy();
    }

    /// Runs one image layer by layer, where a pass runs the layers of a wave side by side: the same bits.
    ///
    /// @param next told the number in [#layers] of the layer that runs next, and at the end how many there were
    /// @return a copy of the last stage's output
    public Tensor runLayers(Tensor image, IntConsumer next) {
        input.load(image);
        int index = 0;
        for (StageSteps stage : stages) {
            for (List<LayerTask> wave : stage.layers()) {
                for (LayerTask one : wave) {
                    next.accept(index++);
                    workers.run(one.task());
                }
            }
        }
        next.accept(index);
        return stages.getLast().output().copy();
    }

    /// The layers in the order of [#runLayers].
    public List<PlannedLayer> layers() {
        return stages.stream().flatMap(stage -> stage.layers().stream()).flatMap(List::stream).map(LayerTask::layer).toList();
    }

    private void run(StageSteps stage) {
        for (Task wave : stage.waves()) {
            workers.run(wave);
        }
    }

    private List<Task> joined(List<List<LayerTask>> waves) {
        return waves.stream()
                .map(wave -> wave.stream().map(LayerTask::task).toList())
                .map(tasks -> tasks.size() == 1 ? tasks.getFirst() : new Wave(tasks, workers.threads()))
                .toList();
    }

    /// What the threads of a pass can share out, wait by wait.
    public List<WaveSize> waveSizes() {
        return stages.stream()
                .flatMap(stage -> stage.layers().stream().map(wave -> new WaveSize(stage.name(), wave.stream()
                        .map(one -> new WaveSize.Part(one.task().items(), one.layer().operations())).toList())))
                .toList();
    }

    /// Plans a chain whose last layer writes into `to` from `channel` on, and whose first layer runs in wave `depth`;
    /// returns its number of channels.
    private int plan(List<Layer> chain, Storage from, Storage to, int channel, int depth, List<List<LayerTask>> waves) {
        Storage current = from;
        for (int i = 0; i < chain.size() - 1; i++) {
            Network.Size size = Network.sizeOf(chain.get(i), current.size());
            Storage next =
                    pool.acquire(Plane.bordered(
                            size.height(), size.width(), size.channels(), border(chain.get(i + 1))));
            returned.add(next);
            plan(chain.get(i), current, next, 0, depth + i, waves);
            current = next;
        }
        return plan(chain.getLast(), current, to, channel, depth + chain.size() - 1, waves);
    }

    private int plan(Layer layer, Storage from, Storage to, int channel, int depth, List<List<LayerTask>> waves) {
        if (layer instanceof Layer.Branches branches) {
            int channels = 0;
            for (List<Layer> chain : branches.chains()) {
                channels += plan(chain, from, to, channel + channels, depth, waves);
            }
            return channels;
        }
        Network.Size size = Network.sizeOf(layer, from.size());
        Storage target = to.slice(channel, size.channels());
        while (waves.size() <= depth) {
            waves.add(new ArrayList<>());
        }
        waves.get(depth).add(new LayerTask(new PlannedLayer(layer, from.size(), size), task(layer, from, target)));
        return size.channels();
    }

    private Task task(Layer layer, Storage from, Storage to) {
        return new Step(layer, from, to).task(compiled, scratch);
    }

    /// Border that the input of a stage needs.
    static int border(List<Network.Stage> stages, int index) {
        return index < stages.size() ? border(stages.get(index).layer()) : 0;
    }

    /// Border that a layer's input needs.
    static int border(Layer layer) {
        if (layer instanceof Layer.Conv conv) {
            return Math.max(conv.window().padHeight(), conv.window().padWidth());
        }
        int border = 0;
        if (layer instanceof Layer.Branches branches) {
            for (List<Layer> chain : branches.chains()) {
                border = Math.max(border, border(chain.getFirst()));
            }
        }
        return border;
    }

    /// Hands out buffers and takes them back. A buffer is reused only for the same plane, so that its border, which
    /// nobody writes, stays zero. Planes are told apart by their sizes alone, since each begins its array.
    private static final class BufferPool {
        private final Map<List<Integer>, List<Storage>> free = new HashMap<>();

        Storage acquire(Plane plane) {
            List<Storage> list = free.get(sizes(plane));
            return list == null || list.isEmpty() ? Storage.of(plane) : list.removeLast();
        }

        void release(Storage buffer) {
            free.computeIfAbsent(sizes(buffer.plane()), _ -> new ArrayList<>()).add(buffer);
        }

        private static List<Integer> sizes(Plane plane) {
            return List.of(plane.height(), plane.width(), plane.channels(), plane.border());
        }
    }
}

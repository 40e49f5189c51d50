package lowrankcam.nn;

import lowrankcam.kernel.ConvolutionForm;
import lowrankcam.kernel.ConvolutionPlan;
import lowrankcam.kernel.Pooling;
import lowrankcam.kernel.PoolingPlan;
import lowrankcam.kernel.Reach;
import lowrankcam.kernel.Scratch;
import lowrankcam.kernel.Task;
import lowrankcam.kernel.Window;

/// One convolution or pool with the arrays between which it runs.
///
/// @param layer no branches
/// @param from  a whole buffer
/// @param to    a buffer or some of its channels
record Step(Layer layer, Storage from, Storage to) {

    /// The same for another image in the same arrays.
    Step ofImage(int index) {
        return new Step(layer, from.ofImage(index), to.ofImage(index));
    }

    Task task(CompiledNetwork compiled, Scratch scratch) {
        Pooling pooling = compiled.kernels().pooling();
        if (layer instanceof Layer.Conv conv) {
            return task(conv, plan(conv), compiled, scratch);
        }
        if (layer instanceof Layer.MaxPool max) {
            return pooling.maxTask(plan(max.window()), from.values(), to.values());
        }
        if (layer instanceof Layer.AveragePool average) {
            return pooling.averageTask(plan(average.window()), average.padding(), from.values(), to.values());
        }
        throw branches();
    }

    /// The convolution of this step for the pixels of a plan.
    Task task(Layer.Conv conv, ConvolutionPlan plan, CompiledNetwork compiled, Scratch scratch) {
        return compiled.kernels().convolution()
                .task(plan, from.values(), compiled.weights(conv.name()), to.values(), scratch);
    }

    ConvolutionPlan plan(Layer.Conv conv) {
        return new ConvolutionPlan(from.plane(), to.plane(), conv.window(), ConvolutionForm.RECTIFIED);
    }

    private PoolingPlan plan(Window window) {
        return new PoolingPlan(from.plane(), to.plane(), window);
    }

    Reach reach(CompiledNetwork compiled) {
        return switch (layer) {
            case Layer.Conv conv -> Reach.of(conv.window(), compiled.weights(conv.name()));
            case Layer.MaxPool max -> Reach.of(max.window());
            case Layer.AveragePool average -> Reach.of(average.window());
            case Layer.Branches _ -> throw branches();
        };
    }

    private static IllegalArgumentException branches() {
        return new IllegalArgumentException("a step has no branches");
    }
}

package lowrankcam.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import lowrankcam.kernel.ConvolutionPlan;
import lowrankcam.kernel.Scratch;
import lowrankcam.kernel.Task;

/// Consecutive stages for a few images at once, on one thread: a panel of weights serves the pixels of all images while it
/// is in the cache. Every sum is that of a single pass.
final class Segment {

    private final CompiledNetwork compiled;
    private final Scratch scratch;
    private final Layout layout;
    /// For each number of images, made when it is first asked for.
    private final List<List<Task>> tasks;

    /// @param first  stage, from 0
    /// @param end    stage behind the last
    /// @param input  of the first stage, with room for all images
    /// @param images most at once
    Segment(CompiledNetwork compiled, int first, int end, Storage input, int images, Scratch scratch) {
        this.compiled = compiled;
        this.scratch = scratch;
        this.layout = Layout.of(compiled.network(), first, end, input, images);
        this.tasks = new ArrayList<>(Collections.nCopies(images + 1, null));
    }

    Storage input() {
        return layout.input();
    }

    Storage output() {
        return layout.output();
    }

    /// Runs the first `images` images that lie in the input.
    void run(int images) {
        if (tasks.get(images) == null) {
            tasks.set(images, layout.steps().stream().flatMap(step -> tasks(step, images).stream()).toList());
        }
        tasks.get(images).forEach(Segment::runAll);
    }

    /// All items, on this thread.
    static void runAll(Task task) {
        for (int item = 0; item < task.items(); item++) {
            task.run(item, 0);
        }
    }

    private List<Task> tasks(Step step, int images) {
        List<Step> each = IntStream.range(0, images).mapToObj(step::ofImage).toList();
        if (step.layer() instanceof Layer.Conv conv && !compiled.weights(conv.name()).isTransformed()) {
            ConvolutionPlan all = ConvolutionPlan.joined(each.stream().map(one -> one.plan(conv)).toList());
            return List.of(step.task(conv, all, compiled, scratch));
        }
        return each.stream().map(one -> one.task(compiled, scratch)).toList();
    }
}

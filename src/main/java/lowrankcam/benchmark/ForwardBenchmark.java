package lowrankcam.benchmark;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.Tensor;

/// Times network passes of one model over one image.
///
/// A pass is everything from the preprocessed image to scores: all layers, the copy of the last layer's features, the
/// global average and the head.
///
/// @param model as it will be used, with its threads
/// @param image preprocessed
/// @param plan  how often
public record ForwardBenchmark(ExplainableModel model, Tensor image, BenchPlan plan) {

    /// One pass.
    public ForwardTrace once() {
        return model.forward(image, model.lastLayer());
    }

    /// Milliseconds of one pass.
    public double millis() {
        long start = System.nanoTime();
        once();
        return Timing.millisSince(start);
    }

    /// Passes one after the other.
    public Timing single() {
        return Timing.of(plan.warmUp(), plan.runs(), this::once);
    }

    /// Batches of images that have no pixel in common, whole images per thread; milliseconds of a whole batch. The scores of
    /// every image are held to those of a pass.
    ///
    /// @throws ResultsDifferException if they differ
    public Timing batch(ForwardTrace reference) {
        SameBits.require("the image again", reference, once().prediction());
        List<Tensor> images = IntStream.range(0, plan.batch()).mapToObj(this::other).toList();
        List<ForwardTrace> alone = images.stream().map(other -> model.forward(other, model.lastLayer())).toList();
        model.predictAll(
                plan.batch(), images::get,
                (i, prediction) -> SameBits.require("image " + i + " of a batch", alone.get(i), prediction));
        int warmUp = Math.max(1, plan.warmUp() / plan.batch());
        return Timing.of(
                warmUp, plan.batches(), () -> model.predictAll(plan.batch(), images::get, (_, _) -> {}));
    }

    /// The image, a little brighter everywhere.
    private Tensor other(int index) {
        float[] values = image.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (index + 1) / 4096f;
        }
        return new Tensor(image.height(), image.width(), image.channels(), values);
    }

    /// Bytes that a warm pass allocates, in all threads, or nothing where this JVM does not count them.
    public OptionalLong allocatedBytes() {
        if (!(ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads)
                || !threads.isThreadAllocatedMemorySupported()) {
            return OptionalLong.empty();
        }
        long before = threads.getTotalThreadAllocatedBytes();
        for (int i = 0; i < plan.runs(); i++) {
            once();
        }
        return OptionalLong.of((threads.getTotalThreadAllocatedBytes() - before) / plan.runs());
    }

    /// Bytes of what a pass hands out: features, pooled features, logits and probabilities.
    public static long outputBytes(ForwardTrace trace) {
        return (long) Float.BYTES * (trace.features().values().length + trace.pooled().length)
                + (long) Double.BYTES
                        * (trace.prediction().logits().length + trace.prediction().probabilities().length);
    }
}

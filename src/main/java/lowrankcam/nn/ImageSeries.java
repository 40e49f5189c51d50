package lowrankcam.nn;

import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import lowrankcam.kernel.Scratch;
import lowrankcam.kernel.Task;
import lowrankcam.kernel.Workers;
import lowrankcam.tensor.Tensor;

/// Many images through a network, whole images per thread, with the bits of single passes.
///
/// Masked images of one picture have much in common. Each thread goes through its images in order, a few at a time, and
/// computes only what differs from the image before it or from a blank one ([FirstStages]). Memory is held for one call:
/// the first stages' outputs for each thread, once more for the blank image if some image has enough zeros.
public final class ImageSeries implements Task {

    /// Images below which it does not pay to lay out arrays that last for one call.
    private static final int FEWEST = 8;

    /// An image with this share of pixels that are zero, one of so many, asks for a blank reference.
    private static final int ZEROS = 8;

    /// A thread whose first images were spared less than one of so many multiply-adds goes on with whole passes: arrays that are kept
    /// cost about as much.
    private static final int SHARE = 8;

    /// Images after which that is asked.
    private static final int FIRST = 2 * Series.GROUP;

    /// Nor does one begin whose images have less than one of so many pixels in common with the image before or a blank one.
    private static final int ALIKE = 2;

    private final CompiledNetwork compiled;
    private final int height;
    private final int width;
    private final int firstStages;
    private final int count;
    private final int groups;
    private final IntFunction<Tensor> images;
    private final UnaryOperator<Tensor> plain;
    private final Receiver receiver;
    /// For each thread.
    private final Series[] series;
    /// For each thread, multiply-adds of its images' passes so far, and how many of them were spared.
    private final long[] work;
    private final long[] known;
    private final long ofPass;
    private FirstStages blank;

    /// Receives the network's outputs, from several threads at once.
    public interface Receiver {
        /// @param index    which image
        /// @param image    the same
        /// @param features output of the last stage
        /// @param spared   multiply-adds of its pass that were not done because their results were known
        void accept(int index, Tensor image, Tensor features, long spared);
    }

    private ImageSeries(
            CompiledNetwork compiled, int height, int width, int threads, int count, IntFunction<Tensor> images,
            UnaryOperator<Tensor> plain, Receiver receiver) {
        this.compiled = compiled;
        this.height = height;
        this.width = width;
        this.firstStages = FirstStages.count(compiled.network(), height, width);
        this.count = count;
        this.groups = Math.min(count, Math.ceilDiv(Math.ceilDiv(count, Series.GROUP), threads) * threads);
        this.images = images;
        this.receiver = receiver;
        this.plain = plain;
        this.series = new Series[threads];
        this.work = new long[threads];
        this.known = new long[threads];
        this.ofPass = compiled.network().work(height, width, 0).multiplyAdds();
    }

    /// True if there are enough images.
    public static boolean pays(int count) {
        return count >= FEWEST;
    }

    /// @param images makes the image of an index; called from several threads, once each
    /// @param plain  a whole pass on one thread, for images that turn out to have little in common; called from several threads
    public static void run(
            CompiledNetwork compiled, int height, int width, Workers workers, int count, IntFunction<Tensor> images,
            UnaryOperator<Tensor> plain, Receiver receiver) {
        workers.run(new ImageSeries(compiled, height, width, workers.threads(), count, images, plain, receiver));
    }

    /// Groups of neighbouring images, about as many for each thread.
    @Override
    public int items() {
        return groups;
    }

    @Override
    public void run(int group, int thread) {
        int from = (int) ((long) count * group / groups);
        int end = (int) ((long) count * (group + 1) / groups);
        Tensor[] inputs = new Tensor[end - from];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = images.apply(from + i);
        }
        boolean vain = known[thread] * SHARE < work[thread] && work[thread] >= FIRST * ofPass;
        if (vain || series[thread] == null && !alike(inputs)) {
            series[thread] = null;
            for (int i = 0; i < inputs.length; i++) {
                receiver.accept(from + i, inputs[i], plain.apply(inputs[i]), 0);
            }
            return;
        }
        if (series[thread] == null) {
            series[thread] = new Series(compiled, height, width, firstStages);
        }
        Series mine = series[thread];
        long[] spared = new long[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            spared[i] = mine.start(i, inputs[i], blank(inputs[i]));
        }
        mine.finish(inputs.length);
        for (int i = 0; i < inputs.length; i++) {
            work[thread] += ofPass;
            known[thread] += spared[i];
            receiver.accept(from + i, inputs[i], mine.output(i), spared[i]);
        }
    }

    private static boolean alike(Tensor[] images) {
        int pixels = 0;
        int same = 0;
        for (int i = 0; i < images.length; i++) {
            float[] values = images[i].values();
            float[] before = images[Math.max(i - 1, 0)].values();
            for (int p = 0; p < values.length; p += images[i].channels()) {
                same += values[p] == 0 || i > 0 && values[p] == before[p] ? 1 : 0;
            }
            pixels += images[i].positions();
        }
        return same * ALIKE >= pixels;
    }

    /// The first stages after a pass over a blank image, or null as long as no image has had much in common with it.
    private synchronized FirstStages blank(Tensor image) {
        if (blank == null && firstStages > 0 && zeros(image) >= image.positions() / ZEROS) {
            FirstStages made = new FirstStages(compiled, height, width, firstStages, new Scratch(1));
            int channels = compiled.network().inputChannels();
            made.run(new Tensor(height, width, channels, new float[height * width * channels]), null);
            blank = made;
        }
        return blank;
    }

    private static int zeros(Tensor image) {
        int zeros = 0;
        for (int p = 0; p < image.values().length; p += image.channels()) {
            zeros += image.values()[p] == 0 ? 1 : 0;
        }
        return zeros;
    }
}

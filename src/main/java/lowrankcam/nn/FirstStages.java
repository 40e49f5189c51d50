package lowrankcam.nn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.kernel.ConvolutionPlan;
import lowrankcam.kernel.Reach;
import lowrankcam.kernel.Scratch;
import lowrankcam.kernel.Task;
import lowrankcam.tensor.Plane;
import lowrankcam.tensor.Tensor;

/// The first stages of a network for images that have pixels in common, on one thread.
///
/// All outputs stay in their arrays after a pass. In the next one, outputs that depend only on pixels equal to those of
/// the image before are left as they are; outputs that depend only on pixels equal to those of a reference image
/// are copied from that one's arrays; only the others are computed. The bits are those of a whole pass:
/// docs/NUMERICS.md.
final class FirstStages {

    private final CompiledNetwork compiled;
    private final Scratch scratch;
    private final Layout layout;
    private final List<Part> parts;
    private final Map<float[], Marks> marks = new LinkedHashMap<>();
    private final int[] pixels;
    private boolean filled;

    /// Which pixels of an array may differ from what it held before, and from the reference's.
    private record Marks(boolean[] before, boolean[] reference) {

        static Marks of(Plane plane) {
            return new Marks(new boolean[plane.pixels()], new boolean[plane.pixels()]);
        }

        void clear() {
            Arrays.fill(before, false);
            Arrays.fill(reference, false);
        }

        void add(Marks other) {
            for (int p = 0; p < before.length; p++) {
                before[p] |= other.before[p];
                reference[p] |= other.reference[p];
            }
        }
    }

    /// @param end stage behind the last
    FirstStages(CompiledNetwork compiled, int height, int width, int end, Scratch scratch) {
        Network network = compiled.network();
        this.compiled = compiled;
        this.scratch = scratch;
        Network.Size size = new Network.Size(height, width, network.inputChannels());
        this.layout =
                Layout.of(network, 0, end, Storage.bordered(size, Session.border(network.stages(), 0)), 1);
        this.parts = layout.steps().stream().map(Part::new).toList();
        this.pixels = new int[layout.steps().stream().mapToInt(step -> step.to().plane().pixels()).max().orElse(0)];
    }

    /// How many stages depend on part of an image only: those whose receptive field is smaller than the image. None where the
    /// first layer is not a convolution: its ReLU makes zeros of either sign the same.
    static int count(Network network, int height, int width) {
        int end = 0;
        while (end < network.stages().size() - 1 && network.stages().getFirst().layer() instanceof Layer.Conv) {
            ReceptiveField field = ReceptiveField.of(network, network.stages().get(end).name());
            if (field.rows().size() >= height || field.columns().size() >= width) {
                break;
            }
            end++;
        }
        return end;
    }

    Storage output() {
        return layout.output();
    }

    /// Runs the stages on an image.
    ///
    /// @param reference the same stages after a pass over a reference image, or null
    /// @return multiply-adds of a whole pass that were not done
    long run(Tensor image, FirstStages reference) {
        layout.input().requireSize(image);
        marks.values().forEach(Marks::clear);
        compare(image, reference);
        layout.input().load(image);
        filled = false;
        long spared = 0;
        for (int i = 0; i < parts.size(); i++) {
            spared += parts.get(i).run(reference == null ? null : reference.parts.get(i));
        }
        filled = true;
        return spared;
    }

    /// Marks pixels that are not equal. Zeros of either sign are equal, a value that is no number is equal to none.
    private void compare(Tensor image, FirstStages reference) {
        Marks own = marks(layout.input());
        if (!filled) {
            Arrays.fill(own.before, true);
        } else {
            compare(image, layout.input(), own.before);
        }
        if (reference != null) {
            compare(image, reference.layout.input(), own.reference);
        }
    }

    private static void compare(Tensor image, Storage other, boolean[] differs) {
        Plane plane = other.plane();
        int channels = plane.channels();
        for (int y = 0; y < plane.height(); y++) {
            for (int x = 0; x < plane.width(); x++) {
                int p = y * plane.width() + x;
                int at = plane.offset(y, x);
                for (int c = 0; c < channels && !differs[p]; c++) {
                    differs[p] = image.values()[p * channels + c] != other.values()[at + c];
                }
            }
        }
    }

    private Marks marks(Storage storage) {
        return marks.computeIfAbsent(storage.values(), _ -> Marks.of(storage.plane()));
    }

    /// One step, in whole or in part.
    private final class Part {

        private final Step step;
        private final Task whole;
        private final Reach reach;
        private final Marks in;
        private final Marks out;
        private final Marks joint;

        Part(Step step) {
            this.step = step;
            this.whole = step.task(compiled, scratch);
            this.reach = step.reach(compiled);
            this.in = marks(step.from());
            this.joint = marks(step.to());
            this.out = Marks.of(step.to().plane());
        }

        /// @return multiply-adds that were not done
        long run(Part reference) {
            spread(in.before, out.before);
            if (reference != null) {
                spread(in.reference, out.reference);
            }
            joint.add(out);
            if (!(step.layer() instanceof Layer.Conv conv)) {
                pool();
                return 0;
            }
            Plane plane = step.to().plane();
            int count = 0;
            for (int p = 0; p < out.before.length; p++) {
                if (out.before[p]) {
                    if (reference == null || out.reference[p]) {
                        pixels[count++] = p;
                    } else {
                        int at = plane.offset(p / plane.width(), p % plane.width());
                        System.arraycopy(reference.step.to().values(), at, step.to().values(), at, plane.channels());
                    }
                }
            }
            if (count == plane.pixels()) {
                Segment.runAll(whole);
            } else if (count > 0) {
                ConvolutionPlan plan = step.plan(conv).only(pixels, count);
                Segment.runAll(step.task(conv, plan, compiled, scratch));
            }
            Network.Unit unit = new Network.Unit(conv, step.from().plane().channels());
            return (long) (plane.pixels() - count) * unit.weightCount();
        }

        private void spread(boolean[] from, boolean[] to) {
            Plane input = step.from().plane();
            Plane output = step.to().plane();
            reach.spread(from, input.height(), input.width(), to, output.height(), output.width());
        }

        /// Whole rows, an item each, that are not as they were; a pool costs little more than a copy.
        private void pool() {
            int width = step.to().plane().width();
            for (int y = 0; y < whole.items(); y++) {
                boolean changed = false;
                for (int p = y * width; p < (y + 1) * width; p++) {
                    changed |= out.before[p];
                }
                if (changed) {
                    whole.run(y, 0);
                }
            }
        }
    }
}

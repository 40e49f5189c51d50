package lowrankcam.nn;

import lowrankcam.kernel.Scratch;
import lowrankcam.tensor.Tensor;

/// Images of one series through a network, on one thread: the first stages take over what they share with the image
/// before or with a reference, the middle ones run image by image, and the last ones on several images at once.
final class Series {

    /// Images that share the weights of the last stages: with 8×8 pixels each, as many as the kernel lets a panel serve.
    static final int GROUP = 3;

    /// Positions of an output at most where images share the weights.
    private static final int SMALL = 100;

    private final FirstStages first;
    private final Segment middle;
    private final Segment last;

    /// @param firstStages from [FirstStages#count]
    Series(CompiledNetwork compiled, int height, int width, int firstStages) {
        Network network = compiled.network();
        Scratch scratch = new Scratch(1);
        this.first = new FirstStages(compiled, height, width, firstStages, scratch);
        int split = Math.max(firstStages, small(network, height, width));
        this.middle = new Segment(compiled, firstStages, split, first.output(), 1, scratch);
        Network.Size size = middle.output().size();
        Storage joint = Storage.bordered(size, Session.border(network.stages(), split), GROUP);
        this.last = new Segment(compiled, split, network.stages().size(), joint, GROUP, scratch);
    }

    /// First of the stages at the end whose outputs all have few positions.
    private static int small(Network network, int height, int width) {
        var sizes = network.sizes(height, width);
        int first = sizes.size();
        while (first > 0 && sizes.get(first - 1).height() * sizes.get(first - 1).width() <= SMALL) {
            first--;
        }
        return first;
    }

    FirstStages first() {
        return first;
    }

    /// Runs all but the last stages.
    ///
    /// @param slot 0 … [#GROUP]-1
    /// @return multiply-adds of a whole pass that were not done
    long start(int slot, Tensor image, FirstStages reference) {
        long spared = first.run(image, reference);
        middle.run(1);
        Storage from = middle.output();
        Storage to = last.input().ofImage(slot);
        System.arraycopy(from.values(), from.plane().start(), to.values(), to.plane().start(), from.plane().size());
        return spared;
    }

    /// Runs the last stages on the images of slots 0 … images-1.
    void finish(int images) {
        last.run(images);
    }

    /// A copy of the network's output for the image of a slot.
    Tensor output(int slot) {
        return last.output().ofImage(slot).copy();
    }
}

package lowrankcam.nn;

import java.util.ArrayList;
import java.util.List;

/// Consecutive stages as steps between arrays, none of which is used again by a later step: what a pass leaves in them
/// can be read after it.
///
/// @param input  of the first stage
/// @param steps  in an order in which they can run
/// @param output of the last stage
record Layout(Storage input, List<Step> steps, Storage output) {

    /// @param first  stage, from 0
    /// @param end    stage behind the last
    /// @param input  a whole buffer, with room for all images
    /// @param images buffers in each new array
    static Layout of(Network network, int first, int end, Storage input, int images) {
        List<Step> steps = new ArrayList<>();
        Storage from = input;
        for (int i = first; i < end; i++) {
            Layer layer = network.stages().get(i).layer();
            Storage to =
                    Storage.bordered(
                            Network.sizeOf(layer, from.size()), Session.border(network.stages(), i + 1), images);
            add(layer, from, to, images, steps);
            from = to;
        }
        return new Layout(input, List.copyOf(steps), from);
    }

    private static void add(Layer layer, Storage from, Storage to, int images, List<Step> steps) {
        if (!(layer instanceof Layer.Branches branches)) {
            steps.add(new Step(layer, from, to));
            return;
        }
        int channel = 0;
        for (List<Layer> chain : branches.chains()) {
            Network.Size size = from.size();
            for (Layer link : chain) {
                size = Network.sizeOf(link, size);
            }
            chain(chain, from, to.slice(channel, size.channels()), images, steps);
            channel += size.channels();
        }
    }

    private static void chain(List<Layer> chain, Storage from, Storage to, int images, List<Step> steps) {
        Storage current = from;
        for (int i = 0; i < chain.size() - 1; i++) {
            Storage next =
                    Storage.bordered(
                            Network.sizeOf(chain.get(i), current.size()), Session.border(chain.get(i + 1)), images);
            add(chain.get(i), current, next, images, steps);
            current = next;
        }
        add(chain.getLast(), current, to, images, steps);
    }
}

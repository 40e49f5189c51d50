package lowrankcam.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lowrankcam.kernel.ConvolutionGradient;
import lowrankcam.kernel.Window;

/// A convolutional body as a list of named stages, each fed by the one before.
///
/// @param inputChannels channels of the image
/// @param stages        in order; the name of a stage names its output
public record Network(int inputChannels, List<Stage> stages) {

    /// A layer whose output has a name.
    public record Stage(String name, Layer layer) {}

    /// Height, width and channels of an output.
    public record Size(int height, int width, int channels) {
        @Override
        public String toString() {
            return height + "x" + width + "x" + channels;
        }
    }

    /// One convolution and what feeds it.
    ///
    /// @param layer  the convolution
    /// @param inputs its input channels
    public record Unit(Layer.Conv layer, int inputs) {
        /// Length of its weights: kh · kw · I · O.
        public int weightCount() {
            return rows() * layer.outputs();
        }

        /// Weights of each output: kh · kw · I.
        public int rows() {
            return layer.window().height() * layer.window().width() * inputs;
        }

        ConvolutionGradient gradient() {
            return new ConvolutionGradient(layer.window(), inputs, layer.outputs());
        }
    }

    public Network {
        stages = List.copyOf(stages);
    }

    public List<String> stageNames() {
        return stages.stream().map(Stage::name).toList();
    }

    /// Index of the stage of that name.
    ///
    /// @throws IllegalArgumentException if there is none
    public int indexOf(String name) {
        int index = stageNames().indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no layer '" + name + "'; there are " + String.join(", ", stageNames()));
        }
        return index;
    }

    /// All convolutions in the order of the table, which is the order in which every framework creates them.
    public List<Unit> units() {
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            units.addAll(units(i));
        }
        return units;
    }

    /// The convolutions of one stage.
    List<Unit> units(int stage) {
        Size size = new Size(Integer.MAX_VALUE / 4, Integer.MAX_VALUE / 4, inputChannels);
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i <= stage; i++) {
            units.clear();
            size = follow(stages.get(i).layer(), size, units::add);
        }
        return units;
    }

    /// Sizes of all stage outputs for an image of this height and width.
    ///
    /// @throws IllegalArgumentException if the image is too small for some layer
    public List<Size> sizes(int height, int width) {
        List<Size> sizes = new ArrayList<>();
        Size size = new Size(height, width, inputChannels);
        for (Stage stage : stages) {
            size = follow(stage.layer(), size, _ -> {});
            sizes.add(size);
        }
        return sizes;
    }

    /// What a pass multiplies and moves in its convolutions.
    ///
    /// @param multiplyAdds pixels · O · kh · kw · I of each
    /// @param bytes        of inputs, weights and outputs of each, every value once
    public record Work(long multiplyAdds, long bytes) {}

    /// Work of the convolutions of some stages for an image of this height and width.
    ///
    /// @param first stage, from 0
    public Work work(int height, int width, int first) {
        long[] sum = new long[2];
        Size size = new Size(height, width, inputChannels);
        for (int i = 0; i < stages.size(); i++) {
            Layer layer = stages.get(i).layer();
            if (i >= first) {
                count(layer, size, sum);
            }
            size = sizeOf(layer, size);
        }
        return new Work(sum[0], sum[1]);
    }

    private static void count(Layer layer, Size input, long[] sum) {
        if (layer instanceof Layer.Conv conv) {
            Size output = sizeOf(conv, input);
            long outputs = (long) output.height() * output.width() * output.channels();
            long rows = new Unit(conv, input.channels()).rows();
            sum[0] += outputs * rows;
            sum[1] += 4 * ((long) input.height() * input.width() * input.channels() + rows * conv.outputs() + outputs);
        } else if (layer instanceof Layer.Branches branches) {
            for (List<Layer> chain : branches.chains()) {
                Size size = input;
                for (Layer link : chain) {
                    count(link, size, sum);
                    size = sizeOf(link, size);
                }
            }
        }
    }

    /// Output size of a layer.
    static Size sizeOf(Layer layer, Size input) {
        return follow(layer, input, _ -> {});
    }

    private static Size follow(Layer layer, Size input, Consumer<Unit> units) {
        if (layer instanceof Layer.Conv conv) {
            units.accept(new Unit(conv, input.channels()));
            return windowed(conv.window(), input, conv.outputs());
        }
        if (layer instanceof Layer.Pool pool) {
            return windowed(pool.window(), input, input.channels());
        }
        int channels = 0;
        Size size = input;
        for (List<Layer> chain : ((Layer.Branches) layer).chains()) {
            size = input;
            for (Layer link : chain) {
                size = follow(link, size, units);
            }
            channels += size.channels();
        }
        return new Size(size.height(), size.width(), channels);
    }

    private static Size windowed(Window window, Size input, int channels) {
        return new Size(window.outputHeight(input.height()), window.outputWidth(input.width()), channels);
    }
}

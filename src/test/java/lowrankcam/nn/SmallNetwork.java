package lowrankcam.nn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Padding;
import lowrankcam.kernel.Window;
import lowrankcam.kernel.Workers;
import lowrankcam.tensor.Tensor;

/// A network with every kind of layer and random weights, small enough for finite differences; and its forward
/// pass written once more as textbook loops in double.
///
/// @param network the table
/// @param weights by the name of the convolution
public record SmallNetwork(Network network, Map<String, FoldedWeights> weights) {

    public static final int HEIGHT = 33;
    public static final int WIDTH = 28;

    /// @param biasScale largest magnitude of a bias; 0 makes the network homogeneous
    public static SmallNetwork random(long seed, float biasScale) {
        Network network = new Network(3, List.of(
                stage("stem", conv("stem", Window.valid(3, 3, 2), 5)),
                stage("pool", new Layer.MaxPool(Window.valid(3, 3, 2))),
                stage("mixed", new Layer.Branches(List.of(
                        List.of(conv("m1", Window.valid(1, 1, 1), 17)),
                        List.of(conv("m2a", Window.same(1, 7), 4), conv("m2b", Window.same(5, 5), 3)),
                        List.of(new Layer.AveragePool(Window.same(3, 3), Padding.COUNTED),
                                conv("m3", Window.valid(1, 1, 1), 2)),
                        List.of(new Layer.MaxPool(Window.same(3, 3)), conv("m4", Window.same(7, 1), 2))))),
                stage("reduced", new Layer.Branches(List.of(
                        List.of(new Layer.MaxPool(Window.valid(3, 3, 2))),
                        List.of(conv("r1", Window.valid(3, 3, 2), 6)),
                        List.of(conv("r2a", Window.valid(1, 1, 1), 3), conv("r2b", Window.valid(3, 3, 2), 4))))),
                stage("split", new Layer.Branches(List.of(
                        List.of(new Layer.AveragePool(Window.same(3, 3), Padding.NOT_COUNTED)),
                        List.of(conv("s1", Window.same(3, 3), 5),
                                new Layer.Branches(List.of(
                                        List.of(conv("s2a", Window.same(1, 3), 4)),
                                        List.of(conv("s2b", Window.same(3, 1), 3))))))))));
        Random random = new Random(seed);
        Map<String, FoldedWeights> weights = new HashMap<>();
        for (Network.Unit unit : network.units()) {
            float scale = (float) Math.sqrt(6.0 / unit.rows());
            weights.put(
                    unit.layer().name(),
                    new FoldedWeights(
                            uniform(random, unit.weightCount(), scale),
                            uniform(random, unit.layer().outputs(), biasScale)));
        }
        return new SmallNetwork(network, weights);
    }

    private static Network.Stage stage(String name, Layer layer) {
        return new Network.Stage(name, layer);
    }

    private static Layer.Conv conv(String name, Window window, int outputs) {
        return new Layer.Conv(name, window, outputs);
    }

    public static float[] uniform(Random random, int length, float scale) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = scale * (2 * random.nextFloat() - 1);
        }
        return values;
    }

    public static Tensor image(long seed) {
        return new Tensor(HEIGHT, WIDTH, 3, uniform(new Random(seed), HEIGHT * WIDTH * 3, 1));
    }

    public CompiledNetwork compile(KernelChoice kernels, Workers workers) {
        return CompiledNetwork.<RuntimeException>compile(
                network, KernelSet.of(kernels), workers, (unit, _) -> weights.get(unit.layer().name()));
    }

    /// Activations in double, H×W×C.
    record Volume(int height, int width, int channels, double[] values) {

        static Volume of(Tensor tensor) {
            double[] values = new double[tensor.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.values()[i];
            }
            return new Volume(tensor.height(), tensor.width(), tensor.channels(), values);
        }

        int at(int y, int x) {
            return (y * width + x) * channels;
        }
    }

    /// The stages after `after` on these activations.
    Volume rest(String after, Volume activations) {
        Volume now = activations;
        for (Network.Stage stage : network.stages().subList(network.indexOf(after) + 1, network.stages().size())) {
            now = apply(stage.layer(), now);
        }
        return now;
    }

    private Volume apply(Layer layer, Volume in) {
        return switch (layer) {
            case Layer.Conv conv -> windows(conv.window(), in, conv.outputs(), (taps, out, at) -> {
                FoldedWeights w = weights.get(conv.name());
                for (int o = 0; o < conv.outputs(); o++) {
                    double sum = w.bias()[o];
                    for (int k = 0; k < taps.length; k++) {
                        for (int i = 0; i < in.channels() && taps[k] >= 0; i++) {
                            sum += in.values()[taps[k] + i]
                                    * w.weights()[(k * in.channels() + i) * conv.outputs() + o];
                        }
                    }
                    out[at + o] = Math.max(0, sum);
                }
            });
            case Layer.MaxPool pool -> windows(pool.window(), in, in.channels(), (taps, out, at) -> {
                for (int c = 0; c < in.channels(); c++) {
                    out[at + c] = Double.NEGATIVE_INFINITY;
                    for (int tap : taps) {
                        out[at + c] = tap < 0 ? out[at + c] : Math.max(out[at + c], in.values()[tap + c]);
                    }
                }
            });
            case Layer.AveragePool pool -> windows(pool.window(), in, in.channels(), (taps, out, at) -> {
                for (int c = 0; c < in.channels(); c++) {
                    int inside = 0;
                    double sum = 0;
                    for (int tap : taps) {
                        inside += tap < 0 ? 0 : 1;
                        sum += tap < 0 ? 0 : in.values()[tap + c];
                    }
                    out[at + c] = sum / (pool.padding() == Padding.COUNTED ? taps.length : inside);
                }
            });
            case Layer.Branches branches -> concatenate(branches.chains().stream().map(chain -> {
                Volume now = in;
                for (Layer link : chain) {
                    now = apply(link, now);
                }
                return now;
            }).toList());
        };
    }

    private interface Pixel {
        /// @param taps where the window's pixels start in the input, -1 outside the image
        void write(int[] taps, double[] out, int at);
    }

    private static Volume windows(Window window, Volume in, int channels, Pixel pixel) {
        int height = window.outputHeight(in.height());
        int width = window.outputWidth(in.width());
        Volume out = new Volume(height, width, channels, new double[height * width * channels]);
        int[] taps = new int[window.height() * window.width()];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int k = 0; k < taps.length; k++) {
                    int i = y * window.stride() + k / window.width() - window.padHeight();
                    int j = x * window.stride() + k % window.width() - window.padWidth();
                    boolean inside = i >= 0 && j >= 0 && i < in.height() && j < in.width();
                    taps[k] = inside ? in.at(i, j) : -1;
                }
                pixel.write(taps, out.values(), out.at(y, x));
            }
        }
        return out;
    }

    private static Volume concatenate(List<Volume> parts) {
        int channels = parts.stream().mapToInt(Volume::channels).sum();
        Volume first = parts.getFirst();
        double[] values = new double[first.height() * first.width() * channels];
        int offset = 0;
        for (Volume part : parts) {
            for (int p = 0; p < part.height() * part.width(); p++) {
                System.arraycopy(part.values(), p * part.channels(), values, p * channels + offset, part.channels());
            }
            offset += part.channels();
        }
        return new Volume(first.height(), first.width(), channels, values);
    }
}

package lowrankcam.arithmetic;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.Progress;
import lowrankcam.explain.ImageFacts;
import lowrankcam.format.UsageException;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.LoadedModel;
import lowrankcam.kernel.Numerics;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.Target;
import lowrankcam.nn.KeptConvolution;
import lowrankcam.nn.Network;
import lowrankcam.tensor.Tensor;

/// The arithmetic of the cell that a pixel falls in: one sum of one convolution, and the cell of the map.
///
/// @param model       that computed
/// @param image       of the pixel
/// @param place       of the pixel
/// @param input       the network's input at the pixel's place, three values
/// @param convolution the sum of the convolution
/// @param map         the cell of the map
/// @param label       name of the class
public record PixelArithmetic(
        LoadedModel model, ImageFacts image, Place place, float[] input, ConvolutionSum convolution, MapSum map, String label) {

    /// Runs the network, and its sums again one by one.
    ///
    /// @throws UsageException if there is no such pixel, convolution, channel or class, or sums are not direct
    public static PixelArithmetic of(LoadedModel loaded, ImageFacts.Read read, Question question) {
        if (loaded.kernels().numerics() != Numerics.DIRECT) {
            throw new UsageException("--numerics: expected direct, whose sums have one order; found fast");
        }
        InceptionModel model = loaded.model();
        Tensor input = read.tensor();
        Place place = Place.of(read.facts().picture(), loaded.preprocessing(), question.row(), question.column());
        ForwardTrace trace = model.forward(input, question.layer());
        int classIndex = question.className().isEmpty() ? trace.prediction().best() : model.head().classOf(question.className());
        Tensor features = trace.features();
        Place.Cell cell =
                place.in(
                        model.network(), question.layer(),
                        new Network.Size(features.height(), features.width(), features.channels()));
        CamInput cam = new CamInput(model, trace, Target.logit(classIndex), loaded.kernels().resample(), Progress.NONE);
        int y = (int) place.y();
        int x = (int) place.x();
        return new PixelArithmetic(
                loaded, read.facts(), place, new float[] {input.get(y, x, 0), input.get(y, x, 1), input.get(y, x, 2)},
                sum(model, input, place, question), new MapSum(cam, cell, question.options()),
                loaded.labels().get(classIndex));
    }

    private static ConvolutionSum sum(InceptionModel model, Tensor input, Place place, Question question) {
        List<String> names = names(model.network());
        String name = question.convolution().isEmpty() ? first(names, question.layer()) : question.convolution();
        if (!names.contains(name)) {
            List<String> near = near(names, name);
            throw new UsageException(
                    "--convolution: expected " + String.join(", ", near) + "; found '" + name + "'");
        }
        KeptConvolution kept = model.convolution(input, name);
        Place.Cell cell = place.in(model.network(), name, kept.outputSize());
        int outputs = kept.outputSize().channels();
        if (question.channel() >= outputs) {
            throw new UsageException("--channel: expected 0 to " + (outputs - 1) + " for " + name + "; found " + question.channel());
        }
        int channel = question.channel() == Question.STRONGEST ? strongest(kept, cell) : question.channel();
        return new ConvolutionSum(kept, cell, channel);
    }

    private static List<String> names(Network network) {
        return network.units().stream().map(unit -> unit.layer().name()).toList();
    }

    /// Convolutions of the block that is meant, or of the stem.
    private static List<String> near(List<String> names, String name) {
        String block = name.split("\\.", 2)[0];
        List<String> near = new ArrayList<>(names.stream().filter(one -> one.startsWith(block + ".")).toList());
        if (near.isEmpty()) {
            near.addAll(names.stream().filter(one -> !one.contains(".")).toList());
            near.add("or one of a block such as Mixed_7c.branch1x1");
        }
        return near;
    }

    /// The first convolution of the layer's block; of a pool, the last one before it.
    private static String first(List<String> names, String layer) {
        return names.stream().filter(name -> name.equals(layer) || name.startsWith(layer + ".")).findFirst()
                .orElse(layer.equals("maxpool1") ? "Conv2d_2b_3x3" : "Conv2d_4a_3x3");
    }

    private static int strongest(KeptConvolution kept, Place.Cell cell) {
        int best = 0;
        for (int c = 1; c < kept.outputSize().channels(); c++) {
            if (kept.output(cell.y(), cell.x(), c) > kept.output(cell.y(), cell.x(), best)) {
                best = c;
            }
        }
        return best;
    }

    /// True if the sums gave the bits that the network and the method gave.
    public boolean agrees() {
        return convolution.agrees() && map.agrees();
    }
}

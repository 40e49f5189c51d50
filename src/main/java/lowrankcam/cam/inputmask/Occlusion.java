package lowrankcam.cam.inputmask;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.InputPasses;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.format.UsageException;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// Occlusion: how much the score falls when a window of the input is covered. The network is a black box.
///
/// Paper: M. D. Zeiler, R. Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014, section 4.2.
/// `L[x] = mean over the windows that cover pixel x of (s - s^(-window))`, at the input's resolution; negative where
/// covering raises the score.
///
/// | choice | here |
/// |---|---|
/// | window, stride | 32 and 16 pixels of the network's input; the last windows are moved in to end at the border |
/// | covered pixels | zero after preprocessing, as in Score-CAM; the paper's grey depends on its input range |
/// | score | variant `probability` (the paper's) or `logit`, which does not saturate |
/// | overlapping windows | averaged |
///
/// No ReLU. Passes: one network pass for each window beside the first, 18·18 = 324 at 299×299. The layer plays no
/// part.
///
/// @param window side of the window in pixels
/// @param stride distance of windows in pixels, at most the window
/// @param score  what is taken of a pass
public record Occlusion(int window, int stride, Target.Score score) implements CamMethod {

    public static final MethodInfo INFO =
            new MethodInfo(
                    "occlusion", "Occlusion", "Zeiler & Fergus, ECCV 2014", Group.BLACK_BOX,
                    "1 + windows network (324 at 299x299)", "any network; the layer plays no part",
                    List.of(
                            new MethodInfo.Parameter("window", "32", "side of the window in pixels"),
                            new MethodInfo.Parameter("stride", "16", "distance of windows in pixels")),
                    List.of(
                            variant("probability", "fall of the probability", Target.Score.PROBABILITY),
                            variant("logit", "fall of the logit", Target.Score.LOGIT)));

    /// @throws UsageException if windows would leave gaps
    public Occlusion {
        if (window < 1 || stride < 1 || stride > window) {
            throw new UsageException(
                    "occlusion: stride: expected 1 to the window's " + window + ", found " + stride);
        }
    }

    private static MethodInfo.Variant variant(String id, String meaning, Target.Score score) {
        return new MethodInfo.Variant(
                id, meaning,
                settings -> new Occlusion(
                        settings.whole("window", 1, 100_000), settings.whole("stride", 1, 100_000), score));
    }

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public int maskedInputs(CamInput input) {
        return starts(input.trace().image().height()).length * starts(input.trace().image().width()).length;
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor image = input.trace().image();
        int[] tops = starts(image.height());
        int[] lefts = starts(image.width());
        double whole = input.score(input.trace().prediction().logits(), score);
        double[] scores =
                InputPasses.scores(
                        input, tops.length * lefts.length,
                        i -> covered(image, tops[i / lefts.length], lefts[i % lefts.length]), score);
        double[] sum = new double[image.positions()];
        int[] windows = new int[sum.length];
        for (int i = 0; i < scores.length; i++) {
            int top = tops[i / lefts.length];
            int left = lefts[i % lefts.length];
            for (int y = top; y < Math.min(top + window, image.height()); y++) {
                for (int x = left; x < Math.min(left + window, image.width()); x++) {
                    sum[y * image.width() + x] += whole - scores[i];
                    windows[y * image.width() + x]++;
                }
            }
        }
        for (int p = 0; p < sum.length; p++) {
            sum[p] /= windows[p];
        }
        return new CamMap(image, sum).choice("relu", "none").detail("windows", scores.length);
    }

    /// First pixels of the windows along an axis.
    private int[] starts(int size) {
        int last = Math.max(0, size - window);
        int count = (last + stride - 1) / stride + 1;
        return IntStream.range(0, count).map(i -> Math.min(i * stride, last)).toArray();
    }

    private Tensor covered(Tensor image, int top, int left) {
        int channels = image.channels();
        float[] values = image.values().clone();
        for (int y = top; y < Math.min(top + window, image.height()); y++) {
            int from = (y * image.width() + left) * channels;
            int to = (y * image.width() + Math.min(left + window, image.width())) * channels;
            Arrays.fill(values, from, to, 0);
        }
        return new Tensor(image.height(), image.width(), channels, values);
    }
}

package lowrankcam.cam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import lowrankcam.kernel.ResampleWeights;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// Masks of the network's input, each made of one channel, `H_k` from `A_k`.
///
/// A constant channel gives no mask of its own. Where a definition adds an epsilon to the divisor its mask is zero,
/// the masked input is blank, and one pass serves all such channels, exactly.
public final class ChannelMasks {

    private final CamInput input;
    private final Rule rule;
    private final double epsilon;
    private final ResampleWeights rows;
    private final ResampleWeights columns;

    /// From map to mask.
    public enum Rule {
        /// Bilinear with half-pixel centres, then min–max.
        UPSAMPLE_THEN_SCALE,
        /// Bilinear with corners on corners, then min–max.
        ALIGN_CORNERS_THEN_SCALE,
        /// Min–max, then bilinear with half-pixel centres.
        SCALE_THEN_UPSAMPLE,
        /// Bilinear with half-pixel centres, then tanh; no min–max.
        UPSAMPLE_THEN_TANH
    }

    /// @param epsilon added to the divisor of min–max
    public ChannelMasks(CamInput input, Rule rule, double epsilon) {
        this.input = input;
        this.rule = rule;
        this.epsilon = epsilon;
        Tensor features = input.features();
        Tensor image = input.trace().image();
        boolean corners = rule == Rule.ALIGN_CORNERS_THEN_SCALE;
        this.rows = weights(corners, features.height(), image.height());
        this.columns = weights(corners, features.width(), image.width());
    }

    private static ResampleWeights weights(boolean corners, int inputs, int outputs) {
        return corners ? ResampleWeights.alignCorners(inputs, outputs) : ResampleWeights.halfPixel(inputs, outputs);
    }

    /// Channels whose map is not constant, ascending.
    public static int[] varying(Tensor features) {
        List<Integer> live = new ArrayList<>();
        for (int k = 0; k < features.channels(); k++) {
            if (isVarying(features, k)) {
                live.add(k);
            }
        }
        return live.stream().mapToInt(Integer::intValue).toArray();
    }

    static boolean isVarying(Tensor features, int k) {
        return Normalisation.minMax(ChannelSum.map(features, k)) != null;
    }

    /// Scores of masked inputs, and of a blank one.
    ///
    /// @param ofChannels one for each channel asked for
    /// @param blank      of the blank input; NaN if it was not needed
    public record Scores(double[] ofChannels, double blank) {}

    /// One network pass for each channel that is not constant, and one for a blank input if a constant channel is
    /// among them.
    public Scores scores(int[] channels, Target.Score score) {
        Tensor features = input.features();
        boolean[] varying = new boolean[channels.length];
        for (int i = 0; i < channels.length; i++) {
            varying[i] = isVarying(features, channels[i]);
        }
        int[] places = places(varying);
        int[] own = Arrays.stream(places).map(i -> channels[i]).toArray();
        Scores passed =
                own.length < channels.length
                        ? scoresAndBlank(own, score) : new Scores(scoresOfEach(own, score), Double.NaN);
        double[] result = new double[channels.length];
        Arrays.fill(result, passed.blank());
        for (int i = 0; i < places.length; i++) {
            result[places[i]] = passed.ofChannels()[i];
        }
        return new Scores(result, passed.blank());
    }

    /// One network pass for each channel.
    public double[] scoresOfEach(int[] channels, Target.Score score) {
        Tensor image = input.trace().image();
        return InputPasses.scores(
                input, channels.length, i -> InputPasses.masked(image, mask(channels[i])), score);
    }

    /// One network pass for each channel, and one for a blank input.
    public Scores scoresAndBlank(int[] channels, Target.Score score) {
        Tensor image = input.trace().image();
        IntFunction<Tensor> images =
                i -> i < channels.length ? InputPasses.masked(image, mask(channels[i])) : InputPasses.blank(image);
        double[] passed = InputPasses.scores(input, channels.length + 1, images, score);
        return new Scores(Arrays.copyOf(passed, channels.length), passed[channels.length]);
    }

    private static int[] places(boolean[] chosen) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i]) {
                places.add(i);
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    /// The mask of a channel, H·W values; not finite for min–max of a constant one.
    public float[] mask(int k) {
        float[] small = new float[input.features().positions()];
        for (int p = 0; p < small.length; p++) {
            small[p] = input.features().values()[p * input.features().channels() + k];
        }
        return switch (rule) {
            case UPSAMPLE_THEN_SCALE, ALIGN_CORNERS_THEN_SCALE -> scaled(upsampled(small));
            case SCALE_THEN_UPSAMPLE -> upsampled(scaled(small));
            case UPSAMPLE_THEN_TANH -> {
                float[] mask = upsampled(small);
                for (int i = 0; i < mask.length; i++) {
                    mask[i] = (float) StrictMath.tanh(mask[i]);
                }
                yield mask;
            }
        };
    }

    private float[] upsampled(float[] small) {
        float[] mask = new float[rows.outputs() * columns.outputs()];
        input.resample().resample(small, rows.inputs(), columns.inputs(), 1, rows, columns, mask);
        return mask;
    }

    /// Min–max in place.
    private float[] scaled(float[] mask) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float value : mask) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        float range = (float) (max - min + epsilon);
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (mask[i] - min) / range;
        }
        return mask;
    }
}

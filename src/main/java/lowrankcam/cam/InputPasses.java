package lowrankcam.cam;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// Scores of many masked inputs: one network pass each. A masked input exists only while its pass runs, so that
/// memory does not grow with their number.
public final class InputPasses {

    private InputPasses() {}

    /// @param images makes the input of an index; called from several threads
    /// @param score  what is taken of the logits of a pass
    public static double[] scores(CamInput input, int count, IntFunction<Tensor> images, Target.Score score) {
        double[] scores = new double[count];
        AtomicInteger done = new AtomicInteger();
        input.model().predictAll(count, images, (i, prediction) -> {
            scores[i] = input.score(prediction.logits(), score);
            input.progress().report(done.incrementAndGet(), count);
        });
        return scores;
    }

    /// `x ⊙ h`: every channel of the input multiplied by one mask.
    ///
    /// @param mask H·W factors
    public static Tensor masked(Tensor image, float[] mask) {
        int channels = image.channels();
        float[] values = new float[image.values().length];
        for (int p = 0; p < mask.length; p++) {
            for (int c = 0; c < channels; c++) {
                values[p * channels + c] = image.values()[p * channels + c] * mask[p];
            }
        }
        return new Tensor(image.height(), image.width(), channels, values);
    }

    /// An input of zeros: what a mask of zeros leaves.
    public static Tensor blank(Tensor image) {
        return new Tensor(image.height(), image.width(), image.channels(), new float[image.values().length]);
    }
}

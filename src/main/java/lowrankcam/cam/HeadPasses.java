package lowrankcam.cam;

import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import lowrankcam.model.MaskScorer;
import lowrankcam.model.MaskScorers;
import lowrankcam.model.PassCounter;
import lowrankcam.tensor.Tensor;

/// Scores of many changed features: one head pass each, counted as such however it is computed.
///
/// At the last layer by [PooledHead], which needs no large product for a pass; elsewhere the rest of the network
/// runs, whole passes side by side. Both report progress.
public final class HeadPasses {

    private final CamInput input;
    private final ToDoubleFunction<double[]> score;
    private final PooledHead closed;

    /// @param score what is taken of the logits of a pass
    public HeadPasses(CamInput input, ToDoubleFunction<double[]> score) {
        this.input = input;
        this.score = score;
        this.closed = input.atLastLayer() ? new PooledHead(input.features(), input.model().head()) : null;
        if (closed != null) {
            input.model().passes().count(closed.projection());
        }
    }

    /// A scorer for one mask after the other, by the same two ways.
    public static MaskScorer maskScorer(CamInput input) {
        if (!input.atLastLayer()) {
            return input.model().maskScorer(input.trace());
        }
        PooledHead head = new PooledHead(input.features(), input.model().head());
        PassCounter passes = input.model().passes();
        passes.count(head.projection());
        return mask -> {
            passes.countHead();
            passes.count(head.maskedPass());
            return head.logitsOfMask(mask);
        };
    }

    /// The score of the features as they are, where passes are computed in another way than the trace's prediction:
    /// differences between passes are to be taken from this one. Not a pass: its parts are at hand.
    public OptionalDouble unchanged() {
        return closed == null ? OptionalDouble.empty() : OptionalDouble.of(score.applyAsDouble(closed.logits()));
    }

    /// Scores of `M ⊙ a_i`: all channels multiplied by one mask.
    ///
    /// @param masks makes the P factors of an index; called from several threads
    public double[] ofMasks(int count, IntFunction<double[]> masks) {
        if (closed != null) {
            return closedForm(count, i -> {
                input.model().passes().count(closed.maskedPass());
                return closed.logitsOfMask(masks.apply(i));
            });
        }
        return ofFeatures(count, i -> MaskScorers.masked(input.features(), masks.apply(i)));
    }

    /// Scores of the features with one channel set to zero.
    public double[] without(int[] channels) {
        if (closed != null) {
            return closedForm(channels.length, i -> closed.logitsWithout(channels[i]));
        }
        return ofFeatures(channels.length, i -> without(input.features(), channels[i]));
    }

    /// Scores of any features.
    ///
    /// @param features makes the features of an index; called from several threads
    public double[] ofFeatures(int count, IntFunction<Tensor> features) {
        double[] scores = new double[count];
        AtomicInteger done = new AtomicInteger();
        input.model().scoreAll(input.trace(), count, features, (i, prediction) -> {
            scores[i] = score.applyAsDouble(prediction.logits());
            input.progress().report(done.incrementAndGet(), count);
        });
        return scores;
    }

    private double[] closedForm(int count, IntFunction<double[]> logits) {
        PassCounter passes = input.model().passes();
        double[] scores = new double[count];
        for (int i = 0; i < count; i++) {
            passes.countHead();
            scores[i] = score.applyAsDouble(logits.apply(i));
        }
        return scores;
    }

    private static Tensor without(Tensor features, int channel) {
        float[] values = features.values().clone();
        for (int i = channel; i < values.length; i += features.channels()) {
            values[i] = 0;
        }
        return new Tensor(features.height(), features.width(), features.channels(), values);
    }
}

package lowrankcam.cam;

import java.util.Locale;
import lowrankcam.kernel.Resample;
import lowrankcam.model.Activation;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// What a method explains.
///
/// Gradient methods and Ablation-CAM explain the target's score as it is. Methods that weigh masks take logits or
/// probabilities as their definition says, of the target's class, and of its contrast if it has one: see [#score].
///
/// @param model    the classifier; every pass through it is counted
/// @param trace    one network pass over the image, with the target layer's features
/// @param target   class, contrast and score
/// @param resample kernel for masks of the network's input
/// @param progress told how far a long method is
public record CamInput(
        ExplainableModel model, ForwardTrace trace, Target target, Resample resample, Progress progress) {

    /// @throws ArithmeticException if a value of the features is not finite, naming its place
    public CamInput {
        int index = trace.features().firstNonFinite();
        if (index >= 0) {
            int channels = trace.features().channels();
            throw new ArithmeticException(
                    "features of " + trace.layer() + ": position " + index / channels + ", channel " + index % channels
                            + " is " + trace.features().values()[index]);
        }
    }

    /// Explains the logit of a class.
    public CamInput(ExplainableModel model, ForwardTrace trace, int classIndex, Resample resample, Progress progress) {
        this(model, trace, Target.logit(classIndex), resample, progress);
    }

    /// L×D×K.
    public Tensor features() {
        return trace.features();
    }

    /// True if only the global average and the head follow the target layer.
    public boolean atLastLayer() {
        return trace.layer().equals(model.lastLayer());
    }

    /// True if gradient and masked scores have closed forms: one dense layer after the global average.
    public boolean hasLinearRest() {
        return atLastLayer() && model.head().isLinear();
    }

    /// The target's score as manifests name it: `logit` or `probability`.
    public String scoreName() {
        return target.score().name().toLowerCase(Locale.ROOT);
    }

    /// Refuses methods that need one weight for each channel and class.
    public void requireLinearHead(String method) {
        if (!hasLinearRest()) {
            throw new UnsupportedTargetException(
                    method + " needs a head of one dense layer right after " + model.lastLayer()
                            + "; here the layer is " + trace.layer() + " and the head has "
                            + model.head().depth() + (model.head().depth() == 1 ? " layer" : " layers"));
        }
    }

    /// The number that weighs a mask, from the logits of a pass.
    ///
    /// | score | class c | class c against o |
    /// |---|---|---|
    /// | logit | `y_c` | `y_c - y_o` |
    /// | probability | `q_c` | `q_c / (q_c + q_o)`: c's share where only c and o are left |
    public double score(double[] logits, Target.Score score) {
        int c = target.classIndex();
        return switch (score) {
            case LOGIT -> target.isContrast() ? logits[c] - logits[target.contrast()] : logits[c];
            case PROBABILITY -> target.isContrast() ? share(logits) : probabilities(logits)[c];
        };
    }

    private double share(double[] logits) {
        int c = target.classIndex();
        int o = target.contrast();
        if (model.head().activation() == Activation.SOFTMAX) {
            return 1 / (1 + StrictMath.exp(logits[o] - logits[c]));
        }
        double[] q = probabilities(logits);
        return q[c] / (q[c] + q[o]);
    }

    private double[] probabilities(double[] logits) {
        return model.head().activation().probabilities(logits);
    }
}

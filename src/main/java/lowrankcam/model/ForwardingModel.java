package lowrankcam.model;

import java.util.List;
import java.util.function.IntFunction;
import lowrankcam.kernel.Gram;
import lowrankcam.tensor.Tensor;

/// A model that hands every call on to another one: for those that change a few.
public abstract class ForwardingModel implements ExplainableModel {

    private final ExplainableModel model;

    protected ForwardingModel(ExplainableModel model) {
        this.model = model;
    }

    /// The model behind this one.
    protected final ExplainableModel model() {
        return model;
    }

    @Override
    public List<String> layers() {
        return model.layers();
    }

    @Override
    public ClassifierHead head() {
        return model.head();
    }

    @Override
    public PassCounter passes() {
        return model.passes();
    }

    @Override
    public Gram gram() {
        return model.gram();
    }

    @Override
    public void both(Runnable one, Runnable other) {
        model.both(one, other);
    }

    @Override
    public List<ForwardTrace> forward(Tensor image, List<String> layers) {
        return model.forward(image, layers);
    }

    @Override
    public Tensor gradient(ForwardTrace trace, Target target) {
        return model.gradient(trace, target);
    }

    @Override
    public MaskScorer maskScorer(ForwardTrace trace) {
        return model.maskScorer(trace);
    }

    @Override
    public FeatureScorer featureScorer(ForwardTrace trace) {
        return model.featureScorer(trace);
    }

    @Override
    public void scoreAll(ForwardTrace trace, int count, IntFunction<Tensor> features, Scores scores) {
        model.scoreAll(trace, count, features, scores);
    }

    @Override
    public void predictAll(int count, IntFunction<Tensor> images, Scores scores) {
        model.predictAll(count, images, scores);
    }

    @Override
    public List<ForwardTrace> forwardAll(List<Tensor> images) {
        return model.forwardAll(images);
    }
}

package lowrankcam.cam;

import java.util.List;
import java.util.function.IntFunction;
import lowrankcam.kernel.Resample;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.FeatureScorer;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.MaskScorer;
import lowrankcam.model.PassCounter;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// The same network with another layer said to be the last: methods then know no closed form and run the rest of the
/// network, with backward passes and masked features.
///
/// @param model whose last layer is hidden
record GeneralPath(ExplainableModel model) implements ExplainableModel {

    static CamInput input(StubModel model, Target target) {
        GeneralPath general = new GeneralPath(model);
        return new CamInput(
                general, general.forward(null, model.lastLayer()), target, Resample.scalar(), Progress.NONE);
    }

    @Override
    public List<String> layers() {
        return List.of(model.lastLayer(), "beyond");
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
    public ForwardTrace forward(Tensor image, String layer) {
        return model.forward(image, layer);
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
}

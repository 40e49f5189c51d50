package lowrankcam.cam;

import java.util.List;
import java.util.function.IntFunction;
import lowrankcam.kernel.Resample;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.FeatureScorer;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.MaskScorer;
import lowrankcam.model.MaskScorers;
import lowrankcam.model.PassCounter;
import lowrankcam.model.Prediction;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// The same network with another layer said to be the last: methods then know no closed form and run the rest of the
/// network, with backward passes and masked features. Scores are written out in double, so that what is compared with
/// the closed forms carries no rounding to float but that of masked features and gradients.
///
/// @param model whose last layer is hidden
record GeneralPath(StubModel model) implements ExplainableModel {

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
    public List<ForwardTrace> forward(Tensor image, List<String> layers) {
        return model.forward(image, layers).stream()
                .map(trace -> new ForwardTrace(
                        image, trace.layer(), trace.features(), trace.pooled(), prediction(trace.features())))
                .toList();
    }

    private Prediction prediction(Tensor features) {
        double[] x = new double[features.channels()];
        for (int i = 0; i < features.values().length; i++) {
            x[i % x.length] += (double) features.values()[i] / features.positions();
        }
        for (int l = 0; l < head().depth(); l++) {
            ClassifierHead.Layer layer = head().layers().get(l);
            double[] y = new double[layer.bias().length];
            for (int o = 0; o < y.length; o++) {
                y[o] = layer.bias()[o];
                for (int i = 0; i < x.length; i++) {
                    y[o] += x[i] * layer.weights()[i * y.length + o];
                }
                y[o] = l + 1 < head().depth() ? Math.max(0, y[o]) : y[o];
            }
            x = y;
        }
        return new Prediction(x, head().activation().probabilities(x));
    }

    @Override
    public Tensor gradient(ForwardTrace trace, Target target) {
        return model.gradient(trace, target);
    }

    @Override
    public MaskScorer maskScorer(ForwardTrace trace) {
        FeatureScorer scorer = featureScorer(trace);
        return mask -> scorer.logits(MaskScorers.masked(trace.features(), mask));
    }

    @Override
    public FeatureScorer featureScorer(ForwardTrace trace) {
        return features -> {
            passes().countHead();
            return prediction(features).logits();
        };
    }

    @Override
    public void scoreAll(ForwardTrace trace, int count, IntFunction<Tensor> features, Scores scores) {
        for (int i = count - 1; i >= 0; i--) {
            passes().countHead();
            scores.accept(i, prediction(features.apply(i)));
        }
    }

    @Override
    public void predictAll(int count, IntFunction<Tensor> images, Scores scores) {
        throw new AssertionError("no network passes expected");
    }
}

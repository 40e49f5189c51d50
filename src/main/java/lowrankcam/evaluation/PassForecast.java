package lowrankcam.evaluation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.MapRun;
import lowrankcam.cam.Progress;
import lowrankcam.cam.UnsupportedTargetException;
import lowrankcam.kernel.Resample;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.FeatureScorer;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.ForwardingModel;
import lowrankcam.model.MaskScorer;
import lowrankcam.model.PassCounter;
import lowrankcam.model.PassCounter.Passes;
import lowrankcam.model.Prediction;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// Passes that a record of `evaluate` will take, known before the first is made: each method is asked once, on a model that
/// counts and runs nothing. For the time left only; everything is in whole network passes, a head or backward pass
/// being the share of the layers that it goes through.
final class PassForecast {

    private final ExplainableModel model;
    private final EvaluationPlan plan;
    private final double share;
    private final Map<String, Double> expected = new HashMap<>();

    PassForecast(ExplainableModel model, EvaluationPlan plan) {
        this.model = model;
        this.plan = plan;
        this.share = 1 - (model.layers().indexOf(plan.layer()) + 1.0) / model.layers().size();
    }

    /// Asks all methods of the plan.
    ///
    /// @param trace of an image like the others
    void learn(ForwardTrace trace, Resample resample) {
        int maps = plan.wants(MetricGroup.ADCC) ? 2 : 1;
        for (EvaluatedMethod method : plan.methods()) {
            CamInput input =
                    new CamInput(
                            new AskedModel(model, trace.prediction()), trace, trace.prediction().best(), resample,
                            Progress.NONE);
            try {
                MapRun<CamMap> run = MapRun.of(method.method(), input);
                double own = work(run.passes()) - 1;
                expected.put(method.name(), maps * own + metricPasses());
            } catch (UnsupportedTargetException e) {
                expected.put(method.name(), 0.0);
            }
        }
    }

    /// Network passes of the metrics on one map.
    private int metricPasses() {
        int passes = plan.wants(MetricGroup.ADCC) ? 1 : 0;
        passes += plan.wants(MetricGroup.CURVES) ? 2 * (plan.metrics().steps() - 1) : 0;
        return passes + (plan.wants(MetricGroup.ROAD) ? 2 * plan.metrics().road().percentiles().size() : 0);
    }

    /// Of a record of a method; NaN before [#learn].
    double of(String method) {
        return expected.getOrDefault(method, Double.NaN);
    }

    /// What the model has run so far. The head pass at the end of each network pass is part of it.
    double run() {
        Passes now = model.passes().now();
        return work(new Passes(now.network(), Math.max(0, now.head() - now.network()), now.backward()));
    }

    private double work(Passes passes) {
        return passes.network() + share * (passes.head() + passes.backward());
    }

    /// Counts passes instead of running them, and answers with the same scores always.
    private static final class AskedModel extends ForwardingModel {

        private final PassCounter asked = new PassCounter();
        private final Prediction answer;

        AskedModel(ExplainableModel model, Prediction answer) {
            super(model);
            this.answer = answer;
        }

        @Override
        public PassCounter passes() {
            return asked;
        }

        @Override
        public Tensor gradient(ForwardTrace trace, Target target) {
            asked.countBackward();
            return super.gradient(trace, target);
        }

        @Override
        public MaskScorer maskScorer(ForwardTrace trace) {
            return _ -> logits();
        }

        @Override
        public FeatureScorer featureScorer(ForwardTrace trace) {
            return _ -> logits();
        }

        private double[] logits() {
            asked.countHead();
            return answer.logits();
        }

        @Override
        public void scoreAll(ForwardTrace trace, int count, IntFunction<Tensor> features, Scores scores) {
            for (int i = 0; i < count; i++) {
                asked.countHead();
                scores.accept(i, answer);
            }
        }

        @Override
        public void predictAll(int count, IntFunction<Tensor> images, Scores scores) {
            for (int i = 0; i < count; i++) {
                asked.countNetwork();
                scores.accept(i, answer);
            }
        }
    }
}

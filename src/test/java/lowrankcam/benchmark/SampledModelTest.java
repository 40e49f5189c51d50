package lowrankcam.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import lowrankcam.kernel.Dense;
import lowrankcam.model.Activation;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.FeatureScorer;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.MaskScorer;
import lowrankcam.model.PassCounter;
import lowrankcam.model.PassCounter.Passes;
import lowrankcam.model.Prediction;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// A sample runs what it says, answers every question, and keeps count of what it left out.
class SampledModelTest {

    /// Answers the image's first value; counts one network and one head pass each.
    private record EchoModel(PassCounter passes, List<Float> seen) implements ExplainableModel {

        @Override
        public List<String> layers() {
            return List.of("last");
        }

        @Override
        public ClassifierHead head() {
            return new ClassifierHead(
                    List.of(new ClassifierHead.Layer(new float[1], new float[1])), List.of("one"), Activation.SOFTMAX,
                    Dense.scalar(), "");
        }

        @Override
        public List<ForwardTrace> forward(Tensor image, List<String> layers) {
            throw new AssertionError("no forward pass expected");
        }

        @Override
        public MaskScorer maskScorer(ForwardTrace trace) {
            throw new AssertionError("no masks expected");
        }

        @Override
        public Tensor gradient(ForwardTrace trace, Target target) {
            throw new AssertionError("no gradient expected");
        }

        @Override
        public FeatureScorer featureScorer(ForwardTrace trace) {
            throw new AssertionError("no head passes expected");
        }

        @Override
        public void scoreAll(ForwardTrace trace, int count, IntFunction<Tensor> features, Scores scores) {
            throw new AssertionError("no head passes expected");
        }

        @Override
        public void predictAll(int count, IntFunction<Tensor> images, Scores scores) {
            for (int i = 0; i < count; i++) {
                float value = images.apply(i).values()[0];
                seen.add(value);
                passes.countNetwork();
                passes.countHead();
                scores.accept(i, new Prediction(new double[] {value}, new double[] {1}));
            }
        }
    }

    private final EchoModel model = new EchoModel(new PassCounter(), new ArrayList<>());

    private static Tensor image(int i) {
        return new Tensor(1, 1, 1, new float[] {i});
    }

    private static List<Prediction> ask(SampledModel sampled, int count) {
        List<Prediction> answers = new ArrayList<>(Collections.nCopies(count, null));
        sampled.predictAll(count, SampledModelTest::image, answers::set);
        return answers;
    }

    @Test
    void passesAreSpreadAndEveryIndexIsAnswered() {
        SampledModel sampled = new SampledModel(model, 4);
        List<Prediction> answers = ask(sampled, 10);
        assertEquals(List.of(0f, 2f, 5f, 7f), model.seen());
        answers.forEach(answer -> assertNotNull(answer));
        assertEquals(5, answers.get(5).logits()[0]);
        assertEquals(10, sampled.asked());
        assertEquals(new Passes(6, 6, 0), sampled.missing());
        assertEquals(new Passes(4, 4, 0), model.passes().now());
        assertTrue(sampled.missingMillis() >= 0);
    }

    @Test
    void nothingIsMissingWhereAllFit() {
        SampledModel sampled = new SampledModel(model, Integer.MAX_VALUE);
        assertEquals(3, ask(sampled, 3).get(3 - 1).logits()[0] + 1);
        ask(sampled, 0);
        assertEquals(3, sampled.asked());
        assertEquals(new Passes(0, 0, 0), sampled.missing());
        assertEquals(0, sampled.missingMillis());
    }

    @Test
    void severalCallsAddUp() {
        SampledModel sampled = new SampledModel(model, 2);
        ask(sampled, 3);
        ask(sampled, 7);
        assertEquals(10, sampled.asked());
        assertEquals(new Passes(6, 6, 0), sampled.missing());
    }
}

package lowrankcam.cam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import lowrankcam.kernel.Dense;
import lowrankcam.kernel.Resample;
import lowrankcam.model.Activation;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.PassCounter;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// The number that weighs a mask, for logits whose odds are whole numbers: 3, 1 and 6.
class CamInputTest {

    private static final double[] LOGITS = {Math.log(3), 0, Math.log(6)};

    private static double score(Activation activation, Target target, Target.Score score) {
        return score(LOGITS, activation, target, score);
    }

    private static double score(double[] logits, Activation activation, Target target, Target.Score score) {
        ClassifierHead head =
                new ClassifierHead(
                        List.of(new ClassifierHead.Layer(new float[6], new float[3])), List.of("a", "b", "c"),
                        activation, Dense.scalar(), "");
        StubModel model = new StubModel(new Tensor(1, 1, 2, new float[] {1, 2}), head, new PassCounter());
        CamInput input =
                new CamInput(model, model.forward(null, "features"), target, Resample.scalar(), Progress.NONE);
        return input.score(logits, score);
    }

    @Test
    void aLogitIsTheClassesOwnOrTheDifferenceOfTwo() {
        assertEquals(Math.log(6), score(Activation.SOFTMAX, Target.logit(2), Target.Score.LOGIT));
        assertEquals(Math.log(2), score(Activation.SOFTMAX, Target.contrast(2, 0), Target.Score.LOGIT), 1e-15);
        assertEquals(-Math.log(2), score(Activation.SIGMOID, Target.contrast(0, 2), Target.Score.LOGIT), 1e-15);
    }

    /// 3 of 10, and 3 to 1 against: 3 of 4.
    @Test
    void aProbabilityIsTheHeadsOwn() {
        assertEquals(0.3, score(Activation.SOFTMAX, Target.logit(0), Target.Score.PROBABILITY), 1e-15);
        assertEquals(0.75, score(Activation.SIGMOID, Target.logit(0), Target.Score.PROBABILITY), 1e-15);
    }

    /// Softmax: 3 of 3 + 1, and 1 of 1 + 6, whatever the third class has.
    @Test
    void theShareOfAContrastIsTheProbabilityWhereTwoClassesAreLeft() {
        assertEquals(0.75, score(Activation.SOFTMAX, Target.contrast(0, 1), Target.Score.PROBABILITY), 1e-15);
        assertEquals(1 / 7.0, score(Activation.SOFTMAX, Target.contrast(1, 2), Target.Score.PROBABILITY), 1e-15);
    }

    /// Both probabilities are zero in double; their share is not.
    @Test
    void theShareOfTwoClassesThatAThirdOneDwarfsIsDefined() {
        double[] logits = {-800, -800 - Math.log(3), 0};
        assertEquals(0.75, score(logits, Activation.SOFTMAX, Target.contrast(0, 1), Target.Score.PROBABILITY), 1e-12);
    }

    /// Sigmoid: q = 3/4, 1/2, 6/7; 3/4 of 5/4, and 1/2 of 19/14.
    @Test
    void theShareOfAContrastUnderSigmoidIsThatOfTwoProbabilities() {
        assertEquals(0.6, score(Activation.SIGMOID, Target.contrast(0, 1), Target.Score.PROBABILITY), 1e-15);
        assertEquals(7 / 19.0, score(Activation.SIGMOID, Target.contrast(1, 2), Target.Score.PROBABILITY), 1e-15);
    }
}

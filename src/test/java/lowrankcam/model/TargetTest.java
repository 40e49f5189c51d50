package lowrankcam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Scores and their gradients with respect to the logits.
class TargetTest {

    private static final double[] LOGITS = {0.35, -1.5, 2.25, 0};

    /// Central differences of a smooth function: error of order h² and rounding of order 1e-16 / h.
    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        List<Target> targets =
                List.of(Target.logit(2), Target.contrast(0, 3), Target.probability(1), Target.probability(2));
        for (Activation activation : Activation.values()) {
            for (Target target : targets) {
                double[] gradient = target.logitGradient(LOGITS, activation);
                for (int j = 0; j < LOGITS.length; j++) {
                    double h = 1e-5;
                    double[] up = LOGITS.clone();
                    double[] down = LOGITS.clone();
                    up[j] += h;
                    down[j] -= h;
                    double slope = (target.of(up, activation) - target.of(down, activation)) / (2 * h);
                    assertEquals(slope, gradient[j], 1e-9, target + " " + activation + " logit " + j);
                }
            }
        }
    }

    @Test
    void scoresOfAPredictionAreThoseOfItsLogits() {
        for (Activation activation : Activation.values()) {
            Prediction prediction = new Prediction(LOGITS, activation.probabilities(LOGITS));
            for (Target target : List.of(Target.logit(1), Target.contrast(2, 0), Target.probability(3))) {
                assertEquals(target.of(LOGITS, activation), target.of(prediction), 0.0);
            }
        }
        assertEquals(1.9, Target.contrast(2, 0).of(LOGITS, Activation.SOFTMAX), 1e-15);
    }

    /// At y = 40, 1 - q rounds to 0 or a multiple of 1e-16, while the true slope is e⁻⁴⁰ up to a factor 1 + e⁻⁴⁰.
    @Test
    void nearlyCertainClassesKeepTheirDigits() {
        double expected = StrictMath.exp(-40);
        double[] softmax = Target.probability(0).logitGradient(new double[] {40, 0}, Activation.SOFTMAX);
        assertArrayEquals(new double[] {expected, -expected}, softmax, 1e-14 * expected);
        double[] sigmoid = Target.probability(1).logitGradient(new double[] {-40, 40}, Activation.SIGMOID);
        assertArrayEquals(new double[] {0, expected}, sigmoid, 1e-14 * expected);
    }

    @Test
    void refusesWhatHasNoMeaning() {
        assertThrows(IllegalArgumentException.class, () -> Target.logit(-1));
        assertThrows(IllegalArgumentException.class, () -> Target.contrast(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Target(0, 1, Target.Score.PROBABILITY));
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class, () -> Target.logit(4).of(LOGITS, Activation.SOFTMAX));
        assertEquals("target: expected classes from 0 to 3, found 4", e.getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> Target.contrast(0, 4).logitGradient(LOGITS, Activation.SOFTMAX));
    }
}

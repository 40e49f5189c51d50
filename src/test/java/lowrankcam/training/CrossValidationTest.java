package lowrankcam.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrossValidationTest {

    private static CrossValidation.Trial trial(double lambda, double[] scores) {
        boolean[] abnormal = new boolean[scores.length];
        Random random = new Random(3);
        for (int i = 0; i < scores.length; i++) {
            abnormal[i] = random.nextDouble() < 1 / (1 + Math.exp(-scores[i]));
        }
        return new CrossValidation.Trial(lambda, scores, abnormal);
    }

    /// Labels drawn from log-odds: those are calibrated, three times as large ones want a third.
    @Test
    void theTemperatureUndoesWhatIsTooSure() {
        double[] scores = new Random(2).doubles(20_000, -4, 4).toArray();
        CrossValidation.Trial calibrated = trial(1, scores);
        CrossValidation.Trial tooSure =
                new CrossValidation.Trial(1, Arrays.stream(scores).map(s -> 3 * s).toArray(), calibrated.abnormal());
        double temperature = calibrated.temperature();
        assertEquals(1, temperature, 0.03);
        assertEquals(3 * temperature, tooSure.temperature(), 1e-8);
        for (double factor : new double[] {0.99, 1.01}) {
            assertTrue(tooSure.loss(tooSure.temperature()) < tooSure.loss(factor * tooSure.temperature()));
        }
    }

    @Test
    void ofEqualLossesTheLargerPenaltyIsTaken() {
        double[] scores = {1, -2, 3};
        CrossValidation.Trial worse = trial(100, new double[] {-1, 2, -3});
        List<CrossValidation.Trial> trials =
                List.of(
                        new CrossValidation.Trial(100, worse.scores(), new boolean[] {true, false, true}),
                        new CrossValidation.Trial(30, scores, new boolean[] {true, false, true}),
                        new CrossValidation.Trial(10, scores, new boolean[] {true, false, true}));
        assertEquals(30, new CrossValidation(trials).best().lambda());
        assertEquals(0, trials.getFirst().accuracy());
        assertEquals((Math.log1p(Math.exp(-1)) + Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(-3))) / 3, trials.get(1).loss(), 1e-15);
    }
}

package lowrankcam.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.Workers;
import lowrankcam.model.FeatureScorer;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.MaskScorer;
import lowrankcam.model.MaskScorers;
import lowrankcam.model.PassCounter.Passes;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rest of the network as a head: at any layer, with any head, one by one or many at once.
class HeadPassesTest {

    private static InceptionModel model(Workers workers, String head) throws IOException {
        return Goldens.model(KernelChoice.VECTOR, workers, Dialect.KERAS, "head-" + head + ".safetensors").model();
    }

    private static double[] mask(int positions, long seed) {
        return new Random(seed).doubles(positions).toArray();
    }

    @ParameterizedTest
    @CsvSource({"linear,Mixed_7c,Mixed_6e", "two-layer,Mixed_7c,maxpool2"})
    void allPathsAgreeAndAreCounted(String head, String last, String earlier) throws IOException {
        try (Workers workers = new Workers(2)) {
            InceptionModel model = model(workers, head);
            for (String layer : new String[] {last, earlier}) {
                check(model, model.forward(Goldens.input("hand"), layer));
            }
        }
    }

    private static void check(InceptionModel model, ForwardTrace trace) {
        double[] logits = trace.prediction().logits();
        Passes before = model.passes().now();
        FeatureScorer features = model.featureScorer(trace);
        MaskScorer masks = model.maskScorer(trace);
        assertArrayEquals(logits, features.logits(trace.features()), 0.0);
        double[] ones = new double[trace.features().positions()];
        Arrays.fill(ones, 1);
        assertArrayEquals(logits, masks.logits(ones), 2e-6, "a mask of ones");
        int count = 5;
        double[][] together = new double[count][];
        model.scoreAll(
                trace, count, i -> MaskScorers.masked(trace.features(), mask(ones.length, i)),
                (i, prediction) -> {
                    together[i] = prediction.logits();
                    double[] q = model.head().activation().probabilities(prediction.logits());
                    assertArrayEquals(q, prediction.probabilities(), 0.0);
                });
        for (int i = 0; i < count; i++) {
            double[] mask = mask(ones.length, i);
            assertArrayEquals(
                    features.logits(MaskScorers.masked(trace.features(), mask)), together[i], 0.0, "one by one");
            assertArrayEquals(together[i], masks.logits(mask), 2e-6, "mask scorer");
            assertNotEquals(logits[0], together[i][0]);
        }
        assertEquals(new Passes(0, 2 + 3L * count, 0), model.passes().now().minus(before));
    }

    /// Channels left out: `y_c - y_c⁻ᵏ = W[c,k] · gap_k` where the head is linear and follows at once.
    @Test
    void leavingAChannelOutHasItsClosedFormAndOtherSizesAreRefused() throws IOException {
        try (Workers workers = new Workers(2)) {
            InceptionModel model = model(workers, "linear");
            ForwardTrace trace = model.forward(Goldens.input("hand"), "Mixed_7c");
            Tensor f = trace.features();
            double[][] logits = new double[f.channels()][];
            model.scoreAll(trace, f.channels(), k -> without(f, k), (k, p) -> logits[k] = p.logits());
            for (int k = 0; k < logits.length; k++) {
                for (int c = 0; c < 3; c++) {
                    double closed = (double) model.head().weight(c, k) * trace.pooled()[k];
                    assertEquals(closed, trace.prediction().logits()[c] - logits[k][c], 1e-6, "channel " + k);
                }
            }
            ForwardTrace earlier = model.forward(Goldens.input("hand"), "Mixed_7a");
            assertThrows(IllegalArgumentException.class, () -> model.featureScorer(earlier).logits(f));
            assertThrows(IllegalArgumentException.class, () -> model.scoreAll(earlier, 1, _ -> f, (_, _) -> {}));
        }
    }

    private static Tensor without(Tensor features, int channel) {
        float[] values = features.values().clone();
        for (int i = channel; i < values.length; i += features.channels()) {
            values[i] = 0;
        }
        return new Tensor(features.height(), features.width(), features.channels(), values);
    }
}

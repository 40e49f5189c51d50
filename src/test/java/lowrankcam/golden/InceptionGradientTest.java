package lowrankcam.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.Workers;
import lowrankcam.model.FeatureScorer;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.PassCounter.Passes;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Gradients of the whole network at each of its layers.
class InceptionGradientTest {

    /// A radiograph with noise: on an even background the pixels of a maximum pool are equal, which is a kink.
    private static Tensor noisyImage() throws IOException {
        Tensor image = Goldens.input("hand");
        Random random = new Random(9);
        float[] values = new float[image.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.9f * image.values()[i] + 0.1f * random.nextFloat();
        }
        return new Tensor(image.height(), image.width(), image.channels(), values);
    }

    /// Each feature moves by a small part of itself, in the direction in which the score rises; the score must
    /// rise by the sum of gradient times movement. Its rise of 0.02 stands against some 1e-5 of rounding; what is
    /// left are kinks.
    @ParameterizedTest
    @EnumSource(names = {"KERAS", "FID"})
    void scoresRiseAsTheGradientSaysAtEveryLayer(Dialect dialect) throws IOException {
        try (Workers workers = new Workers(2)) {
            InceptionModel model =
                    Goldens.model(KernelChoice.VECTOR, workers, dialect, "head-nsfwjs.safetensors").model();
            assertEquals(18, model.layers().size());
            // The dialects differ in the pools of the blocks; the maximum of FID lies in the last one.
            for (String layer : dialect == Dialect.FID ? List.of("Mixed_7b") : model.layers()) {
                ForwardTrace trace = model.forward(noisyImage(), layer);
                Target target = Target.logit(trace.prediction().best());
                float[] gradient = model.gradient(trace, target).values();
                float[] features = trace.features().values();
                double slope = 0;
                for (int i = 0; i < features.length; i++) {
                    slope += Math.abs((double) features[i] * gradient[i]);
                }
                double predicted = 0;
                float[] up = features.clone();
                float[] down = features.clone();
                for (int i = 0; i < features.length; i++) {
                    double step = 0.01 / slope * Math.signum(gradient[i]) * features[i];
                    up[i] = (float) (features[i] + step);
                    down[i] = (float) (features[i] - step);
                    predicted += (double) gradient[i] * ((double) up[i] - down[i]);
                }
                FeatureScorer scorer = model.featureScorer(trace);
                double rise = score(scorer, trace, up, target) - score(scorer, trace, down, target);
                assertEquals(predicted, rise, 4e-3 * predicted, layer);
                assertTrue(predicted > 0.01, layer);
            }
        }
    }

    private static double score(FeatureScorer scorer, ForwardTrace trace, float[] values, Target target) {
        Tensor f = trace.features();
        Tensor moved = new Tensor(f.height(), f.width(), f.channels(), values);
        return scorer.logits(moved)[target.classIndex()];
    }

    /// At the last layer with a linear head: `g[p,k] = W[c,k] / P` and `Σ g·M + b_c = y_c`; a contrast is the
    /// difference.
    @Test
    void closedFormsHoldAtTheLastLayer() throws IOException {
        try (Workers workers = new Workers(2)) {
            InceptionModel model =
                    Goldens.model(KernelChoice.VECTOR, workers, Dialect.KERAS, "head-linear.safetensors").model();
            ForwardTrace trace = model.forward(Goldens.input("hand"), "Mixed_7c");
            float[] features = trace.features().values();
            float[] contrast = model.gradient(trace, Target.contrast(2, 0)).values();
            float[][] logit = new float[3][];
            for (int c = 0; c < 3; c++) {
                logit[c] = model.gradient(trace, Target.logit(c)).values();
                double sum = model.head().bias(c);
                for (int i = 0; i < features.length; i++) {
                    assertEquals(model.head().weight(c, i % 2048) / 64, logit[c][i], 0f);
                    sum += (double) logit[c][i] * features[i];
                }
                assertEquals(trace.prediction().logits()[c], sum, 2e-6);
            }
            for (int i = 0; i < features.length; i++) {
                assertEquals((double) logit[2][i] - logit[0][i], contrast[i], 1e-9);
            }
        }
    }

    /// A pass to an earlier layer keeps what a backward pass needs and scores like any other. After the pass
    /// of another image the part behind the layer runs again, and nobody is charged for it.
    @Test
    void passesThatKeepActivationsScoreAlikeAndOlderTracesGiveTheSameGradient() throws IOException {
        try (Workers workers = new Workers(2)) {
            InceptionModel model =
                    Goldens.model(KernelChoice.VECTOR, workers, Dialect.KERAS, "head-two-layer.safetensors").model();
            ForwardTrace last = model.forward(Goldens.input("hand"), "Mixed_7c");
            ForwardTrace hand = model.forward(Goldens.input("hand"), "Mixed_7a");
            assertArrayEquals(last.pooled(), hand.pooled());
            assertArrayEquals(last.prediction().logits(), hand.prediction().logits());
            float[] first = model.gradient(hand, Target.probability(1)).values();
            ForwardTrace chest = model.forward(Goldens.input("chest"), "Mixed_6e");
            model.gradient(chest, Target.logit(0));
            Passes before = model.passes().now();
            assertArrayEquals(first, model.gradient(hand, Target.probability(1)).values());
            assertEquals(new Passes(0, 0, 1), model.passes().now().minus(before));
            assertArrayEquals(first, model.gradient(hand, Target.probability(1)).values());
            assertEquals(new Passes(0, 0, 2), model.passes().now().minus(before));
        }
    }
}

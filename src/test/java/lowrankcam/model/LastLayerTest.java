package lowrankcam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lowrankcam.kernel.Dense;
import lowrankcam.kernel.Pooling;
import lowrankcam.model.PassCounter.Passes;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Gradients and scorers where only the global average and the head follow.
class LastLayerTest {

    private static final int K = 7;

    private static ClassifierHead head(Activation activation, int... widths) {
        Random random = new Random(widths.length);
        List<ClassifierHead.Layer> layers = new ArrayList<>();
        int inputs = K;
        for (int width : widths) {
            layers.add(new ClassifierHead.Layer(uniform(random, inputs * width), uniform(random, width)));
            inputs = width;
        }
        int classes = activation == Activation.SIGMOID && inputs == 1 ? 2 : inputs;
        List<String> labels = IntStream.range(0, classes).mapToObj(c -> "c" + c).toList();
        return new ClassifierHead(layers, labels, activation, Dense.scalar(), "");
    }

    private static float[] uniform(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    private static ForwardTrace trace(Tensor features, ClassifierHead head) {
        float[] pooled = Pooling.scalar().globalAverage(features.values(), K);
        double[] logits = head.scores(pooled);
        return new ForwardTrace(
                null, "last", features, pooled, new Prediction(logits, head.activation().probabilities(logits)));
    }

    /// The network after the features, written again, in double throughout.
    private static double score(ClassifierHead head, List<ClassifierHead.Layer> layers, double[] features, Target target) {
        int positions = features.length / K;
        double[] x = new double[K];
        for (int i = 0; i < features.length; i++) {
            x[i % K] += features[i] / positions;
        }
        for (int l = 0; l < layers.size(); l++) {
            double[] y = new double[layers.get(l).bias().length];
            for (int o = 0; o < y.length; o++) {
                y[o] = layers.get(l).bias()[o];
                for (int i = 0; i < x.length; i++) {
                    y[o] += x[i] * layers.get(l).weights()[i * y.length + o];
                }
                y[o] = l < layers.size() - 1 ? Math.max(0, y[o]) : y[o];
            }
            x = y;
        }
        return target.of(x, head.activation());
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void gradientsAreThoseOfFiniteDifferences(Activation activation) {
        for (int[] widths : new int[][] {{4}, {9, 3}, {8, 6, 2}, {1}, {5, 1}}) {
            ClassifierHead head = head(activation, widths);
            Tensor features = new Tensor(2, 3, K, uniform(new Random(5), 6 * K));
            ForwardTrace trace = trace(features, head);
            List<Target> targets = new ArrayList<>(List.of(Target.logit(0), Target.probability(0)));
            if (head.classes() > 1) {
                targets.addAll(List.of(Target.contrast(1, 0), Target.probability(1)));
            }
            for (Target target : targets) {
                Tensor gradient = LastLayer.gradient(trace, head, target);
                for (int i = 0; i < features.values().length; i++) {
                    double slope = slope(head, features.values(), i, target);
                    // Rounding of the result, and of the float logits at which a probability's slope is taken.
                    assertEquals(slope, gradient.values()[i], 2e-7, target + " at " + i);
                }
            }
        }
    }

    private static double slope(ClassifierHead head, float[] features, int at, Target target) {
        double h = 1e-6;
        double[] up = new double[features.length];
        for (int i = 0; i < up.length; i++) {
            up[i] = features[i];
        }
        double[] down = up.clone();
        up[at] += h;
        down[at] -= h;
        return (score(head, head.layers(), up, target) - score(head, head.layers(), down, target)) / (2 * h);
    }

    /// A worked example: `W_c / P` for a logit, `q_c (W_c - Σ_j q_j W_j) / P` for a probability.
    @Test
    void workedExampleByHand() {
        float[] features = {2, 0, 1, 1, 3, 0, 0, 1, 1, 1, 0, 0};
        ClassifierHead head =
                new ClassifierHead(
                        List.of(new ClassifierHead.Layer(
                                new float[] {1, -0.5f, -1, 1, 0.5f, 0.25f}, new float[] {0.1f, -0.2f})),
                        List.of("a", "b"), Activation.SOFTMAX, Dense.scalar(), "");
        Tensor m = new Tensor(2, 2, 3, features);
        float[] pooled = Pooling.scalar().globalAverage(features, 3);
        double[] logits = head.scores(pooled);
        ForwardTrace trace =
                new ForwardTrace(null, "last", m, pooled, new Prediction(logits, Activation.SOFTMAX.probabilities(logits)));
        float[] logit = LastLayer.gradient(trace, head, Target.logit(0)).values();
        float[] probability = LastLayer.gradient(trace, head, Target.probability(0)).values();
        for (int p = 0; p < 4; p++) {
            for (int k = 0; k < 3; k++) {
                assertEquals(new double[] {0.25, -0.25, 0.125}[k], logit[3 * p + k], 1e-7);
                assertEquals(new double[] {0.093618, -0.124824, 0.015603}[k], probability[3 * p + k], 1e-6);
            }
        }
        double sum = 0;
        for (int i = 0; i < features.length; i++) {
            sum += (double) features[i] * logit[i];
        }
        assertEquals(logits[0], sum + 0.1, 1e-6, "Σ g·M + b = y");
    }

    /// One output z means the logits -z and z: opposite gradients, and twice z as their contrast.
    @Test
    void sigmoidOfOneOutputHasOppositeGradients() {
        ClassifierHead head = head(Activation.SIGMOID, 6, 1);
        ForwardTrace trace = trace(new Tensor(2, 2, K, uniform(new Random(8), 4 * K)), head);
        for (Target.Score score : Target.Score.values()) {
            float[] negative = LastLayer.gradient(trace, head, new Target(0, Target.NO_CONTRAST, score)).values();
            float[] positive = LastLayer.gradient(trace, head, new Target(1, Target.NO_CONTRAST, score)).values();
            boolean some = false;
            for (int i = 0; i < negative.length; i++) {
                assertEquals(-negative[i], positive[i], 1e-7);
                some |= positive[i] != 0;
            }
            assertTrue(some);
        }
    }

    @Test
    void scorerGivesTheLogitsOfTheTraceAndCounts() {
        ClassifierHead head = head(Activation.SOFTMAX, 9, 3);
        ForwardTrace trace = trace(new Tensor(2, 3, K, uniform(new Random(5), 6 * K)), head);
        PassCounter passes = new PassCounter();
        FeatureScorer scorer = LastLayer.scorer(Pooling.scalar(), head, passes);
        assertArrayEquals(trace.prediction().logits(), scorer.logits(trace.features()), 0.0);
        assertEquals(new Passes(0, 1, 0), passes.now());
    }
}

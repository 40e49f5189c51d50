package lowrankcam.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Window;
import lowrankcam.kernel.Workers;
import lowrankcam.nn.SmallNetwork.Volume;
import lowrankcam.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Gradients through every kind of layer, against finite differences of a forward pass in double and against
/// identities of piecewise-linear networks.
class GradientSessionTest {

    private static final String LAST = "split";

    private static Session session(CompiledNetwork compiled, Workers workers) {
        return new Session(compiled, SmallNetwork.HEIGHT, SmallNetwork.WIDTH, workers);
    }

    private static GradientSession gradients(CompiledNetwork compiled, Workers workers) {
        return new GradientSession(compiled, SmallNetwork.HEIGHT, SmallNetwork.WIDTH, workers);
    }

    private static double product(Tensor a, Tensor b) {
        double sum = 0;
        for (int i = 0; i < a.values().length; i++) {
            sum += (double) a.values()[i] * b.values()[i];
        }
        return sum;
    }

    /// `Σ weights · output` as a function of the activations after a stage, along one of them.
    private static double slope(SmallNetwork small, String after, Volume at, int index, Tensor weights) {
        double h = 1e-6;
        double[] sums = new double[2];
        for (int side = 0; side < 2; side++) {
            double[] moved = at.values().clone();
            moved[index] += side == 0 ? h : -h;
            double[] out = small.rest(after, new Volume(at.height(), at.width(), at.channels(), moved)).values();
            for (int i = 0; i < out.length; i++) {
                sums[side] += out[i] * weights.values()[i];
            }
        }
        return (sums[0] - sums[1]) / (2 * h);
    }

    /// At features that are all different: where several are zero, as behind a ReLU, maxima have kinks.
    @ParameterizedTest
    @ValueSource(strings = {"stem", "pool", "mixed", "reduced"})
    void gradientsAreThoseOfFiniteDifferences(String after) {
        SmallNetwork small = SmallNetwork.random(3, 0.3f);
        try (Workers workers = new Workers(2)) {
            CompiledNetwork compiled = small.compile(KernelChoice.VECTOR, workers);
            Network.Size size =
                    small.network().sizes(SmallNetwork.HEIGHT, SmallNetwork.WIDTH).get(small.network().indexOf(after));
            Tensor features =
                    new Tensor(size.height(), size.width(), size.channels(),
                            SmallNetwork.uniform(new Random(4), size.height() * size.width() * size.channels(), 1));
            GradientSession gradients = gradients(compiled, workers);
            Tensor out = gradients.forward(after, features);
            Tensor direction =
                    new Tensor(out.height(), out.width(), out.channels(),
                            SmallNetwork.uniform(new Random(5), out.values().length, 1));
            Tensor gradient = gradients.backward(after, direction);
            double largest = 0;
            for (float g : gradient.values()) {
                largest = Math.max(largest, Math.abs(g));
            }
            Volume at = Volume.of(features);
            int step = Math.max(1, at.values().length / 150);
            for (int i = 0; i < at.values().length; i += step) {
                double expected = slope(small, after, at, i, direction);
                assertEquals(expected, gradient.values()[i], 3e-6 * largest, after + " at " + i);
            }
        }
    }

    /// Without biases the network is homogeneous of degree 1 where it is smooth: `Σ g·M = score`, at every layer.
    @Property(tries = 10)
    void gradientTimesFeaturesIsTheScoreOfANetworkWithoutBiases(@ForAll @IntRange(max = 100_000) int seed) {
        SmallNetwork small = SmallNetwork.random(seed, 0);
        try (Workers workers = new Workers(1)) {
            CompiledNetwork compiled = small.compile(KernelChoice.VECTOR, workers);
            GradientSession gradients = gradients(compiled, workers);
            List<String> layers = List.of("stem", "pool", "mixed", "reduced");
            var taps = session(compiled, workers).run(SmallNetwork.image(seed + 1L), layers);
            for (String after : layers) {
                Tensor out = gradients.forward(after, taps.get(after));
                float[] ones = new float[out.values().length];
                Arrays.fill(ones, 1);
                Tensor weights = new Tensor(out.height(), out.width(), out.channels(), ones);
                double score = product(out, weights);
                assertTrue(score > 0, "seed " + seed + ": a dead network proves nothing");
                Tensor gradient = gradients.backward(after, weights);
                double magnitude = 0;
                for (int i = 0; i < gradient.values().length; i++) {
                    magnitude += Math.abs((double) gradient.values()[i] * taps.get(after).values()[i]);
                }
                assertEquals(score, product(taps.get(after), gradient), 1e-6 * magnitude, after + ", seed " + seed);
            }
        }
    }

    /// The chain rule: a pass from the end to a layer, and on from there, is one pass.
    @Test
    void laterLayersGetTheSameGradientFromALongerPass() {
        SmallNetwork small = SmallNetwork.random(8, 0.3f);
        try (Workers workers = new Workers(2)) {
            CompiledNetwork compiled = small.compile(KernelChoice.VECTOR, workers);
            var taps = session(compiled, workers).run(SmallNetwork.image(9), List.of("stem", "reduced", LAST));
            GradientSession gradients = gradients(compiled, workers);
            Tensor out = gradients.forward("reduced", taps.get("reduced"));
            assertArrayEquals(taps.get(LAST).values(), out.values(), "the bits of a plain session");
            Tensor late = gradients.backward("reduced", out);
            assertArrayEquals(out.values(), gradients.forward("stem", taps.get("stem")).values());
            Tensor early = gradients.backward("stem", out);
            gradients.forward("reduced", taps.get("reduced"));
            assertArrayEquals(late.values(), gradients.backward("reduced", out).values(), "after a longer pass");
            gradients.forward("stem", taps.get("stem"));
            assertArrayEquals(early.values(), gradients.backward("stem", out).values(), "and back");
            Tensor tapped = gradients.tap("reduced");
            assertArrayEquals(taps.get("reduced").values(), tapped.values());
            assertTrue(gradients.holds("reduced", tapped));
            assertFalse(gradients.holds("reduced", taps.get("reduced")), "the same numbers of another tensor");
            assertArrayEquals(late.values(), gradients.backward("reduced", out).values(), "from one pass");
            assertArrayEquals(early.values(), gradients.backward("stem", out).values(), "both layers from one pass");
        }
    }

    /// 1×1 convolutions of weight 1 and -1: outputs x, 0 and, for x = 0, an output of exactly zero that passes nothing.
    @Test
    void anOutputOfExactlyZeroPassesNoGradient() {
        Network network = new Network(1, List.of(
                new Network.Stage("in", new Layer.Conv("in", Window.valid(1, 1, 1), 1)),
                new Network.Stage("out", new Layer.Conv("out", Window.valid(1, 1, 1), 2))));
        try (Workers workers = new Workers(1)) {
            CompiledNetwork compiled =
                    CompiledNetwork.<RuntimeException>compile(
                            network, KernelSet.of(KernelChoice.SCALAR), workers,
                            (unit, _) -> unit.layer().outputs() == 1
                                    ? new FoldedWeights(new float[] {1}, new float[1])
                                    : new FoldedWeights(new float[] {1, -1}, new float[2]));
            GradientSession gradients = new GradientSession(compiled, 1, 3, workers);
            Tensor out = gradients.forward("in", new Tensor(1, 3, 1, new float[] {2, 0, -3}));
            assertArrayEquals(new float[] {2, 0, 0, 0, 0, 3}, out.values());
            Tensor gradient = gradients.backward("in", new Tensor(1, 3, 2, new float[] {7, 11, 7, 11, 7, 11}));
            assertArrayEquals(new float[] {7, 0, -11}, gradient.values());
        }
    }

    @Test
    void remembersWhatItRanAndRefusesToGoBackFromNothing() {
        SmallNetwork small = SmallNetwork.random(8, 0.3f);
        try (Workers workers = new Workers(1)) {
            CompiledNetwork compiled = small.compile(KernelChoice.SCALAR, workers);
            var taps = session(compiled, workers).run(SmallNetwork.image(9), List.of("pool", "mixed"));
            GradientSession gradients = gradients(compiled, workers);
            assertThrows(IllegalStateException.class, () -> gradients.backward("mixed", taps.get("mixed")));
            Tensor out = gradients.forward("pool", taps.get("pool"));
            assertTrue(gradients.holds("pool", taps.get("pool")));
            assertFalse(gradients.holds("mixed", taps.get("pool")));
            assertFalse(gradients.holds("mixed", taps.get("mixed")));
            assertThrows(IllegalArgumentException.class, () -> gradients.forward("mixed", taps.get("pool")));
            assertFalse(gradients.holds("pool", taps.get("pool")), "a pass that failed holds nothing");
            assertThrows(IllegalStateException.class, () -> gradients.tap("mixed"));
            gradients.forward("pool", taps.get("pool"));
            assertThrows(IllegalStateException.class, () -> gradients.tap("stem"));
            assertThrows(IllegalStateException.class, () -> gradients.backward("mixed", out), "nobody tapped it");
            assertThrows(IllegalArgumentException.class, () -> gradients.backward("pool", taps.get("pool")));
            assertEquals(taps.get("pool").values().length, gradients.backward("pool", out).values().length);
        }
    }
}

package lowrankcam.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import lowrankcam.format.SafetensorsFile;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.Workers;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.PassCounter.Passes;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Gradients of two radiographs against PyTorch's autograd in float64, from the image on.
///
/// Relative to the largest magnitude of each golden: 1e-6 at `Mixed_7c`, 1e-5 at `Mixed_6e`. Where a ReLU after
/// `Mixed_6e` lies so near its step that float32 may fall on the other side, the golden marks the positions that
/// it moves as unstable; those are left out. The hand in the Keras dialect has none, and everything is compared:
/// also the sums, and the gradients of zero activations, which depend on which of several zeros a maximum chooses.
class GradientGoldenTest {

    private static final int K = 768;

    @ParameterizedTest
    @CsvSource({"keras,linear,hand chest", "keras,two-layer,hand chest", "torchvision,linear,hand"})
    void gradientsAgree(String dialect, String head, String images) throws IOException {
        try (Workers workers = new Workers(2)) {
            InceptionModel model =
                    Goldens.model(KernelChoice.VECTOR, workers, Dialect.of(dialect), "head-" + head + ".safetensors")
                            .model();
            for (String image : images.split(" ")) {
                try (SafetensorsFile golden = Goldens.open("gradients/" + image + "-" + dialect + ".safetensors")) {
                    for (String layer : new String[] {"Mixed_7c", "Mixed_6e"}) {
                        compareAll(golden, model, model.forward(Goldens.input(image), layer), head);
                    }
                }
            }
        }
    }

    private static void compareAll(SafetensorsFile golden, InceptionModel model, ForwardTrace trace, String head)
            throws IOException {
        Passes before = model.passes().now();
        for (int c = 0; c < 2; c++) {
            String stem = trace.layer() + "." + head + ".";
            compare(golden, stem + "logit.class" + c, trace, model.gradient(trace, Target.logit(c)));
            compare(golden, stem + "probability.class" + c, trace, model.gradient(trace, Target.probability(c)));
        }
        assertEquals(new Passes(0, 0, 4), model.passes().now().minus(before), trace.layer());
    }

    private static void compare(SafetensorsFile golden, String name, ForwardTrace trace, Tensor gradient)
            throws IOException {
        if (name.startsWith("Mixed_7c")) {
            double[] expected = golden.readDoubles(name);
            double[] found = new double[gradient.values().length];
            for (int i = 0; i < found.length; i++) {
                found[i] = gradient.values()[i];
            }
            for (int p = 0; p < gradient.positions(); p++) {
                assertNear(
                        expected, Arrays.copyOfRange(found, p * expected.length, (p + 1) * expected.length), 1e-6,
                        name + " at position " + p);
            }
        } else {
            compareInside(golden, name, trace.features().values(), gradient.values());
        }
    }

    private static void compareInside(SafetensorsFile golden, String name, float[] features, float[] gradient)
            throws IOException {
        double[] unstable = golden.readDoubles("Mixed_6e.unstable");
        boolean allStable = Arrays.stream(unstable).allMatch(u -> u == 0);
        float[] activation = golden.read("Mixed_6e.activation.sampled");
        float[] sampled = golden.read(name + ".sampled");
        double[] expected = new double[sampled.length];
        double[] found = new double[sampled.length];
        int compared = 0;
        for (int i = 0; i < sampled.length; i++) {
            int at = Goldens.sampleAt(i, gradient.length);
            if (allStable || activation[i] > 0 && unstable[at / K] == 0) {
                expected[i] = sampled[i];
                found[i] = gradient[at];
                compared++;
            }
        }
        assertTrue(compared >= 40, name + ": compared " + compared);
        assertNear(expected, found, 1e-5, name + ".sampled");
        if (allStable) {
            compareWholeAndSums(golden, name, features, gradient);
        }
    }

    private static void compareWholeAndSums(
            SafetensorsFile golden, String name, float[] features, float[] gradient) throws IOException {
        double[] mean = new double[K];
        double[] dot = new double[K];
        for (int i = 0; i < gradient.length; i++) {
            mean[i % K] += gradient[i] / (double) (gradient.length / K);
            dot[i % K] += (double) gradient[i] * features[i];
        }
        assertNear(golden.readDoubles(name + ".dot"), dot, 1e-5, name + ".dot");
        assertNear(golden.readDoubles(name + ".mean"), mean, 1e-5, name + ".mean");
        float[] whole = golden.read(name + ".whole");
        double[] channels = golden.readDoubles("Mixed_6e.channels");
        double[] expected = new double[whole.length];
        double[] found = new double[whole.length];
        int positions = gradient.length / K;
        for (int i = 0; i < whole.length; i++) {
            expected[i] = whole[i];
            found[i] = gradient[i % positions * K + (int) channels[i / positions]];
        }
        assertNear(expected, found, 1e-5, name + ".whole");
    }

    private static void assertNear(double[] expected, double[] found, double tolerance, String what) {
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(expected[i] - found[i]));
        }
        assertEquals(expected.length, found.length, what);
        assertTrue(largest > 0, what + " is all zero");
        assertTrue(worst <= tolerance * largest, what + ": off by " + worst + " of " + largest);
    }
}

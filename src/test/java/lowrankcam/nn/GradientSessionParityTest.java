package lowrankcam.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.Workers;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Gradients through every kind of layer have the same bits with scalar and vector kernels and any number of
/// threads.
class GradientSessionParityTest {

    private static float[] gradient(KernelChoice kernels, int threads, String after, boolean twice) {
        SmallNetwork small = SmallNetwork.random(6, 0.3f);
        try (Workers workers = new Workers(threads)) {
            CompiledNetwork compiled = small.compile(kernels, workers);
            Session session = new Session(compiled, SmallNetwork.HEIGHT, SmallNetwork.WIDTH, workers);
            Tensor features = session.run(SmallNetwork.image(7), List.of(after)).get(after);
            GradientSession gradients =
                    new GradientSession(compiled, SmallNetwork.HEIGHT, SmallNetwork.WIDTH, workers);
            Tensor out = gradients.forward(after, features);
            Tensor direction =
                    new Tensor(out.height(), out.width(), out.channels(),
                            SmallNetwork.uniform(new Random(5), out.values().length, 1));
            Tensor first = gradients.backward(after, direction);
            return twice ? gradients.backward(after, direction).values() : first.values();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stem", "pool", "mixed", "reduced"})
    void scalarVectorThreadsAndRepetitionGiveTheSameBits(String after) {
        float[] scalar = gradient(KernelChoice.SCALAR, 1, after, false);
        assertBits(scalar, gradient(KernelChoice.SCALAR, 2, after, false), "scalar, 2 threads");
        for (int threads : new int[] {1, 2, 3}) {
            assertBits(scalar, gradient(KernelChoice.VECTOR, threads, after, false), "vector, " + threads + " threads");
        }
        assertBits(scalar, gradient(KernelChoice.VECTOR, 2, after, true), "the second pass of a session");
    }

    private static void assertBits(float[] expected, float[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(Float.floatToRawIntBits(expected[i]), Float.floatToRawIntBits(actual[i]), what + " at " + i);
        }
    }
}

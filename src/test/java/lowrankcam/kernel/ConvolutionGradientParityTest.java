package lowrankcam.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import lowrankcam.tensor.Plane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Gradients of convolutions: scalar and vector give the same bits, and both agree with a loop in double that
/// scatters every output's gradient over the inputs it came from.
class ConvolutionGradientParityTest {

    static Stream<Arguments> cases() {
        Stream.Builder<Arguments> cases = Stream.builder();
        Window[] windows = {
            Window.valid(1, 1, 1), Window.valid(3, 3, 1), Window.valid(3, 3, 2), Window.same(3, 3), Window.same(5, 5),
            Window.same(1, 7), Window.same(7, 1), Window.same(1, 3), Window.same(3, 1),
            new Window(3, 3, 2, 1, 1), new Window(5, 4, 3, 2, 1), new Window(2, 3, 2, 0, 2), Window.valid(1, 1, 2),
            Window.valid(2, 1, 3),
        };
        int lanes = Lanes.SPECIES.length();
        int[] inputs = {1, lanes - 1, lanes, lanes + 1, 2 * lanes, 3 * lanes + 2, 4 * lanes, 7 * lanes, 80};
        int i = 0;
        for (Window window : windows) {
            for (int repeat = 0; repeat < 3; repeat++, i++) {
                int[] outputs = {3, 1, 17, 40};
                int[] sizes = {9, 13, 8, 11};
                cases.add(Arguments.of(
                        window, inputs[i % inputs.length], outputs[i % 4], sizes[i / 2 % 4], sizes[(i + 1) % 4]));
            }
        }
        // Runs longer than one chunk of packed rows; a phase without pixels.
        cases.add(Arguments.of(Window.same(3, 3), 20, 400, 5, 6));
        cases.add(Arguments.of(new Window(3, 3, 2, 1, 1), 5, 4, 1, 2));
        return cases.build();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void scalarAndVectorGiveTheSameBitsAndTheScatteredSum(
            Window window, int inputs, int outputs, int height, int width) {
        Random random = new Random(31L * inputs + outputs);
        ConvolutionGradient geometry = new ConvolutionGradient(window, inputs, outputs);
        int outHeight = window.outputHeight(height);
        int outWidth = window.outputWidth(width);
        Plane gradientPlane = Plane.bordered(outHeight, outWidth, outputs, geometry.border());
        Plane target = new Plane(height, width, inputs, 1, inputs + 5, 2);
        float[] gradient = new float[gradientPlane.size()];
        for (int y = 0; y < outHeight; y++) {
            float[] row = Bits.random(random, outWidth * outputs);
            System.arraycopy(row, 0, gradient, gradientPlane.offset(y, 0), row.length);
        }
        float[] weights = Bits.random(random, window.height() * window.width() * inputs * outputs);
        float[] start = Bits.random(random, target.size());
        for (ConvolutionForm form : List.of(ConvolutionForm.LINEAR, ConvolutionForm.ADDED)) {
            List<ConvolutionPlan> plans = geometry.plans(gradientPlane, target, form);
            float[] scalar = run(Convolution.scalar(), geometry, plans, gradient, weights, start, outputs, 1);
            for (int threads : new int[] {1, 2, 3}) {
                float[] vector = run(Convolution.vector(), geometry, plans, gradient, weights, start, outputs, threads);
                Bits.assertSame(scalar, vector, "vector, " + threads + " threads");
            }
            check(form, window, gradientPlane, target, gradient, weights, start, scalar);
            checkGuards(geometry, window, target, start, scalar);
        }
    }

    private static float[] run(
            Convolution kernel, ConvolutionGradient geometry, List<ConvolutionPlan> plans, float[] gradient,
            float[] weights, float[] start, int outputs, int threads) {
        float[] result = start.clone();
        PackedWeights forward = kernel.pack(weights, new float[outputs], weights.length / outputs);
        List<PackedWeights> packed = geometry.pack(kernel, forward);
        assertEquals(plans.size(), packed.size());
        try (Workers workers = new Workers(threads)) {
            for (int i = 0; i < packed.size(); i++) {
                kernel.apply(plans.get(i), gradient, packed.get(i), result, workers);
            }
        }
        return result;
    }

    /// |error| ≤ 2 n u Σ|products|, u = 2⁻²⁴: the first-order bound of a sum of n rounded products.
    private static void check(
            ConvolutionForm form, Window window, Plane gradientPlane, Plane target, float[] gradient, float[] weights,
            float[] start, float[] found) {
        double[] sum = new double[found.length];
        double[] magnitude = new double[found.length];
        for (int i = 0; i < sum.length && form == ConvolutionForm.ADDED; i++) {
            sum[i] = start[i];
            magnitude[i] = Math.abs(start[i]);
        }
        int outputs = gradientPlane.channels();
        for (int v = 0; v < gradientPlane.height(); v++) {
            for (int u = 0; u < gradientPlane.width(); u++) {
                for (int k = 0; k < window.height() * window.width(); k++) {
                    int y = v * window.stride() + k / window.width() - window.padHeight();
                    int x = u * window.stride() + k % window.width() - window.padWidth();
                    if (y < 0 || x < 0 || y >= target.height() || x >= target.width()) {
                        continue;
                    }
                    for (int i = 0; i < target.channels(); i++) {
                        int at = target.offset(y, x) + i;
                        for (int o = 0; o < outputs; o++) {
                            double product =
                                    (double) gradient[gradientPlane.offset(v, u) + o]
                                            * weights[(k * target.channels() + i) * outputs + o];
                            sum[at] += product;
                            magnitude[at] += Math.abs(product);
                        }
                    }
                }
            }
        }
        int n = window.height() * window.width() * outputs + 1;
        ConvolutionGradient geometry = new ConvolutionGradient(window, target.channels(), outputs);
        for (int y = 0; y < target.height(); y++) {
            for (int x = 0; x < target.width(); x++) {
                for (int i = 0; i < target.channels() && isReached(geometry, window, y, x); i++) {
                    int at = target.offset(y, x) + i;
                    double bound = 2.0 * n * 0x1p-24 * magnitude[at] + Float.MIN_VALUE;
                    double error = Math.abs(sum[at] - found[at]);
                    assertTrue(error <= bound, "pixel " + y + "," + x + " channel " + i + ": off by " + error);
                }
            }
        }
    }

    /// Windows narrower than their stride leave pixels that no output saw; those are not written.
    private static boolean isReached(ConvolutionGradient geometry, Window window, int y, int x) {
        boolean reached =
                (y + window.padHeight()) % window.stride() < window.height()
                        && (x + window.padWidth()) % window.stride() < window.width();
        assertTrue(reached || !geometry.reachesEveryInput());
        return reached;
    }

    private static void checkGuards(
            ConvolutionGradient geometry, Window window, Plane target, float[] start, float[] found) {
        boolean[] written = new boolean[found.length];
        for (int y = 0; y < target.height(); y++) {
            for (int x = 0; x < target.width(); x++) {
                if (isReached(geometry, window, y, x)) {
                    int at = target.offset(y, x);
                    Arrays.fill(written, at, at + target.channels(), true);
                }
            }
        }
        for (int i = 0; i < found.length; i++) {
            if (!written[i]) {
                assertEquals(Float.floatToRawIntBits(start[i]), Float.floatToRawIntBits(found[i]), "index " + i);
            }
        }
    }

    /// Input 3×3, kernel 2×2 of 1 2 / 3 4, stride 1, all output gradients 1: each pixel gets the taps that saw it.
    @Test
    void onesThroughATwoByTwoKernelByHand() {
        Window window = Window.valid(2, 2, 1);
        ConvolutionGradient geometry = new ConvolutionGradient(window, 1, 1);
        assertEquals(1, geometry.border());
        Plane from = Plane.bordered(2, 2, 1, 1);
        float[] gradient = new float[16];
        for (int p = 0; p < 4; p++) {
            gradient[from.offset(p / 2, p % 2)] = 1;
        }
        float[] result = new float[9];
        PackedWeights forward = Convolution.scalar().pack(new float[] {1, 2, 3, 4}, new float[1], 4);
        try (Workers workers = new Workers(1)) {
            Convolution.scalar().apply(
                    geometry.plans(from, Plane.dense(3, 3, 1), ConvolutionForm.LINEAR).getFirst(), gradient,
                    geometry.pack(Convolution.scalar(), forward).getFirst(), result, workers);
        }
        assertEquals("[1.0, 3.0, 2.0, 4.0, 10.0, 6.0, 3.0, 7.0, 4.0]", Arrays.toString(result));
    }

    /// Stride 2 multiplies as often as forward: 9 taps over four phases, not 36.
    @Test
    void phasesShareTheTapsAmongThem() {
        ConvolutionGradient geometry = new ConvolutionGradient(Window.valid(3, 3, 2), 2, 5);
        List<PackedWeights> packed =
                geometry.pack(Convolution.scalar(), Convolution.scalar().pack(new float[90], new float[5], 18));
        assertEquals(List.of(20, 10, 10, 5), packed.stream().map(PackedWeights::rows).toList());
        assertTrue(geometry.reachesEveryInput());
        assertFalse(new ConvolutionGradient(Window.valid(1, 1, 2), 1, 1).reachesEveryInput());
    }

    @Test
    void packedWeightsUnpackToWhatTheyWere() {
        for (int outputs : new int[] {1, 15, 16, 17, 100, 192}) {
            float[] weights = Bits.random(new Random(outputs), 6 * outputs);
            for (Convolution kernel : List.of(Convolution.scalar(), Convolution.vector())) {
                PackedWeights packed = kernel.pack(weights, new float[outputs], 6);
                float[] unpacked = new float[4 * outputs];
                packed.unpack(1, 4, unpacked);
                Bits.assertSame(Arrays.copyOfRange(weights, outputs, 5 * outputs), unpacked, "rows 1 to 4");
            }
        }
    }

    @Test
    void refusesPlanesThatDoNotFit() {
        ConvolutionGradient geometry = new ConvolutionGradient(Window.same(3, 3), 2, 4);
        Plane target = Plane.dense(6, 6, 2);
        for (Plane wrong : List.of(
                Plane.dense(6, 6, 4), Plane.bordered(6, 6, 3, 1), Plane.bordered(5, 6, 4, 1),
                new Plane(6, 6, 4, 1, 5, 0))) {
            assertThrows(
                    IllegalArgumentException.class, () -> geometry.plans(wrong, target, ConvolutionForm.LINEAR));
        }
        geometry.plans(Plane.bordered(6, 6, 4, 1), target, ConvolutionForm.LINEAR);
    }
}

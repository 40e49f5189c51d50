package lowrankcam.kernel;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import lowrankcam.tensor.Plane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Scalar and vector convolution give the same bits, and both agree with a textbook loop in double.
class ConvolutionParityTest {

    private static final float GUARD = Float.intBitsToFloat(0x7FC12345);

    static Stream<Arguments> cases() {
        Stream.Builder<Arguments> cases = Stream.builder();
        Window[] windows = {
            Window.valid(1, 1, 1), Window.valid(3, 3, 1), Window.valid(3, 3, 2), Window.same(3, 3), Window.same(5, 5),
            Window.same(1, 7), Window.same(7, 1), Window.same(1, 3), Window.same(3, 1),
        };
        int lanes = Lanes.SPECIES.length();
        int[] outputs = {1, lanes - 1, lanes, lanes + 1, 2 * lanes, 3 * lanes + 2, 4 * lanes, 7 * lanes, 80};
        int i = 0;
        for (Window window : windows) {
            for (int output : outputs) {
                int[] inputs = {3, 1, 17, 40};
                int[] sizes = {9, 13, 8, 11};
                cases.add(Arguments.of(window, inputs[i % 4], output, sizes[i / 2 % 4], sizes[(i + 1) % 4]));
                i++;
            }
        }
        // A run longer than one chunk of packed rows.
        cases.add(Arguments.of(Window.same(3, 3), 400, 20, 5, 6));
        // More pixels than one thread takes with one panel.
        cases.add(Arguments.of(Window.same(1, 1), 5, 80, 21, 22));
        return cases.build();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void scalarAndVectorGiveTheSameBitsAndTheTextbookSum(
            Window window, int inputs, int outputs, int height, int width) {
        Random random = new Random(31L * inputs + outputs);
        Plane in = Plane.bordered(height, width, inputs, 3);
        // The output is a slice of a deeper buffer with a border: everything else must stay untouched.
        Plane out = new Plane(window.outputHeight(height), window.outputWidth(width), outputs, 1, outputs + 5, 2);
        float[] input = new float[in.size()];
        for (int y = 0; y < height; y++) {
            float[] row = Bits.random(random, width * inputs);
            System.arraycopy(row, 0, input, in.offset(y, 0), row.length);
        }
        int rows = window.height() * window.width() * inputs;
        float[] weights = Bits.random(random, rows * outputs);
        float[] bias = Bits.random(random, outputs);
        for (ConvolutionForm form : ConvolutionForm.values()) {
            check(form, window, in, out, input, weights, bias);
        }
    }

    private static void check(
            ConvolutionForm form, Window window, Plane in, Plane out, float[] input, float[] weights, float[] bias) {
        ConvolutionPlan plan = new ConvolutionPlan(in, out, window, form);
        int rows = weights.length / bias.length;
        float[] scalar = run(Convolution.scalar(), plan, input, weights, bias, rows, out, 1);
        for (int threads : new int[] {1, 2, 3, 5}) {
            float[] vector = run(Convolution.vector(), plan, input, weights, bias, rows, out, threads);
            Bits.assertSame(scalar, vector, "vector, " + threads + " threads");
        }
        Bits.assertSame(scalar, run(Convolution.scalar(), plan, input, weights, bias, rows, out, 2), "scalar, 2 threads");
        checkAgainstDouble(form, window, in, out, input, weights, bias, scalar);
        checkGuards(out, scalar);
    }

    private static float[] run(
            Convolution kernel, ConvolutionPlan plan, float[] input, float[] weights, float[] bias, int rows,
            Plane out, int threads) {
        float[] output = new float[out.size()];
        Arrays.fill(output, GUARD);
        // The bias serves as what an added sum starts from, so that the same textbook sum holds for all forms.
        if (plan.form() == ConvolutionForm.ADDED) {
            for (int y = 0; y < out.height(); y++) {
                for (int x = 0; x < out.width(); x++) {
                    System.arraycopy(bias, 0, output, out.offset(y, x), bias.length);
                }
            }
        }
        try (Workers workers = new Workers(threads)) {
            kernel.apply(plan, input, kernel.pack(weights, bias, rows), output, workers);
        }
        return output;
    }

    /// |error| ≤ 2 n u Σ|products|, u = 2⁻²⁴: the first-order bound of a sum of n rounded products.
    private static void checkAgainstDouble(
            ConvolutionForm form, Window window, Plane in, Plane out, float[] input, float[] weights, float[] bias,
            float[] found) {
        for (int y = 0; y < out.height(); y++) {
            for (int x = 0; x < out.width(); x++) {
                for (int o = 0; o < out.channels(); o++) {
                    double sum = bias[o];
                    double magnitude = Math.abs(bias[o]);
                    int n = 1;
                    for (int ky = 0; ky < window.height(); ky++) {
                        for (int kx = 0; kx < window.width(); kx++) {
                            int iy = y * window.stride() + ky - window.padHeight();
                            int ix = x * window.stride() + kx - window.padWidth();
                            for (int i = 0; i < in.channels(); i++, n++) {
                                boolean inside = iy >= 0 && ix >= 0 && iy < in.height() && ix < in.width();
                                double value = inside ? input[in.offset(iy, ix) + i] : 0;
                                double weight =
                                        weights[((ky * window.width() + kx) * in.channels() + i) * out.channels() + o];
                                sum += value * weight;
                                magnitude += Math.abs(value * weight);
                            }
                        }
                    }
                    double bound = 2.0 * n * 0x1p-24 * magnitude + Float.MIN_VALUE;
                    double expected = form == ConvolutionForm.RECTIFIED ? Math.max(0, sum) : sum;
                    double error = Math.abs(expected - found[out.offset(y, x) + o]);
                    assertTrue(error <= bound, "pixel " + y + "," + x + " output " + o + ": off by " + error);
                }
            }
        }
    }

    private static void checkGuards(Plane out, float[] output) {
        boolean[] written = new boolean[output.length];
        for (int y = 0; y < out.height(); y++) {
            for (int x = 0; x < out.width(); x++) {
                Arrays.fill(written, out.offset(y, x), out.offset(y, x) + out.channels(), true);
            }
        }
        for (int i = 0; i < output.length; i++) {
            boolean guard = Float.floatToRawIntBits(output[i]) == Float.floatToRawIntBits(GUARD);
            assertTrue(guard != written[i], "index " + i + (guard ? " not written" : " overwritten"));
        }
    }

    @Test
    void negativeSumsBecomePositiveZeroAndNaNStaysNaN() {
        Plane one = Plane.dense(1, 1, 1);
        Plane many = Plane.dense(1, 1, 33);
        ConvolutionPlan plan = new ConvolutionPlan(one, many, Window.valid(1, 1, 1), ConvolutionForm.RECTIFIED);
        float[] weights = new float[33];
        Arrays.fill(weights, -1f);
        weights[5] = Float.NaN;
        for (Convolution kernel : new Convolution[] {Convolution.scalar(), Convolution.vector()}) {
            float[] output = new float[33];
            try (Workers workers = new Workers(1)) {
                kernel.apply(plan, new float[] {2f}, kernel.pack(weights, new float[33], 1), output, workers);
            }
            for (int o = 0; o < 33; o++) {
                assertTrue(o == 5 ? Float.isNaN(output[o]) : Float.floatToRawIntBits(output[o]) == 0, "output " + o);
            }
        }
    }

    @Test
    void refusesWeightsOfTheWrongSize() {
        ConvolutionPlan plan = new ConvolutionPlan(Plane.dense(4, 4, 2), 
                        Plane.dense(4, 4, 3), Window.valid(1, 1, 1), ConvolutionForm.RECTIFIED);
        PackedWeights wrong = Convolution.scalar().pack(new float[9], new float[3], 3);
        try (Workers workers = new Workers(1)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Convolution.scalar().apply(plan, new float[32], wrong, new float[48], workers));
        }
    }

    @Test
    void refusesPaddingBeyondTheBorder() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ConvolutionPlan(Plane.bordered(4, 4, 2, 1), Plane.dense(4, 4, 3), Window.same(5, 5), ConvolutionForm.LINEAR));
    }
}

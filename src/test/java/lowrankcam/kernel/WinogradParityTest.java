package lowrankcam.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import lowrankcam.tensor.Plane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Minimal filtering gives the same bits scalar and vector, and the direct sums up to a small multiple of their rounding.
class WinogradParityTest {

    private static final float GUARD = Float.intBitsToFloat(0x7FC12345);

    @ParameterizedTest
    @CsvSource({
        // window, padding as in the network, channels, sizes that are and are not whole tiles
        "3, 3, 0, 0, 32, 32, 13, 18", "3, 3, 1, 1, 16, 48, 12, 16", "3, 3, 1, 1, 64, 96, 35, 7", "3, 3, 0, 0, 80, 192, 9, 9",
        "5, 5, 2, 2, 48, 64, 35, 9", "5, 5, 0, 0, 16, 80, 9, 13",
        "1, 7, 0, 3, 32, 64, 5, 17", "7, 1, 3, 0, 32, 80, 17, 6", "1, 7, 0, 3, 48, 16, 17, 8", "7, 1, 3, 0, 16, 160, 2, 1",
    })
    void scalarAndVectorGiveTheSameBitsNearTheDirectSum(
            int kh, int kw, int padHeight, int padWidth, int inputs, int outputs, int height, int width) {
        Window window = new Window(kh, kw, 1, padHeight, padWidth);
        Random random = new Random(31L * inputs + outputs);
        Plane in = Plane.bordered(height, width, inputs, Math.max(padHeight, padWidth));
        Plane out = new Plane(window.outputHeight(height), window.outputWidth(width), outputs, 1, outputs + 5, 2);
        float[] input = new float[in.size()];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < width * inputs; i++) {
                // Not negative, like the features that the layers get.
                input[in.offset(y, 0) + i] = Math.max(0f, (float) random.nextGaussian());
            }
        }
        float[] weights = new float[kh * kw * inputs * outputs];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian() * 0.1f;
        }
        float[] bias = Bits.random(random, outputs);
        ConvolutionPlan plan = new ConvolutionPlan(in, out, window, ConvolutionForm.RECTIFIED);
        float[] scalar = run(Convolution.fastScalar(), plan, input, weights, bias, window, out, 1);
        for (int threads : new int[] {1, 2, 3}) {
            Bits.assertSame(
                    scalar, run(Convolution.fastVector(), plan, input, weights, bias, window, out, threads),
                    "vector, " + threads + " threads");
        }
        Bits.assertSame(scalar, run(Convolution.fastScalar(), plan, input, weights, bias, window, out, 2), "2 threads");
        checkAgainstDirect(plan, input, weights, bias, window, out, scalar);
    }

    private static float[] run(
            Convolution kernel, ConvolutionPlan plan, float[] input, float[] weights, float[] bias, Window window,
            Plane out, int threads) {
        float[] output = new float[out.size()];
        Arrays.fill(output, GUARD);
        PackedWeights packed = kernel.pack(weights, bias, window, plan.input().channels());
        assertNotNull(packed.scheme());
        try (Workers workers = new Workers(threads)) {
            kernel.apply(plan, input, packed, output, workers);
        }
        return output;
    }

    /// Every value within four times the largest error first measured, as a share of the largest value: 4.6e-6 for 3×3,
    /// 4.2e-6 for 5×5, 2.7e-6 for 1×7 and 7×1. Nothing else written.
    private static void checkAgainstDirect(
            ConvolutionPlan plan, float[] input, float[] weights, float[] bias, Window window, Plane out, float[] found) {
        float[] direct = new float[out.size()];
        Arrays.fill(direct, GUARD);
        Convolution scalar = Convolution.scalar();
        try (Workers workers = new Workers(1)) {
            scalar.apply(plan, input, scalar.pack(weights, bias, window, plan.input().channels()), direct, workers);
        }
        double largest = 0;
        double error = 0;
        for (int i = 0; i < direct.length; i++) {
            if (Float.floatToRawIntBits(direct[i]) == Float.floatToRawIntBits(GUARD)) {
                assertEquals(
                        Float.floatToRawIntBits(GUARD), Float.floatToRawIntBits(found[i]), "index " + i + " overwritten");
            } else {
                largest = Math.max(largest, Math.abs(direct[i]));
                error = Math.max(error, Math.abs(direct[i] - found[i]));
            }
        }
        double measured = window.height() == 3 ? 4.6e-6 : window.height() == 5 ? 4.2e-6 : 2.7e-6;
        double bound = 4 * measured;
        assertTrue(largest > 0.1 && error <= bound * largest, window + ": error " + error + " of " + largest);
    }

    @Test
    void whatHasNoSchemeIsComputedDirectly() {
        assertNull(Winograd.of(Window.valid(3, 3, 2), 32, 32));
        assertNull(Winograd.of(Window.same(3, 3), 448, 384));
        assertNull(Winograd.of(Window.same(1, 7), 20, 32));
        assertNull(Winograd.of(Window.same(1, 3), 48, 64));
        assertNull(Winograd.of(Window.valid(1, 1, 1), 64, 64));
        assertEquals(Winograd.SQUARE_3, Winograd.of(Window.same(3, 3), 96, 96));
        assertEquals(Winograd.SQUARE_5, Winograd.of(Window.same(5, 5), 48, 64));
        assertEquals(Winograd.ROW, Winograd.of(Window.same(1, 7), 192, 192));
        assertEquals(Winograd.COLUMN, Winograd.of(Window.same(7, 1), 128, 192));
    }
}

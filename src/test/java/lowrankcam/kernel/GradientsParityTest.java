package lowrankcam.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import lowrankcam.tensor.Plane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Backward passes of ReLU and pools: scalar and vector give the same bits, with any number of threads; rules by
/// hand.
class GradientsParityTest {

    /// Few different values, so that windows have several equal maxima.
    private static float[] withTies(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextInt(4) - 1;
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({"1,5,5", "3,8,9", "15,7,7", "16,8,8", "17,9,6", "33,5,11", "70,8,8"})
    void allKernelsAndThreadsGiveTheSameBits(int channels, int height, int width) {
        Random random = new Random(channels);
        Plane in = Plane.bordered(height, width, channels, 2);
        Plane inGradient = Plane.dense(height, width, channels);
        float[] start = Bits.random(random, inGradient.size());
        for (Window window : new Window[] {Window.valid(3, 3, 2), Window.same(3, 3), new Window(2, 3, 1, 1, 0)}) {
            int outHeight = window.outputHeight(height);
            int outWidth = window.outputWidth(width);
            PoolingPlan pooling = new PoolingPlan(in, Plane.dense(outHeight, outWidth, channels), window);
            Plane outGradient = new Plane(outHeight, outWidth, channels, 0, channels + 3, 1);
            PoolingGradientPlan plan = new PoolingGradientPlan(pooling, outGradient, inGradient);
            float[] gradient = Bits.random(random, outGradient.size());
            float[] input = withTies(random, in.size());
            for (int threads : new int[] {1, 2, 3}) {
                try (Workers workers = new Workers(threads)) {
                    float[] scalar = start.clone();
                    float[] vector = start.clone();
                    Gradients.scalar().maximum(plan, input, gradient, scalar, workers);
                    Gradients.vector().maximum(plan, input, gradient, vector, workers);
                    Bits.assertSame(scalar, vector, "maximum " + window);
                    for (Padding padding : Padding.values()) {
                        Gradients.scalar().average(plan, padding, gradient, scalar, workers);
                        Gradients.vector().average(plan, padding, gradient, vector, workers);
                        Bits.assertSame(scalar, vector, "average " + window + " " + padding);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,5,5", "15,7,7", "16,8,8", "17,9,6", "70,3,4"})
    void gatesGiveTheSameBitsAndLeaveTheBorderAlone(int channels, int height, int width) {
        Random random = new Random(channels);
        Plane gradientPlane = new Plane(height, width, channels, 0, channels + 3, 1);
        Plane outputPlane = new Plane(height, width, channels, 1, channels + 2, 2);
        Plane gatedPlane = Plane.bordered(height, width, channels, 2);
        GatePlan plan = new GatePlan(gradientPlane, outputPlane, gatedPlane);
        float[] gradient = Bits.random(random, gradientPlane.size());
        float[] output = withTies(random, outputPlane.size());
        output[outputPlane.offset(1, 1)] = Float.NaN;
        float[] scalar = new float[gatedPlane.size()];
        float[] vector = new float[gatedPlane.size()];
        try (Workers workers = new Workers(2)) {
            Gradients.scalar().gate(plan, gradient, output, scalar, workers);
            Gradients.vector().gate(plan, gradient, output, vector, workers);
        }
        Bits.assertSame(scalar, vector, "gate");
        float[] expected = new float[gatedPlane.size()];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    if (output[outputPlane.offset(y, x) + c] > 0) {
                        expected[gatedPlane.offset(y, x) + c] = gradient[gradientPlane.offset(y, x) + c];
                    }
                }
            }
        }
        Bits.assertSame(expected, scalar, "gate and its border");
    }

    /// 5 5 1 / 2 5 5 / 0 5 7, windows of 2×2: the first 5 of the first window, the 5 at (0,1) of the second, ...
    @Test
    void firstOfEqualMaximaGetsTheGradient() {
        PoolingPlan pooling = new PoolingPlan(Plane.dense(3, 3, 1), Plane.dense(2, 2, 1), Window.valid(2, 2, 1));
        PoolingGradientPlan plan =
                new PoolingGradientPlan(pooling, Plane.dense(2, 2, 1), Plane.dense(3, 3, 1));
        float[] input = {5, 5, 1, 2, 5, 5, 0, 5, 7};
        for (Gradients gradients : new Gradients[] {Gradients.scalar(), Gradients.vector()}) {
            float[] result = new float[9];
            try (Workers workers = new Workers(1)) {
                gradients.maximum(plan, input, new float[] {1, 10, 100, 1000}, result, workers);
            }
            assertArrayEquals(new float[] {1, 10, 0, 0, 100, 0, 0, 0, 1000}, result);
        }
    }

    /// 3×3 in 3×3 windows: a corner pixel is seen by 4 windows, of 4, 6, 6 and 9 pixels.
    @Test
    void averagesShareByTheForwardDivisor() {
        Plane plane = Plane.dense(3, 3, 1);
        PoolingGradientPlan plan =
                new PoolingGradientPlan(new PoolingPlan(plane, plane, Window.same(3, 3)), plane, plane);
        float[] ones = {1, 1, 1, 1, 1, 1, 1, 1, 1};
        try (Workers workers = new Workers(1)) {
            float[] result = new float[9];
            Gradients.scalar().average(plan, Padding.NOT_COUNTED, ones, result, workers);
            assertEquals(1f / 4 + 1f / 6 + 1f / 6 + 1f / 9, result[0], 1e-7f);
            result = new float[9];
            Gradients.scalar().average(plan, Padding.COUNTED, ones, result, workers);
            assertEquals(4f / 9, result[0], 1e-7f);
            assertEquals(1f, result[4], 1e-6f);
        }
    }

    @Test
    void refusesPlanesThatDoNotFit() {
        Plane small = Plane.dense(2, 2, 1);
        Plane large = Plane.dense(4, 4, 1);
        PoolingPlan pooling = new PoolingPlan(large, small, Window.valid(2, 2, 2));
        assertThrows(IllegalArgumentException.class, () -> new PoolingGradientPlan(pooling, large, small));
        assertThrows(IllegalArgumentException.class, () -> new GatePlan(small, large, small));
    }
}

package lowrankcam.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import lowrankcam.random.SplitMix;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

class RiseBlurTest {

    /// SciPy's `gaussian_filter` of a delta in an 11×11 array, σ = 5: centre 0.00883, corner 0.00774, sum 1.
    @Test
    void theKernelIsRises() {
        double[] row = RiseBlur.row();
        assertEquals(11, row.length);
        assertEquals(1, Arrays.stream(row).sum(), 1e-15);
        assertEquals(0.00883, row[5] * row[5], 5e-6);
        assertEquals(0.00774, row[0] * row[0], 5e-6);
        for (int i = 0; i < 5; i++) {
            assertEquals(row[i], row[10 - i], 1e-16);
            assertTrue(row[i] < row[i + 1]);
        }
    }

    @Test
    void aConstantImageStaysOneWhenMirrored() {
        float[] values = new float[20 * 15 * 3];
        Arrays.fill(values, 0.625f);
        for (float value : RiseBlur.mirrored(new Tensor(20, 15, 3, values)).values()) {
            assertEquals(0.625f, value, 1e-7f);
        }
    }

    /// With zeros outside, a corner keeps what the kernel has in one quadrant, centre lines included.
    @Test
    void zerosOutsideDarkenTheBorder() {
        float[] values = new float[30 * 30];
        Arrays.fill(values, 1f);
        Tensor blurred = RiseBlur.outsideFilled(new Tensor(30, 30, 1, values), new float[1]);
        double[] row = RiseBlur.row();
        double half = row[5] + row[6] + row[7] + row[8] + row[9] + row[10];
        assertEquals(half * half, blurred.get(0, 0, 0), 1e-7);
        assertEquals(half, blurred.get(0, 15, 0), 1e-7);
        assertEquals(1, blurred.get(15, 15, 0), 1e-7);
    }

    @Test
    void aFillOutsideThatEqualsTheImageChangesNothing() {
        float[] values = new float[12 * 12 * 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2 == 0 ? -1 : 0.5f;
        }
        Tensor blurred = RiseBlur.outsideFilled(new Tensor(12, 12, 2, values), new float[] {-1, 0.5f});
        assertArrayEquals(values, blurred.values(), 1e-6f);
    }

    /// Against the double sum over the 11×11 kernel, written from the definition; narrower than the kernel in one direction.
    @Test
    void bothPaddingsAgreeWithTheDoubleSum() {
        int height = 9;
        int width = 14;
        SplitMix random = new SplitMix(4);
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.normal();
        }
        Tensor image = new Tensor(height, width, 1, values);
        Tensor zero = RiseBlur.outsideFilled(image, new float[] {0.3f});
        Tensor mirror = RiseBlur.mirrored(image);
        double[] row = RiseBlur.row();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double filled = 0;
                double mirrored = 0;
                for (int i = -5; i <= 5; i++) {
                    for (int j = -5; j <= 5; j++) {
                        double weight = row[i + 5] * row[j + 5];
                        boolean inside = y + i >= 0 && y + i < height && x + j >= 0 && x + j < width;
                        filled += weight * (inside ? image.get(y + i, x + j, 0) : 0.3f);
                        mirrored += weight * image.get(mirror(y + i, height), mirror(x + j, width), 0);
                    }
                }
                assertEquals(filled, zero.get(y, x, 0), 1e-6);
                assertEquals(mirrored, mirror.get(y, x, 0), 1e-6);
            }
        }
    }

    private static int mirror(int index, int length) {
        int at = Math.abs(index);
        return at < length ? at : 2 * (length - 1) - at;
    }
}

package lowrankcam.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import lowrankcam.format.SafetensorsFile;
import lowrankcam.golden.Goldens;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// The blur that insertion starts from against SciPy's kernel and PyTorch's convolution in float64.
class RiseBlurGoldenTest {

    /// 1e-9: the golden passed through float32, which rounds values below 0.01 by up to 5e-10.
    @Test
    void theKernelIsSciPys() throws IOException {
        try (SafetensorsFile golden = Goldens.open("blur/hand.safetensors")) {
            double[] expected = golden.readDoubles("rise.kernel");
            double[] row = RiseBlur.row();
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], row[i / 11] * row[i % 11], 1e-9, "tap " + i);
            }
        }
    }

    /// 1e-6: the golden's 121 taps are float32, each off by up to 5e-10, and the values 0 to 1; ours are rounded to float once.
    @Test
    void theBlurredHandAgrees() throws IOException {
        try (SafetensorsFile golden = Goldens.open("blur/hand.safetensors")) {
            double[] expected = golden.readDoubles("rise");
            Tensor blurred = RiseBlur.outsideFilled(Goldens.input("hand"), new float[3]);
            assertEquals(4096, expected.length);
            for (int i = 0; i < expected.length; i++) {
                int at = Goldens.sampleAt(i, blurred.values().length);
                assertEquals(expected[i], blurred.values()[at], 1e-6, "value " + at);
            }
        }
    }
}

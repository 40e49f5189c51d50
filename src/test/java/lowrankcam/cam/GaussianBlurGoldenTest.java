package lowrankcam.cam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import lowrankcam.format.SafetensorsFile;
import lowrankcam.golden.Goldens;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Group-CAM's blur of a radiograph against PyTorch's convolution in float64.
class GaussianBlurGoldenTest {

    /// 1e-6: values from 0 to 1, rounded to float twice, an error of 6e-8 each time.
    @Test
    void theBlurredHandAgrees() throws IOException {
        try (SafetensorsFile golden = Goldens.open("blur/hand.safetensors")) {
            double[] expected = golden.readDoubles("group-cam");
            Tensor blurred = new GaussianBlur(25, 50).apply(Goldens.input("hand"));
            assertEquals(4096, expected.length);
            for (int i = 0; i < expected.length; i++) {
                int at = Goldens.sampleAt(i, blurred.values().length);
                assertEquals(expected[i], blurred.values()[at], 1e-6, "value " + at);
            }
        }
    }
}

package lowrankcam.benchmark;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lowrankcam.model.ForwardTrace;
import lowrankcam.model.Prediction;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// The check before every measurement sees one bit, and says where.
class SameBitsTest {

    private static ForwardTrace trace(float feature, float pooled, double logit) {
        Tensor features = new Tensor(1, 2, 2, new float[] {1, 2, feature, 4});
        return new ForwardTrace(
                features, "last", features, new float[] {0.5f, pooled},
                new Prediction(new double[] {3, logit}, new double[] {0.5, 0.5}));
    }

    private static void assertDiffers(ForwardTrace found, String place) {
        ResultsDifferException e =
                assertThrows(
                        ResultsDifferException.class,
                        () -> SameBits.require("scalar", trace(3, 0, 7), "vector", found));
        assertTrue(e.getMessage().startsWith("vector against scalar: " + place), e.getMessage());
    }

    @Test
    void equalBitsPassEvenIfTheyAreNaN() {
        SameBits.require("scalar", trace(3, 0, 7), "vector", trace(3, 0, 7));
        SameBits.require("scalar", trace(Float.NaN, 0, 7), "vector", trace(Float.NaN, 0, 7));
    }

    @Test
    void oneBitIsSeen() {
        assertDiffers(trace(Math.nextUp(3f), 0, 7), "features of last, value 2");
        assertDiffers(trace(3, -0f, 7), "pooled features, value 1");
        assertDiffers(trace(3, 0, Math.nextDown(7.0)), "logits, value 1");
    }

    @Test
    void anotherLengthIsSeen() {
        Prediction three = new Prediction(new double[] {3, 7, 1}, new double[3]);
        assertThrows(ResultsDifferException.class, () -> SameBits.require("batch", trace(3, 0, 7), three));
    }
}

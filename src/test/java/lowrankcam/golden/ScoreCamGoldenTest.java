package lowrankcam.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.Progress;
import lowrankcam.cam.ScoreCam;
import lowrankcam.format.SafetensorsFile;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.Workers;
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Score-CAM against PyTorch, on a part of the channels: the others are zeroed, so that they are dead and cost no pass.
class ScoreCamGoldenTest {

    private static final int STEP = 64;

    @Test
    void theSumOfWeightedChannelsAgreesAndDeadChannelsCostNothing() throws IOException {
        try (Workers workers = new Workers(2);
                SafetensorsFile golden = Goldens.open("cam/hand-scorecam.safetensors");
                SafetensorsFile taps = Goldens.open("taps/hand-torch-keras.safetensors")) {
            InceptionModel model =
                    Goldens.model(KernelChoice.VECTOR, workers, Dialect.KERAS, "head-linear.safetensors").model();
            double[] weights = golden.readDoubles("weights");
            float[] full = taps.read("Mixed_7c");
            float[] part = new float[full.length];
            double[] expected = new double[64];
            int live = 0;
            for (int k = 0; k < 2048; k += STEP) {
                double sum = 0;
                for (int p = 0; p < 64; p++) {
                    part[p * 2048 + k] = full[p * 2048 + k];
                    expected[p] += weights[k] * full[p * 2048 + k];
                    sum += full[p * 2048 + k];
                }
                live += sum > 0 ? 1 : 0;
            }
            Tensor image = Goldens.input("hand");
            ForwardTrace whole = model.forward(image, "Mixed_7c");
            ForwardTrace trace =
                    new ForwardTrace(
                            image, "Mixed_7c", new Tensor(8, 8, 2048, part), whole.pooled(), whole.prediction());
            long before = model.passes().now().network();
            CamMap map =
                    new ScoreCam().explain(new CamInput(model, trace, 0, model.kernels().resample(), Progress.NONE));
            assertEquals(live, model.passes().now().network() - before);
            assertTrue(live >= 8, "live channels: " + live);
            double largest = 0;
            double worst = 0;
            for (int p = 0; p < 64; p++) {
                largest = Math.max(largest, expected[p]);
                worst = Math.max(worst, Math.abs(expected[p] - map.raw()[p]));
            }
            // 1e-4 of the map: engines agree to 1e-5 in weights of about 0.35 (golden/manifest.json).
            assertTrue(worst <= 1e-4 * largest, "off by " + worst + " of " + largest);
        }
    }
}

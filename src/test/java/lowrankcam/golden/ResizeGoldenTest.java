package lowrankcam.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import lowrankcam.image.Preprocessing;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Antialiased bilinear resizing against Pillow's `BILINEAR`, within one grey level: Pillow rounds to 8 bits twice.
class ResizeGoldenTest {

    @ParameterizedTest
    @ValueSource(strings = {"grey_61x47", "grey_500x360"})
    void withinOneGreyLevelOfPillow(String name) throws IOException {
        Picture source = PictureReader.read(Goldens.file("resize/" + name + ".png"));
        Picture pillow = PictureReader.read(Goldens.file("resize/" + name + "_to_299x299.png"));
        Tensor ours =
                new Preprocessing(
                                299, 299, Preprocessing.Resize.ANTIALIASED, Preprocessing.Fit.STRETCH,
                                Preprocessing.InputRange.ZERO_ONE)
                        .apply(source, KernelSet.of(KernelChoice.VECTOR).resample());
        double worst = 0;
        for (int y = 0; y < 299; y++) {
            for (int x = 0; x < 299; x++) {
                worst = Math.max(worst, Math.abs(ours.get(y, x, 0) - pillow.get(y, x, 0)) * 255);
            }
        }
        assertTrue(worst <= 1.0, "off by " + worst + " grey levels");
    }
}

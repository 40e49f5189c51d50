package lowrankcam.audit;

import java.io.IOException;
import java.util.List;
import lowrankcam.format.EnumNames;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import lowrankcam.image.Preprocessing;
import lowrankcam.tensor.Tensor;

/// Antialiased bilinear scaling against Pillow's `BILINEAR`, and crops against torchvision, in grey levels. Pillow, which
/// torchvision calls, rounds to 8 bits after each of two passes: that is one level. Its weights are rounded to 22 bits: with at
/// most six of them that is another 2 · 6 · 255 · 2⁻²³ at most.
final class ResizeAudit {

    private static final int SIZE = 299;
    private static final double ALLOWED = 1 + 2 * 6 * 255 * 0x1p-23;

    private ResizeAudit() {}

    static void run(GoldenFolder folder, AuditStage.Extent extent, Findings findings) throws IOException {
        for (String name : List.of("grey_61x47", "grey_500x360")) {
            compare(folder, name, "", Preprocessing.Fit.STRETCH, findings);
        }
        for (String name : List.of("grey_47x69", "rgb_76x57", "grey_500x360")) {
            for (Preprocessing.Fit fit : List.of(Preprocessing.Fit.CROP, Preprocessing.Fit.CROP_342)) {
                compare(folder, name, "_" + EnumNames.id(fit), fit, findings);
            }
        }
    }

    private static void compare(
            GoldenFolder folder, String name, String rule, Preprocessing.Fit fit, Findings findings) throws IOException {
        String file = "resize/" + name + rule + "_to_299x299.png";
        Picture source = PictureReader.read(folder.file("resize/" + name + ".png"));
        Picture theirs = PictureReader.read(folder.file(file));
        Tensor ours =
                new Preprocessing(
                                SIZE, SIZE, Preprocessing.Resize.ANTIALIASED, fit, Preprocessing.InputRange.ZERO_ONE)
                        .apply(source, folder.kernels().resample());
        double[] golden = new double[SIZE * SIZE * 3];
        double[] found = new double[golden.length];
        for (int i = 0; i < golden.length; i++) {
            golden[i] = theirs.get(i / 3 / SIZE, i / 3 % SIZE, i % 3) * 255;
            found[i] = ours.values()[i] * 255;
        }
        findings.absolute(file, "grey levels", golden, found, ALLOWED);
    }
}

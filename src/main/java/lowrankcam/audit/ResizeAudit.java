package lowrankcam.audit;

import java.io.IOException;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import lowrankcam.image.Preprocessing;
import lowrankcam.tensor.Tensor;

/// Antialiased bilinear scaling against Pillow's `BILINEAR`, in grey levels. One is allowed: Pillow rounds to 8 bits
/// after each of two passes.
final class ResizeAudit {

    private static final int SIZE = 299;

    private ResizeAudit() {}

    static void run(GoldenFolder folder, AuditStage.Extent extent, Findings findings) throws IOException {
        for (String name : new String[] {"grey_61x47", "grey_500x360"}) {
            String file = "resize/" + name + "_to_299x299.png";
            Picture source = PictureReader.read(folder.file("resize/" + name + ".png"));
            Picture pillow = PictureReader.read(folder.file(file));
            Tensor ours =
                    new Preprocessing(
                                    SIZE, SIZE, Preprocessing.Resize.ANTIALIASED, Preprocessing.Fit.STRETCH,
                                    Preprocessing.InputRange.ZERO_ONE)
                            .apply(source, folder.kernels().resample());
            double[] golden = new double[SIZE * SIZE];
            double[] found = new double[golden.length];
            for (int i = 0; i < golden.length; i++) {
                golden[i] = pillow.get(i / SIZE, i % SIZE, 0) * 255;
                found[i] = ours.get(i / SIZE, i % SIZE, 0) * 255;
            }
            findings.absolute(file, "grey levels", golden, found, 1);
        }
    }
}

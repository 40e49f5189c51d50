package lowrankcam.audit;

import java.io.IOException;
import lowrankcam.cam.inputmask.GaussianBlur;
import lowrankcam.metric.RiseBlur;
import lowrankcam.tensor.Tensor;
import lowrankcam.weights.SafetensorsFile;

/// The blurs of a radiograph against PyTorch's convolution in double precision, and RISE's kernel against SciPy's.
///
/// Blurred values, 0 to 1, within 1e-6: they are rounded to float once or twice, 6e-8 each time. The kernel within
/// 1e-9: the golden passed through float, which moves values below 0.01 by up to 5e-10.
final class BlurAudit {

    private static final String FILE = "blur/hand.safetensors";

    private BlurAudit() {}

    static void run(GoldenFolder folder, AuditStage.Extent extent, Findings findings) throws IOException {
        try (SafetensorsFile golden = folder.open(FILE)) {
            Tensor hand = folder.input("hand");
            blurred(golden, "group-cam", new GaussianBlur(25, 50).apply(hand), findings);
            blurred(golden, "rise", RiseBlur.outsideFilled(hand, new float[3]), findings);
            double[] expected = golden.readDoubles("rise.kernel");
            double[] row = RiseBlur.row();
            double[] kernel = new double[row.length * row.length];
            for (int i = 0; i < kernel.length; i++) {
                kernel[i] = row[i / row.length] * row[i % row.length];
            }
            findings.absolute(FILE, "rise.kernel", expected, kernel, 1e-9);
        }
    }

    private static void blurred(SafetensorsFile golden, String name, Tensor ours, Findings findings)
            throws IOException {
        double[] expected = golden.readDoubles(name);
        double[] found = GoldenFolder.sampled(GoldenFolder.doubles(ours.values()), expected.length);
        findings.absolute(FILE, name, expected, found, 1e-6);
    }
}

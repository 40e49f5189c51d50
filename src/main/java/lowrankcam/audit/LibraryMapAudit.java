package lowrankcam.audit;

import java.io.IOException;
import java.util.Arrays;
import lowrankcam.inception.InceptionModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.weights.SafetensorsFile;

/// Maps against the code of pytorch-grad-cam and torch-cam, run on the same activations in double precision.
///
/// 1e-5 of a map's largest magnitude; 1e-4 for Ablation-CAM, whose scores the library rounds to float and whose map is
/// made of their differences.
final class LibraryMapAudit {

    private LibraryMapAudit() {}

    static void run(
            GoldenFolder folder, InceptionModel model, ForwardTrace last, ForwardTrace earlier, String head,
            Findings findings) throws IOException {
        for (String library : new String[] {"torch-cam", "pytorch-grad-cam"}) {
            String file = "cam/methods-" + library + "-hand.safetensors";
            try (SafetensorsFile golden = folder.open(file)) {
                for (String name : golden.tensors().keySet()) {
                    GoldenMap map = GoldenMap.of(name);
                    if (map.head().equals(head) || map.head().isEmpty() && head.equals("linear")) {
                        ForwardTrace trace = map.layer().equals("Mixed_7c") ? last : earlier;
                        double[] found = MapAudit.explain(model, folder, trace, map);
                        double[] expected = turned(map, golden.readDoubles(name), found);
                        double allowed = map.method().equals("ablationcam") ? 1e-4 : 1e-5;
                        findings.relative(file, name, expected, found, allowed);
                    }
                }
            }
        }
    }

    /// The sign of pytorch-grad-cam's leading mode is LAPACK's, so the nearer sign counts; ours of EigenGrad-CAM are
    /// rectified.
    static double[] turned(GoldenMap map, double[] golden, double[] found) {
        if (!map.method().startsWith("eigen")) {
            return golden;
        }
        boolean rectified = map.method().equals("eigengradcam");
        double[] other = Arrays.stream(golden).map(v -> -v).toArray();
        double[] one = rectified ? positive(golden) : golden;
        double[] two = rectified ? positive(other) : other;
        return GoldenMap.difference(one, found) <= GoldenMap.difference(two, found) ? one : two;
    }

    private static double[] positive(double[] map) {
        return Arrays.stream(map).map(v -> Math.max(0, v)).toArray();
    }
}

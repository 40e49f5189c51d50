package lowrankcam.audit;

import java.io.IOException;
import java.util.List;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.Tensor;
import lowrankcam.weights.SafetensorsFile;

/// Maps of contrasts, of heads with a sigmoid, at layers other than `Mixed_7c` and `Mixed_6e`, and in the dialect `fid`,
/// from the image on, against pytorch-grad-cam and, where it has no such method, PyTorch in double precision.
///
/// Limits, of a map's largest magnitude: 1e-5; for Ablation-CAM and LowRank-CAM 2e-4, since their weights can be what is
/// left of nearly equal scores; at `Mixed_6b` and `Mixed_5d` 5e-4, since many ReLUs and maxima follow, some of them at their
/// step: direct numerics leave 4e-6, fast numerics 2.2e-4, PyTorch in float 3.1e-4.
final class TargetAudit {

    private static final List<String> LAYERS =
            List.of("Mixed_5d", "Mixed_6b", "Mixed_6e", "Mixed_7a", "Mixed_7b", "Mixed_7c");

    private TargetAudit() {}

    static void run(GoldenFolder folder, AuditStage.Extent extent, Findings findings) throws IOException {
        compare(folder, Dialect.KERAS, "cam/targets-hand.safetensors", findings);
        compare(folder, Dialect.FID, "cam/methods-pytorch-fid-hand.safetensors", findings);
    }

    private static void compare(GoldenFolder folder, Dialect dialect, String file, Findings findings)
            throws IOException {
        Tensor image = folder.input("hand");
        try (SafetensorsFile golden = folder.open(file)) {
            for (String head : GoldenMap.HEADS) {
                InceptionModel model = folder.model(dialect, head);
                for (String layer : LAYERS) {
                    List<String> names =
                            golden.tensors().keySet().stream()
                                    .filter(name -> GoldenMap.of(name).isOf(layer, head)
                                            && (head.equals("linear") || GoldenMap.of(name).head().equals(head)))
                                    .toList();
                    if (!names.isEmpty()) {
                        ForwardTrace trace = model.forward(image, layer);
                        RememberingModel remembering = new RememberingModel(model);
                        for (String name : names) {
                            GoldenMap map = GoldenMap.of(name);
                            double[] found = MapAudit.explain(remembering, folder, trace, map);
                            double[] expected = LibraryMapAudit.turned(map, golden.readDoubles(name), found);
                            findings.relative(file, name, expected, found, allowed(map));
                        }
                    }
                }
            }
        }
    }

    private static double allowed(GoldenMap map) {
        if (map.layer().equals("Mixed_6b") || map.layer().equals("Mixed_5d")) {
            return 5e-4;
        }
        return map.method().equals("ablationcam") || map.method().equals("lowrankcam") ? 2e-4 : 1e-5;
    }
}

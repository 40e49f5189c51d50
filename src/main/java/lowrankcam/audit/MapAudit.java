package lowrankcam.audit;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.Progress;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.weights.SafetensorsFile;
import tools.jackson.databind.JsonNode;

/// Maps of methods that look at features, gradients or masked features, in all variants.
///
/// Limits, of a map's largest magnitude:
///
/// - LowRank-CAM's presets, CAM and Eigen-CAM with a linear head, from PyTorch's features: 1e-9, all in double;
/// - every method at `Mixed_7c` from the same features, with one dense layer and two: 1e-5, since scores are float;
/// - at `Mixed_6e`, from the image on: 1e-5; LowRank-CAM's scores there are passes in float, 5e-5, and 2e-4 for the
///   maps that float moves most in PyTorch too, which the manifest lists.
final class MapAudit {

    private static final double IN_DOUBLE = 1e-9;
    private static final double USUAL = 1e-5;
    private static final List<String> HEADS = List.of("linear", "two-layer");

    /// Methods that need hundreds of head passes at `Mixed_6e`: see [FeatureMaskAudit].
    private static final List<String> SLOW = List.of("ablationcam", "fimf", "reciprocam");

    private final GoldenFolder folder;
    private final Findings findings;

    private MapAudit(GoldenFolder folder, Findings findings) {
        this.folder = folder;
        this.findings = findings;
    }

    static void run(GoldenFolder folder, AuditStage.Extent extent, Findings findings) throws IOException {
        MapAudit audit = new MapAudit(folder, findings);
        for (String head : HEADS) {
            InceptionModel model = folder.model(Dialect.KERAS, head);
            ForwardTrace hand = folder.storedLastLayer(model, "hand");
            ForwardTrace chest = folder.storedLastLayer(model, "chest");
            if (head.equals("linear")) {
                audit.presets(model, hand, "cam/hand.safetensors");
                audit.presets(model, chest, "cam/chest.safetensors");
            }
            audit.lastLayer(model, hand, head, "cam/methods-hand.safetensors");
            audit.lastLayer(model, chest, head, "cam/methods-chest-last-layer.safetensors");
            ForwardTrace earlier = model.forward(hand.image(), "Mixed_6e");
            audit.earlier(model, earlier, head, extent);
            LibraryMapAudit.run(folder, model, hand, earlier, head, findings);
        }
    }

    /// The raw map of a golden's method.
    static double[] explain(ExplainableModel model, GoldenFolder folder, ForwardTrace trace, GoldenMap map) {
        CamInput input = new CamInput(model, trace, map.target(), folder.kernels().resample(), Progress.NONE);
        return map.choice().create().explain(input).raw();
    }

    private void presets(InceptionModel model, ForwardTrace trace, String file) throws IOException {
        try (SafetensorsFile golden = folder.open(file)) {
            for (String name : golden.tensors().keySet()) {
                double[] found = explain(model, folder, trace, GoldenMap.of(name));
                findings.relative(file, name, golden.readDoubles(name), found, IN_DOUBLE);
            }
        }
    }

    private void lastLayer(InceptionModel model, ForwardTrace trace, String head, String file) throws IOException {
        try (SafetensorsFile golden = folder.open(file)) {
            for (String name : golden.tensors().keySet()) {
                GoldenMap map = GoldenMap.of(name);
                if (map.isOf("Mixed_7c", head)) {
                    compare(model, trace, file, name, map, golden.readDoubles(name), USUAL);
                }
            }
        }
    }

    private void earlier(InceptionModel model, ForwardTrace trace, String head, AuditStage.Extent extent)
            throws IOException {
        String file = "cam/methods-hand.safetensors";
        JsonNode manifest = folder.manifest();
        RememberingModel remembering = new RememberingModel(model);
        try (SafetensorsFile golden = folder.open(file)) {
            for (String name : golden.tensors().keySet()) {
                GoldenMap map = GoldenMap.of(name);
                boolean wanted = extent == AuditStage.Extent.FULL || !map.rank().equals("40");
                if (map.isOf("Mixed_6e", head) && !SLOW.contains(map.method())) {
                    if (wanted) {
                        double allowed = allowed(manifest, file, name, map);
                        compare(remembering, trace, file, name, map, golden.readDoubles(name), allowed);
                    } else {
                        findings.leftOut(file, name, "40 head passes of the rest of the network; with --full");
                    }
                }
            }
        }
    }

    private static double allowed(JsonNode manifest, String file, String name, GoldenMap map) {
        for (JsonNode entry : manifest) {
            if (entry.path("measuredMoves").has(name)) {
                return entry.path("tolerance").path("ownForwardOfMovedMost").asDouble();
            }
            if (entry.path("file").asString().equals(file) && map.method().equals("lowrankcam")) {
                return entry.path("tolerance").path("ownForward").asDouble();
            }
        }
        return USUAL;
    }

    private void compare(
            ExplainableModel model, ForwardTrace trace, String file, String name, GoldenMap map, double[] golden,
            double allowed) {
        double[] expected = map.method().equals("eigengradcam") ? rectified(model, trace, map, golden) : golden;
        findings.relative(file, name, expected, explain(model, folder, trace, map), allowed);
    }

    /// EigenGrad-CAM's goldens are signed; and where they are not centred their sum is positive, while ours lies
    /// along the class: along HiResCAM.
    private double[] rectified(ExplainableModel model, ForwardTrace trace, GoldenMap map, double[] golden) {
        CamInput input = new CamInput(model, trace, map.target(), folder.kernels().resample(), Progress.NONE);
        double[] evidence = MethodChoice.of("hirescam:signed").create().explain(input).raw();
        double along = 0;
        for (int p = 0; p < golden.length; p++) {
            along += golden[p] * evidence[p];
        }
        double sign = map.variant().equals("uncentred") && along < 0 ? -1 : 1;
        return Arrays.stream(golden).map(v -> Math.max(0, sign * v)).toArray();
    }
}

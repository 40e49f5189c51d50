package lowrankcam.audit;

import java.io.IOException;
import java.util.List;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.Prediction;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;
import lowrankcam.weights.SafetensorsFile;

/// Ablation-CAM, FIMF-Score-CAM and Recipro-CAM at `Mixed_6e`, from the image on, against PyTorch in double precision.
///
/// Limits, of the map's largest magnitude, follow from float32: a head pass gives scores made of terms near 1, each
/// rounded by up to 2^-24 = 6e-8. FIMF-Score-CAM and Recipro-CAM add or show scores as they are: a few roundings, 5e-6
/// and 1e-5. Ablation-CAM adds differences of scores that are nearly equal. If every one were off by 2^-24 to the same
/// side, its maps would move by 2^-24 · max_p Σ_k A_k[p] / max L, which is 1e-5 to 1e-4 for logits here and up to 7e-4 for
/// probabilities, whose differences are smaller still. Roundings fall on both sides: 5e-5 and 1e-4. PyTorch in float32
/// moves the maps of all channels by up to 8.7e-5 and 6.6e-5, on every 24th by 8.1e-6 and 3.7e-5; see
/// golden/manifest.json.
final class FeatureMaskAudit {

    private static final String ALL = "cam/methods-hand.safetensors";
    private static final String PART = "cam/feature-masks-hand.safetensors";

    private FeatureMaskAudit() {}

    /// Usually 32 head passes on every 24th channel, the others zero, and 289 of Recipro-CAM; in full some 2900 for
    /// each of two heads.
    static void run(GoldenFolder folder, AuditStage.Extent extent, Findings findings) throws IOException {
        for (String head : List.of("linear", "two-layer")) {
            InceptionModel model = folder.model(Dialect.KERAS, head);
            ForwardTrace whole = model.forward(folder.input("hand"), "Mixed_6e");
            part(folder, model, whole, head, findings);
            if (extent == AuditStage.Extent.FULL) {
                compare(folder, ALL, head, List.of("ablationcam", "fimf", "reciprocam"), model, whole, findings);
            } else {
                if (head.equals("linear")) {
                    List<String> plain = List.of("reciprocam:plain", "reciprocam:logit");
                    compare(folder, ALL, head, plain, model, whole, findings);
                }
                findings.leftOut(ALL, head + " head, all channels", "some 2900 head passes; with --full");
            }
        }
    }

    private static void part(
            GoldenFolder folder, InceptionModel model, ForwardTrace whole, String head, Findings findings)
            throws IOException {
        double[] channels;
        try (SafetensorsFile golden = folder.open(PART)) {
            channels = golden.readDoubles("Mixed_6e.channels");
        }
        Tensor features = Channels.zeroedBut(whole.features(), channels);
        double[] logits = model.featureScorer(whole).logits(features);
        ForwardTrace trace =
                new ForwardTrace(
                        whole.image(), whole.layer(), features, whole.pooled(),
                        new Prediction(logits, model.head().activation().probabilities(logits)));
        compare(folder, PART, head, List.of("ablationcam", "fimf"), model, trace, findings);
    }

    /// @param methods with or without a variant, as the golden calls it
    private static void compare(
            GoldenFolder folder, String file, String head, List<String> methods, InceptionModel model,
            ForwardTrace trace, Findings findings) throws IOException {
        RememberingModel remembering = new RememberingModel(model);
        try (SafetensorsFile golden = folder.open(file)) {
            for (String name : golden.tensors().keySet()) {
                GoldenMap map = GoldenMap.of(name);
                if (map.isOf("Mixed_6e", head)
                        && (methods.contains(map.method()) || methods.contains(map.method() + ":" + map.variant()))) {
                    double[] found = MapAudit.explain(remembering, folder, trace, map);
                    findings.relative(file, name, golden.readDoubles(name), found, allowed(map));
                }
            }
        }
    }

    private static double allowed(GoldenMap map) {
        return switch (map.method()) {
            case "ablationcam" -> map.target().score() == Target.Score.PROBABILITY ? 1e-4 : 5e-5;
            case "fimf" -> 5e-6;
            default -> 1e-5;
        };
    }
}

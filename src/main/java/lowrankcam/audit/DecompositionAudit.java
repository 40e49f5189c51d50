package lowrankcam.audit;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.lowrank.rank.RankChoice;
import lowrankcam.cam.lowrank.rank.RankRules;
import lowrankcam.linalg.ThinSvd;
import lowrankcam.weights.SafetensorsFile;
import tools.jackson.databind.JsonNode;

/// The decomposition of `Mixed_7c` as PyTorch computed it, and the ranks chosen from it, against NumPy in double
/// precision.
///
/// Singular values within 1e-10 of the largest. A singular vector is determined up to rounding over the relative gap
/// to its neighbours: 1e-11 over that gap. Ranks exactly, their figures within 1e-8 of themselves. A small matrix has modes
/// whose sign the sum of the channels leaves open.
final class DecompositionAudit {

    private static final int POSITIONS = 64;
    private static final int CHANNELS = 2048;
    private static final int VECTORS = 10;

    private DecompositionAudit() {}

    static void run(GoldenFolder folder, AuditStage.Extent extent, Findings findings) throws IOException {
        String tie = "svd/sign-tie.safetensors";
        try (SafetensorsFile golden = folder.open(tie)) {
            modes(tie, golden, new ThinSvd(golden.read("m"), 16, 4), 16, 3, findings);
        }
        for (String image : List.of("hand", "chest")) {
            try (SafetensorsFile taps = folder.open("taps/" + image + "-torch-keras.safetensors");
                    SafetensorsFile head = folder.open("head-linear.safetensors");
                    SafetensorsFile golden = folder.open("svd/" + image + ".safetensors")) {
                float[] features = taps.read("Mixed_7c");
                ThinSvd svd = new ThinSvd(features, POSITIONS, CHANNELS);
                modes("svd/" + image + ".safetensors", golden, svd, POSITIONS, VECTORS, findings);
                ranks(folder.json("ranks.json").path(image), image, features, head.read("fc.weight"), svd, findings);
            }
        }
    }

    private static void modes(
            String file, SafetensorsFile golden, ThinSvd svd, int positions, int vectors, Findings findings)
            throws IOException {
        double[] sigma = golden.readDoubles("sigma");
        double[] u = golden.readDoubles("u");
        findings.relative(file, "sigma", sigma, svd.sigma(), 1e-10);
        for (int i = 0; i < vectors; i++) {
            double gap = Math.min(i == 0 ? 1 : 1 - sigma[i] / sigma[i - 1], 1 - sigma[i + 1] / sigma[i]);
            double[] column = new double[positions];
            for (int p = 0; p < positions; p++) {
                column[p] = u[p * vectors + i];
            }
            findings.absolute(file, "u_" + (i + 1), column, svd.left(i), 1e-11 / gap);
        }
    }

    private static void ranks(
            JsonNode golden, String image, float[] features, float[] weights, ThinSvd svd, Findings findings) {
        String file = "ranks.json";
        findings.absolute(file, image + ", numerical rank", golden.path("numericalRank").asInt(), svd.rank(), 0);
        for (Map.Entry<String, JsonNode> entry : golden.path("rules").properties()) {
            String[] parts = entry.getKey().split(" of ");
            double[] map = parts.length == 1 ? null : classMap(features, weights, Integer.parseInt(parts[1]));
            RankChoice choice = RankRules.parse(parts[0]).choose(svd, map);
            String item = image + ", " + entry.getKey();
            findings.absolute(file, item, entry.getValue().path("rank").asInt(), choice.rank(), 0);
            for (Map.Entry<String, JsonNode> figure : entry.getValue().properties()) {
                if (!figure.getKey().equals("rank")) {
                    double[] found = {(double) choice.figures().get(figure.getKey())};
                    double[] expected = {figure.getValue().asDouble()};
                    findings.relative(file, item + ", " + figure.getKey(), expected, found, 1e-8);
                }
            }
        }
    }

    /// `CAM_c = M · W_c` of class c, k ascending.
    private static double[] classMap(float[] features, float[] weights, int c) {
        double[] map = new double[POSITIONS];
        for (int p = 0; p < POSITIONS; p++) {
            for (int k = 0; k < CHANNELS; k++) {
                map[p] = Math.fma((double) features[p * CHANNELS + k], (double) weights[c * CHANNELS + k], map[p]);
            }
        }
        return map;
    }
}

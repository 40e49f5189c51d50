package lowrankcam.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import lowrankcam.cam.rank.RankChoice;
import lowrankcam.cam.rank.RankRules;
import lowrankcam.format.Json;
import lowrankcam.format.SafetensorsFile;
import lowrankcam.linalg.ThinSvd;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Every rank rule on real features, against NumPy's SVD and formulas written there anew.
class RankGoldenTest {

    private static final double RELATIVE = 1e-8;

    /// `CAM_c = M · W_c` of class c, k ascending.
    private static double[] classMap(float[] features, float[] weights, int c) {
        double[] map = new double[64];
        for (int p = 0; p < 64; p++) {
            for (int k = 0; k < 2048; k++) {
                map[p] = Math.fma((double) features[p * 2048 + k], (double) weights[c * 2048 + k], map[p]);
            }
        }
        return map;
    }

    @ParameterizedTest
    @ValueSource(strings = {"hand", "chest"})
    void everyRuleChoosesTheRankThatNumPyFinds(String image) throws IOException {
        JsonNode golden = Json.read(Goldens.file("ranks.json")).path(image);
        try (SafetensorsFile taps = Goldens.open("taps/" + image + "-torch-keras.safetensors");
                SafetensorsFile head = Goldens.open("head-linear.safetensors")) {
            float[] features = taps.read("Mixed_7c");
            float[] weights = head.read("fc.weight");
            ThinSvd svd = new ThinSvd(features, 64, 2048);
            assertEquals(golden.path("numericalRank").asInt(), svd.rank());
            int compared = 0;
            for (Map.Entry<String, JsonNode> entry : golden.path("rules").properties()) {
                String[] parts = entry.getKey().split(" of ");
                double[] map = parts.length == 1 ? null : classMap(features, weights, Integer.parseInt(parts[1]));
                RankChoice choice = RankRules.parse(parts[0]).choose(svd, map);
                assertEquals(entry.getValue().path("rank").asInt(), choice.rank(), entry.getKey());
                for (Map.Entry<String, JsonNode> figure : entry.getValue().properties()) {
                    if (!figure.getKey().equals("rank")) {
                        double expected = figure.getValue().asDouble();
                        double found = (double) choice.figures().get(figure.getKey());
                        assertEquals(expected, found, RELATIVE * Math.abs(expected), entry.getKey() + figure);
                        compared++;
                    }
                }
            }
            assertTrue(compared >= 34, "figures compared: " + compared);
        }
    }
}

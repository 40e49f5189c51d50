package lowrankcam.cam.lowrank;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.Progress;
import lowrankcam.cam.StubModel;
import lowrankcam.cam.lowrank.rank.RankRules;
import lowrankcam.kernel.Resample;
import org.junit.jupiter.api.Test;

/// LowRank-CAM with a rule in place of a number.
class LowRankByRuleTest {

    private static final List<String> ALL =
            List.of(
                    "energy:0.8", "elbow", "effective-rank",
                    "parallel", "class-coverage:0.8", "logit-error:0.1", "class-coverage+gap");

    /// The rank that a rule chose is the rank that the map is made with, and the manifest's numbers say so.
    @Test
    void theMapSaysWhatTheRuleChose() {
        float[][] features = new float[16][20];
        Random random = new Random(5);
        for (float[] row : features) {
            for (int k = 0; k < row.length; k++) {
                row[k] = Math.max(0, (float) random.nextGaussian());
            }
        }
        float[][] weights = new float[2][20];
        for (int k = 0; k < 20; k++) {
            weights[0][k] = (float) random.nextGaussian();
        }
        StubModel model = StubModel.of(4, 4, features, weights, 0, 0);
        for (String rule : ALL) {
            LowRankOptions options = LowRankOptions.of(LowRankOptions.Preset.DEFAULT, RankRules.parse(rule));
            CamMap map = new LowRankCam(options).explain(model.input(0));
            int used = (int) map.details().get("rankUsed");
            assertEquals("auto", map.choices().get("rank"));
            assertEquals(RankRules.parse(rule).id(), map.choices().get("rankRule"));
            assertEquals(used, map.modes().size());
            assertEquals(16, ((double[]) map.details().get("singularValues")).length);
            double[] fixed =
                    new LowRankCam(LowRankOptions.of(LowRankOptions.Preset.DEFAULT, used)).explain(model.input(0)).raw();
            for (int p = 0; p < 16; p++) {
                assertEquals(fixed[p], map.raw()[p], rule);
            }
        }
    }

    /// With the gradient of a linear head, `P · Σ_k M g` is the class map of CAM, to the float rounding of the
    /// gradient.
    @Test
    void theGradientsClassMapIsCamsAtTheLastLayer() {
        StubModel model = StubModel.of(
                2, 2, new float[][] {{2, 0, 1}, {1, 3, 0}, {0, 1, 1}, {1, 0, 0}},
                new float[][] {{1, -1, 0.5f}, {-0.5f, 1, 0.25f}}, 0.1f, -0.2f);
        double[] closed = ClassMaps.of(model.input(0), "test");
        double[] gradient = ClassMaps.of(
                new CamInput(
                        model, model.forward(null, "elsewhere"), 0, Resample.scalar(), Progress.NONE),
                "test");
        for (int p = 0; p < 4; p++) {
            assertEquals(closed[p], gradient[p], 1e-6);
        }
        assertEquals(1, model.passes().now().backward());
    }
}

package lowrankcam.cam.lowrank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.Normalisation;
import lowrankcam.cam.StubModel;
import lowrankcam.cam.activation.Cam;
import lowrankcam.cam.activation.EigenCam;
import lowrankcam.cam.lowrank.LowRankOptions.Preset;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import lowrankcam.linalg.ThinSvd;
import lowrankcam.model.MaskScorer;
import lowrankcam.model.MaskScorers;
import lowrankcam.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LowRankCamTest {

    private static final StubModel EXAMPLE =
            StubModel.of(
                    2, 2, new float[][] {{2, 0, 1}, {1, 3, 0}, {0, 1, 1}, {1, 0, 0}},
                    new float[][] {{1, -1, 0.5f}, {-0.5f, 1, 0.25f}}, 0.1f, -0.2f);

    private static double[] map(StubModel model, Preset preset, int rank, int target) {
        return new LowRankCam(LowRankOptions.of(preset, rank)).explain(model.input(target)).raw();
    }

    private static double[] numbers(JsonNode node) {
        double[] values = new double[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get(i).doubleValue();
        }
        return values;
    }

    /// The 2×2 example with three channels, computed by NumPy. 1e-6: its weights 0.1 and -0.2 are floats here.
    @Test
    void theWorkedExampleComesOut() throws FormatException {
        JsonNode golden = Json.read(Goldens.file("worked-example.json"));
        double[] sigma = new ThinSvd(EXAMPLE.features().values(), 4, 3).sigma();
        assertArrayEquals(numbers(golden.path("sigma")), sigma, 1e-12);
        for (int rank = 1; rank <= 3; rank++) {
            assertArrayEquals(
                    numbers(golden.path("lowRankLogitR" + rank + "Raw")),
                    map(EXAMPLE, Preset.PAPER_LITERAL, rank, 0), 1e-6, "logit, rank " + rank);
            assertArrayEquals(
                    numbers(golden.path("lowRankProbR" + rank + "Raw")),
                    map(EXAMPLE, Preset.SCORECAM_LIKE, rank, 0), 1e-6, "probability, rank " + rank);
        }
        assertArrayEquals(numbers(golden.path("linearR3")), map(EXAMPLE, Preset.LINEAR, 3, 0), 1e-6);
        assertArrayEquals(numbers(golden.path("eigenCamRaw")), new EigenCam().explain(EXAMPLE.input(0)).raw(), 1e-12);
    }

    /// At rank 1 the only weight is negative (-0.261279): the ReLU leaves nothing, and that is not repaired.
    @Test
    void aNegativeFirstWeightLeavesAZeroMap() {
        CamMap map = new LowRankCam(LowRankOptions.of(Preset.DEFAULT, 1)).explain(EXAMPLE.input(0));
        assertArrayEquals(new double[4], map.raw());
    }

    private static StubModel random(int seed, int side, int channels, int classes) {
        Random random = new Random(seed);
        float[][] features = new float[side * side][channels];
        for (float[] row : features) {
            for (int k = 0; k < channels; k++) {
                row[k] = Math.max(0f, (float) random.nextGaussian());
            }
        }
        float[][] weights = new float[classes][channels];
        float[] bias = new float[classes];
        for (int c = 0; c < classes; c++) {
            for (int k = 0; k < channels; k++) {
                weights[c][k] = (float) random.nextGaussian();
            }
            bias[c] = (float) random.nextGaussian();
        }
        return StubModel.of(side, side, features, weights, bias);
    }

    /// Linear mode is the class map of the truncated features; at full rank it is CAM / P.
    @Property(tries = 40)
    void linearModeAtFullRankIsCam(@ForAll @IntRange(max = 1_000_000) int seed, @ForAll @IntRange(min = 2, max = 5) int side) {
        StubModel model = random(seed, side, 40, 3);
        double[] cam = new Cam().explain(model.input(1)).raw();
        double[] linear = map(model, Preset.LINEAR, side * side, 1);
        for (int p = 0; p < cam.length; p++) {
            assertEquals(cam[p] / cam.length, linear[p], 1e-8);
        }
    }

    @Property(tries = 40)
    void rankOneWithAPositiveWeightIsEigenCam(@ForAll @IntRange(max = 1_000_000) int seed) {
        StubModel model = random(seed, 4, 30, 2);
        double[] one = Normalisation.minMax(map(model, Preset.SCORECAM_LIKE, 1, 0));
        double[] eigen = Normalisation.minMax(new EigenCam().explain(model.input(0)).raw());
        assertArrayEquals(eigen, one, 1e-9);
    }

    @Property(tries = 40)
    void theClosedFormIsTheExplicitHeadPass(@ForAll @IntRange(max = 1_000_000) int seed) {
        StubModel model = random(seed, 4, 30, 3);
        MaskScorer closed = MaskScorers.linear(model.features(), model.head(), model.passes());
        MaskScorer explicit = MaskScorers.pooled(model.features(), model.head(), model.passes());
        Random random = new Random(seed);
        double[] mask = random.doubles(16).toArray();
        // 2e-5: the explicit pass rounds pooled features and sums to float.
        assertArrayEquals(explicit.logits(mask), closed.logits(mask), 2e-5);
    }

    @Property(tries = 40)
    void scalingTheFeaturesChangesNoMaskAndPermutingChannelsChangesNothing(
            @ForAll @IntRange(max = 1_000_000) int seed) {
        StubModel model = random(seed, 4, 30, 2);
        Tensor features = model.features();
        float[][] permuted = new float[16][30];
        float[][] weights = new float[2][30];
        for (int k = 0; k < 30; k++) {
            int to = (k * 7 + 3) % 30;
            for (int p = 0; p < 16; p++) {
                permuted[p][to] = features.values()[p * 30 + k];
            }
            for (int c = 0; c < 2; c++) {
                weights[c][to] = model.head().weight(c, k);
            }
        }
        StubModel shuffled = StubModel.of(4, 4, permuted, weights, model.head().bias(0), model.head().bias(1));
        for (Preset preset : Preset.values()) {
            assertArrayEquals(map(model, preset, 5, 1), map(shuffled, preset, 5, 1), 1e-7, preset.id());
        }
    }

    /// One channel for each position, σ = 4, 2, 2, 1: σ² = 16, 4, 4, 1 of 25.
    @Test
    void energyIsTheShareOfTheSquaredSingularValues() {
        StubModel model =
                StubModel.of(
                        2, 2, new float[][] {{4, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 2, 0}, {0, 0, 0, 1}},
                        new float[2][4], 1f, 2f);
        double[] shares = {0.64, 0.8, 0.96, 1};
        for (int rank = 1; rank <= 4; rank++) {
            CamMap map = new LowRankCam(LowRankOptions.of(Preset.DEFAULT, rank)).explain(model.input(0));
            assertEquals(shares[rank - 1], (double) map.details().get("energyShare"), 1e-12);
            double before = rank == 1 ? 0 : shares[rank - 2];
            assertEquals(shares[rank - 1] - before, map.modes().getLast().energyShare(), 1e-12);
        }
    }

    @Test
    void takesExactlyOneHeadPassForEachMode() {
        StubModel model = random(1, 6, 50, 2);
        for (Preset preset : Preset.values()) {
            long before = model.passes().now().head();
            new LowRankCam(LowRankOptions.of(preset, 10)).explain(model.input(0));
            assertEquals(10, model.passes().now().head() - before, preset.id());
        }
    }

    @Test
    void deadFeaturesAndReducedRankAreFlagged() {
        StubModel dead = StubModel.of(2, 2, new float[4][3], new float[2][3], 1f, 2f);
        CamMap map = new LowRankCam(LowRankOptions.of(Preset.DEFAULT, 10)).explain(dead.input(0));
        assertArrayEquals(new double[4], map.raw());
        assertTrue(map.flags().contains("zero-features"));
        assertTrue(new LowRankCam(LowRankOptions.of(Preset.DEFAULT, 10)).explain(EXAMPLE.input(0))
                .flags().contains("rank-reduced"));
    }

    @Test
    void literalAndDefaultDifferOnlyInTheLastRelu() {
        for (int seed = 0; seed < 20; seed++) {
            StubModel model = random(seed, 4, 30, 2);
            assertArrayEquals(
                    map(model, Preset.DEFAULT, 6, 0),
                    Normalisation.rectify(map(model, Preset.PAPER_LITERAL, 6, 0)));
        }
    }
}

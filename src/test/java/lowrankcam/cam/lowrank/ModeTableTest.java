package lowrankcam.cam.lowrank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import lowrankcam.cam.Normalisation;
import lowrankcam.cam.StubModel;
import lowrankcam.cam.lowrank.LowRankOptions.Preset;
import lowrankcam.cam.lowrank.rank.RankRules;
import org.junit.jupiter.api.Test;

/// A table of modes holds every map that LowRank-CAM can make.
class ModeTableTest {

    private static StubModel model() {
        SplittableRandom random = new SplittableRandom(3);
        float[][] features = new float[16][9];
        float[][] weights = new float[3][9];
        for (float[][] matrix : List.of(features, weights)) {
            for (float[] row : matrix) {
                for (int k = 0; k < row.length; k++) {
                    row[k] = (float) (random.nextDouble() - (matrix == weights ? 0.5 : 0.2));
                }
            }
        }
        return StubModel.of(4, 4, features, weights, 0.3f, -0.1f, 0.2f);
    }

    /// Steps 4 and 6 from the table's own numbers.
    private static double[] map(ModeTable table, ModeTable.OfTarget of, Preset preset, int rank) {
        double[] sum = new double[16];
        for (int i = 0; i < rank; i++) {
            double weight = of.weights().get(preset)[i];
            double[] mode = table.svd().left(i);
            double[] oriented = preset == Preset.CLASS_SIGNED && of.turned()[i] ? LowRankModes.negated(mode) : mode;
            double[] mask = preset == Preset.LINEAR || preset == Preset.POSITIVE ? oriented : Normalisation.minMax(Normalisation.rectify(oriented.clone()));
            for (int p = 0; mask != null && p < sum.length; p++) {
                sum[p] = Math.fma(weight, mask[p], sum[p]);
            }
        }
        return preset == Preset.LINEAR || preset == Preset.PAPER_LITERAL || preset == Preset.SCORECAM_LIKE
                ? sum
                : Normalisation.rectify(sum);
    }

    @Test
    void itsModesMakeTheMapOfEveryPresetRankAndClass() {
        StubModel model = model();
        ModeTable table = ModeTable.of(List.of(model.input(0), model.input(1), model.input(2)));
        assertEquals(9, table.count());
        for (ModeTable.OfTarget of : table.targets()) {
            assertEquals("", of.missing());
            for (Preset preset : Preset.values()) {
                for (int rank = 1; rank <= table.count(); rank++) {
                    double[] expected =
                            new LowRankCam(LowRankOptions.of(preset, rank))
                                    .explain(model.input(of.target().classIndex())).raw();
                    assertArrayEquals(expected, map(table, of, preset, rank), preset + " at " + rank);
                }
            }
        }
    }

    @Test
    void itsRanksAreThoseOfTheRules() {
        StubModel model = model();
        ModeTable.OfTarget of = ModeTable.of(List.of(model.input(1))).targets().getFirst();
        of.ranks().forEach((rule, choice) -> {
            Object used =
                    new LowRankCam(LowRankOptions.of(Preset.DEFAULT, RankRules.parse(rule))).explain(model.input(1))
                            .details().get("rankUsed");
            assertEquals(used, choice.rank(), rule);
        });
        assertEquals(7, of.ranks().size());
    }

    /// 9 masks of one sign, those that the class turns, and 9 modes as they are: whatever the number of presets and classes.
    @Test
    void eachMaskIsAskedForOnce() {
        StubModel model = model();
        long before = model.passes().now().head();
        ModeTable table = ModeTable.of(List.of(model.input(0), model.input(1), model.input(2)));
        int turned = 0;
        for (int i = 0; i < 9; i++) {
            boolean any = false;
            for (ModeTable.OfTarget of : table.targets()) {
                any |= of.turned()[i] && !Double.isNaN(of.weights().get(Preset.CLASS_SIGNED)[i]);
            }
            turned += any ? 1 : 0;
        }
        assertTrue(turned > 0);
        assertEquals(18 + turned, model.passes().now().head() - before);
    }
}

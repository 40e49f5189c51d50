package lowrankcam.cam.lowrank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMode;
import lowrankcam.cam.MapRun;
import lowrankcam.cam.StubModel;
import lowrankcam.cam.lowrank.LowRankOptions.Preset;
import lowrankcam.cam.lowrank.rank.RankRules;
import lowrankcam.format.UsageException;
import org.junit.jupiter.api.Test;

/// Signs, margins, flags and ranks on two positions and two channels: M = [2 1; 2 -1], so σ = 2√2, √2, the modes are
/// (1, 1)/√2 along channel 0 and (1, -1)/√2 along channel 1, and the class map is √2 (2 W0, W1) in their coordinates.
class LowRankSignsTest {

    private static StubModel model(float first, float second) {
        return StubModel.of(1, 2, new float[][] {{2, 1}, {2, -1}}, new float[][] {{first, second}, {0, 0}}, 0.5f, 0);
    }

    private static CamMap map(Preset preset, int rank, StubModel model) {
        return new LowRankCam(LowRankOptions.of(preset, rank)).explain(model.input(0));
    }

    /// 2 · 3 : 1 · 8 are 3 : 4, of 5.
    @Test
    void theMarginOfAClassIsTheShareOfItsMapAlongTheMode() {
        CamMap map = map(Preset.CLASS_SIGNED, 2, model(3, -8));
        assertArrayEquals(new double[] {0.6, 0.8}, (double[]) map.details().get("signMargins"), 1e-7);
        assertFalse(map.flags().contains("sign-tie"));
        CamMap tie = map(Preset.CLASS_SIGNED, 2, model(3, 0));
        assertArrayEquals(new double[] {1, 0}, (double[]) tie.details().get("signMargins"), 1e-12);
        assertTrue(tie.flags().contains("sign-tie"));
        assertArrayEquals(new double[2], (double[]) map(Preset.CLASS_SIGNED, 2, model(0, 0)).details().get("signMargins"));
    }

    /// Channel sums of 3 and 1: 4 and 2 along the modes' directions (1, 1) and (1, -1), of √20.
    @Test
    void theMarginOfTheChannelSumIsItsShareAlongTheMode() {
        CamMap map = map(Preset.DEFAULT, 2, model(3, -8));
        assertArrayEquals(
                new double[] {2 / Math.sqrt(5), 1 / Math.sqrt(5)}, (double[]) map.details().get("signMargins"), 1e-7);
        CamMap ruled = new LowRankCam(LowRankOptions.of(Preset.DEFAULT, RankRules.parse("energy:0.7"))).explain(model(1, 1).input(0));
        assertEquals(0.8, (double) ruled.details().get("energy"), 1e-7);
        assertEquals(1, ruled.details().get("rankUsed"));
    }

    /// The class wants the first mode as it is and the second the other way round, channels with it.
    @Test
    void aModeIsTurnedWithItsChannels() {
        LowRankModes modes = new LowRankModes(LowRankOptions.of(Preset.CLASS_SIGNED, 2), model(3, -8).input(0));
        double half = Math.sqrt(0.5);
        for (int i = 0; i < 2; i++) {
            double along = modes.oriented(i)[0] * (3 * 2 + -8 * 1) + modes.oriented(i)[1] * (3 * 2 - -8 * 1);
            assertTrue(along > 0, "mode " + i + " speaks for the class");
            assertEquals(half, Math.abs(modes.oriented(i)[1]), 1e-7);
            // M v = σ u, with the sign of both.
            double[] v = modes.channels(i);
            assertEquals(modes.svd().sigma()[i] * modes.oriented(i)[0], 2 * v[0] + v[1], 1e-7);
            assertEquals(modes.svd().sigma()[i] * modes.oriented(i)[1], 2 * v[0] - v[1], 1e-7);
        }
    }

    /// The first mode is the same everywhere: its mask is flat, and only the second one counts.
    @Test
    void aFlatMaskIsDroppedAndFlagged() {
        CamMap map = map(Preset.DEFAULT, 2, model(1, 1));
        CamMode first = map.modes().getFirst();
        assertTrue(first.isDropped());
        assertTrue(Double.isNaN(first.weight()));
        assertFalse(map.modes().get(1).isDropped());
        assertTrue(map.flags().contains("mask-dropped"));
        assertFalse(map(Preset.LINEAR, 2, model(1, 1)).flags().contains("mask-dropped"));
    }

    @Test
    void choicesAndFlagsSayWhatWasDone() {
        CamMap map = map(Preset.CLASS_SIGNED, 5, model(3, -8));
        assertEquals("class", map.choices().get("sign"));
        assertEquals("rectified-min-max", map.choices().get("mask"));
        assertEquals("positive-logit-no-bias", map.choices().get("score"));
        assertEquals("yes", map.choices().get("finalRelu"));
        assertEquals(5, map.choices().get("rank"));
        assertTrue(map.flags().contains("rank-reduced"));
        assertFalse(map.flags().contains("zero-features"));
        assertEquals("no", map(Preset.LINEAR, 2, model(3, -8)).choices().get("finalRelu"));
        CamMap dead = map(Preset.DEFAULT, 2, StubModel.of(1, 2, new float[2][2], new float[][] {{1, 1}}, 0));
        assertEquals(List.of("zero-features"), dead.flags());
    }

    /// Maps at several ranks are those of each rank alone, with the head passes of the largest one.
    @Test
    void severalRanksShareTheirModes() {
        StubModel model =
                StubModel.of(
                        1, 4, new float[][] {{4, 1, 0}, {1, 3, 0}, {0, 1, 2}, {0.5f, 0, 1}}, new float[][] {{1, -1, 2}}, 0.5f);
        for (Preset preset : Preset.values()) {
            MapRun<List<CamMap>> run =
                    MapRun.counted(input -> RankMaps.of(preset, List.of(2, 1, 5), input), model.input(0));
            assertEquals(1, run.passes().network());
            List<CamMap> maps = run.map();
            int[] ranks = {2, 1, 5};
            for (int i = 0; i < 3; i++) {
                CamMap alone = map(preset, ranks[i], model);
                assertArrayEquals(alone.raw(), maps.get(i).raw(), preset + " " + ranks[i]);
                assertEquals(alone.flags(), maps.get(i).flags());
                assertEquals(alone.choices(), maps.get(i).choices());
            }
        }
        MapRun<CamMap> run = MapRun.of(new LowRankCam(LowRankOptions.of(Preset.DEFAULT, 3)), model.input(0));
        assertEquals(3, run.passes().head());
        assertEquals(1, run.passes().network());
        assertEquals(0, run.passes().backward());
    }

    @Test
    void presetsAreKnownByTheirNames() {
        assertEquals(
                List.of("default", "paper-literal", "scorecam-like", "class-signed", "linear", "positive"), Preset.ids());
        for (Preset preset : Preset.values()) {
            assertEquals(preset, Preset.of(preset.id()));
        }
        String message = assertThrows(UsageException.class, () -> Preset.of("paper")).getMessage();
        assertTrue(message.contains("paper-literal") && message.endsWith("found 'paper'"), message);
    }
}

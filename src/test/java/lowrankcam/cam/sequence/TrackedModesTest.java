package lowrankcam.cam.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.cam.CamMode;
import lowrankcam.cam.StubModel;
import lowrankcam.cam.lowrank.LowRankModes;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.cam.lowrank.LowRankOptions.Preset;
import lowrankcam.cam.lowrank.rank.RankRules;
import lowrankcam.cam.sequence.SequenceFrame.Changes;
import lowrankcam.cam.sequence.SequenceFrame.Start;
import lowrankcam.format.UsageException;
import lowrankcam.linalg.Assignment;
import org.junit.jupiter.api.Test;

/// Signs, weights and places of one or two modes that are given: four positions, features `Σ σ u vᵀ`.
class TrackedModesTest {

    private static final double[] UNEVEN = {3, 1, -1, -2};
    private static final double[] FIRST = {0.5, 0.5, 0.5, -0.5};
    private static final double[] SECOND = {0.5, -0.5, 0.5, 0.5};
    private static final LowRankOptions ONE = LowRankOptions.of(Preset.DEFAULT, 1);

    private static void add(float[][] features, double sigma, double[] u, double... v) {
        for (int p = 0; p < 4; p++) {
            for (int k = 0; k < v.length; k++) {
                features[p][k] += (float) (sigma * u[p] * v[k]);
            }
        }
    }

    private static StubModel model(float[][] features, float... weights) {
        return StubModel.of(2, 2, features, new float[][] {weights, new float[weights.length]}, 0, 0);
    }

    /// One mode whose channels add up to almost nothing.
    private static StubModel undecided(double sigma, double[] u, double sum) {
        float[][] features = new float[4][3];
        add(features, sigma, u, 1, -1, sum);
        return model(features, 1, 0.25f, 0.5f);
    }

    /// Two modes along the channels' axes.
    private static StubModel pair(double first, double second, float... weights) {
        float[][] features = new float[4][2];
        add(features, first, FIRST, 1, 0);
        add(features, second, SECOND, 0, 1);
        return model(features, weights);
    }

    private static List<SequenceFrame> track(LowRankOptions options, double sameScene, StubModel... film) {
        SequenceTracker tracker = new SequenceTracker(options, new SequenceOptions(0.3, 0.05, 0.5, sameScene));
        List<SequenceFrame> frames = new ArrayList<>();
        for (StubModel model : film) {
            frames.add(tracker.next(model.input(0)));
        }
        return frames;
    }

    private static CamMode mode(SequenceFrame frame, int i) {
        return frame.map().modes().get(i);
    }

    /// Sums of 0.05 and -0.05 of 2.05 are below 0.05: the half stays, and its weight is smoothed. -0.2 of 2.2 is clear: the
    /// other half, with a weight of its own.
    @Test
    void aSignThatIsNotClearStaysAsItWas() {
        StubModel turned = undecided(2, UNEVEN, -0.05);
        List<SequenceFrame> frames = track(ONE, 0.7, undecided(1, UNEVEN, 0.05), turned, undecided(1, UNEVEN, -0.2));
        CamMode before = mode(frames.get(0), 0);
        CamMode kept = mode(frames.get(1), 0);
        assertArrayEquals(before.mask(), kept.mask(), 1e-6);
        LowRankModes alone = new LowRankModes(ONE, turned.input(0));
        double weight = alone.weigh(0, LowRankModes.negated(alone.oriented(0))).weight();
        assertEquals(0.7 * before.weight() + 0.3 * weight, kept.weight(), 1e-12);
        assertEquals(new Changes(1, 0, 0, 0), frames.get(1).step().tracked());
        assertEquals(new Changes(1, 0, 1, 0), frames.get(1).step().independent());
        CamMode other = mode(frames.get(2), 0);
        assertArrayEquals(new double[] {0, 0, 0.5, 1}, other.mask(), 1e-6);
        assertEquals(mode(frames.get(2), 0).weight(), frames.get(2).independent().modes().getFirst().weight());
        assertEquals(new Changes(1, 0, 1, 0), frames.get(2).step().tracked());
        assertEquals(frames.get(0).tracks(), frames.get(2).tracks());
    }

    /// By the class: of a map of 10 along the first mode 0.25 along the second are 1 in 40, 2.5 are 1 in 4.
    @Test
    void theClassTurnsAModeOnlyWhereItIsClear() {
        LowRankOptions options = LowRankOptions.of(Preset.CLASS_SIGNED, 2);
        List<SequenceFrame> frames =
                track(options, 0.7, pair(10, 5, 1, 0.05f), pair(10, 5, 1, -0.05f), pair(10, 5, 1, -0.5f));
        assertArrayEquals(new double[] {1, 0, 1, 1}, mode(frames.get(0), 1).mask(), 1e-6);
        assertArrayEquals(new double[] {1, 0, 1, 1}, mode(frames.get(1), 1).mask(), 1e-6);
        assertArrayEquals(new double[] {0, 1, 0, 0}, mode(frames.get(2), 1).mask(), 1e-6);
        assertEquals(new Changes(2, 0, 0, 0), frames.get(1).step().tracked());
        assertEquals(new Changes(2, 0, 1, 0), frames.get(2).step().tracked());
    }

    /// Alone, the second frame has one mode for 0.9 of the energy; in the scene both go on.
    @Test
    void theRankOfTheFirstFrameIsKeptWhereALaterOneNeedsLess() {
        LowRankOptions options = LowRankOptions.of(Preset.DEFAULT, RankRules.parse("energy:0.9"));
        List<SequenceFrame> frames = track(options, 0.7, pair(10, 9, 1, 1), pair(10, 1, 1, 1));
        assertEquals(1, frames.get(1).independent().modes().size());
        assertEquals(2, frames.get(1).map().modes().size());
        assertArrayEquals(new double[] {1, 0, 1, 1}, mode(frames.get(1), 1).mask(), 1e-6);
        assertEquals(frames.get(0).tracks(), frames.get(1).tracks());
    }

    /// Of two modes the second is left. No angle is a cut here.
    @Test
    void aTrackMovesUpWhereTheOneBeforeItEnds() {
        List<SequenceFrame> frames =
                track(LowRankOptions.of(Preset.DEFAULT, 2), 0, pair(10, 5, 1, 1), pair(0, 5, 1, 1));
        assertEquals(Start.CONTINUED, frames.get(1).step().start());
        assertEquals(frames.get(0).tracks().subList(1, 2), frames.get(1).tracks());
        assertEquals(new Changes(1, 1, 0, 0), frames.get(1).step().tracked());
        assertEquals(0, frames.get(1).step().leadingCosine(), 1e-12);
    }

    /// A mode that is the same everywhere has no mask and no weight; its track keeps the weight that it had.
    @Test
    void aFlatMaskLeavesTheWeightOfItsTrack() {
        List<SequenceFrame> frames =
                track(
                        ONE, 0.7, undecided(1, UNEVEN, 0.5), undecided(1, new double[] {1, 1, 1, 1}, 0.5),
                        undecided(2, UNEVEN, 0.5));
        double weight = mode(frames.get(0), 0).weight();
        assertArrayEquals(new double[0], mode(frames.get(1), 0).mask());
        assertEquals(0.7 * weight + 0.3 * 2 * weight, mode(frames.get(2), 0).weight(), 1e-6 * Math.abs(weight));
    }

    /// A mode of 0.6 of the strong one and 0.8 of the weak one goes on from the strong one.
    @Test
    void theStrongerOfTwoModesGoesOn() {
        double[][] axes = {{1, 0}, {0, 1}};
        double[] strengths = {10, 1};
        ModeMatching matching = ModeMatching.of(axes, strengths, 2, new double[][] {{0.6, 0.8}}, new double[] {4}, 1);
        assertArrayEquals(new int[] {0, Assignment.NONE}, matching.next());
        assertEquals(new Changes(1, 0, 0, 0), matching.changes(0.6), "a cosine at the limit goes on");
        assertEquals(0.6, matching.leadingCosine(), 1e-12, "one leading mode, one mode later");
    }

    /// Mean of correlations of 1 and -1/2; that of a constant map does not count.
    @Test
    void correlationsAreAveragedOverThePairsThatHaveOne() {
        FlickerMeter meter = new FlickerMeter();
        meter.add(new float[] {0, 1, 2}, Start.FIRST);
        meter.add(new float[] {1, 2, 3}, Start.CONTINUED);
        meter.add(new float[] {2, 3, 1}, Start.CONTINUED);
        meter.add(new float[] {1, 1, 1}, Start.CONTINUED);
        assertEquals(0.25, meter.meanCorrelation(), 1e-15);
        assertEquals((1 + 4 / 3.0 + 1) / 3, meter.meanDifference(), 1e-15);
    }

    @Test
    void sharesReachFromNoneToAll() {
        new SequenceOptions(1, 0, 0, 0);
        new SequenceOptions(1, 1, 1, 1);
        assertThrows(UsageException.class, () -> new SequenceOptions(0.3, 1.1, 0.5, 0.7));
        assertThrows(UsageException.class, () -> new SequenceOptions(0.3, 0.1, -0.5, 0.7));
        assertThrows(UsageException.class, () -> new SequenceOptions(0.3, 0.1, 0.5, Double.NaN));
    }
}

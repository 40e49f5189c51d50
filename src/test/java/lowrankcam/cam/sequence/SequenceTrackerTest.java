package lowrankcam.cam.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import lowrankcam.cam.CamMode;
import lowrankcam.cam.Normalisation;
import lowrankcam.cam.StubModel;
import lowrankcam.cam.lowrank.LowRankCam;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.cam.lowrank.LowRankOptions.Preset;
import lowrankcam.cam.lowrank.rank.RankRules;
import lowrankcam.cam.sequence.SequenceFrame.Changes;
import lowrankcam.cam.sequence.SequenceFrame.Start;
import lowrankcam.linalg.Assignment;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SequenceTrackerTest {

    private static final int SIDE = 8;
    private static final int CHANNELS = 600;

    /// A network of one 3×3 convolution with random weights, a ReLU, the global average and a random head. Seeds
    /// change the weights: another seed sees the same image in other channels.
    private static StubModel network(double[][] image, int seed) {
        Random random = new Random(seed);
        float[][] kernels = new float[CHANNELS][9];
        float[][] head = new float[2][CHANNELS];
        for (int k = 0; k < CHANNELS; k++) {
            for (int tap = 0; tap < 9; tap++) {
                kernels[k][tap] = (float) random.nextGaussian();
            }
            head[0][k] = (float) (0.3 + random.nextGaussian());
            head[1][k] = (float) random.nextGaussian();
        }
        float[][] features = new float[SIDE * SIDE][CHANNELS];
        for (int p = 0; p < features.length; p++) {
            for (int k = 0; k < CHANNELS; k++) {
                double sum = 0;
                for (int tap = 0; tap < 9; tap++) {
                    sum += kernels[k][tap] * image[p / SIDE + tap / 3][p % SIDE + tap % 3];
                }
                features[p][k] = (float) Math.max(0, sum);
            }
        }
        return StubModel.of(SIDE, SIDE, features, head, 0.2f, -0.1f);
    }

    /// A bright ellipse on grey ground with a dim bar, and noise: (SIDE+2)² values, moved with t.
    private static double[][] phantom(double t, double noise, Random random) {
        double[][] image = new double[SIDE + 2][SIDE + 2];
        for (int y = 0; y < image.length; y++) {
            for (int x = 0; x < image.length; x++) {
                double v = (y - 3.5 - 0.08 * t) / 2.2;
                double u = (x - 2 - 0.25 * t) / 1.5;
                double bar = y > 6 && y < 9 ? 0.35 : 0;
                image[y][x] = 0.2 + bar + 1 / (1 + Math.exp(4 * (v * v + u * u - 1))) + noise * random.nextGaussian();
            }
        }
        return image;
    }

    private static List<StubModel> film(int frames, double noise) {
        Random random = new Random(11);
        List<StubModel> film = new ArrayList<>();
        for (int t = 0; t < frames; t++) {
            film.add(network(phantom(t, noise, random), 1));
        }
        return film;
    }

    private static List<SequenceFrame> track(List<StubModel> film, LowRankOptions options, double smoothing) {
        SequenceTracker tracker = new SequenceTracker(options, SequenceOptions.of(smoothing));
        return film.stream().map(model -> tracker.next(model.input(0))).toList();
    }

    private static float[] shown(double[] raw, double low, double high) {
        float[] shown = new float[raw.length];
        for (int p = 0; p < raw.length; p++) {
            shown[p] = (float) Math.clamp((raw[p] - low) / (high - low), 0, 1);
        }
        return shown;
    }

    /// Mean difference and correlation of successive maps: tracked on the common scale, independent each on its
    /// own.
    private static FlickerMeter[] flicker(List<SequenceFrame> frames) {
        FlickerMeter[] meters = {new FlickerMeter(), new FlickerMeter()};
        for (SequenceFrame frame : frames) {
            meters[0].add(shown(frame.map().raw(), frame.scale().low(), frame.scale().high()), frame.step().start());
            SequenceFrame.Scale own = SequenceFrame.Scale.of(frame.independent().raw());
            meters[1].add(shown(frame.independent().raw(), own.low(), own.high()), frame.step().start());
        }
        return meters;
    }

    private static int switches(List<SequenceFrame> frames, Function<SequenceFrame.Step, Changes> of) {
        return frames.stream().map(SequenceFrame::step).map(of).mapToInt(c -> c.orders() + c.signs()).sum();
    }

    @Test
    void aMovingEllipseFlickersLess() {
        List<SequenceFrame> frames = track(film(20, 0.02), LowRankOptions.of(Preset.DEFAULT, 10), 0.3);
        for (SequenceFrame frame : frames.subList(1, frames.size())) {
            assertEquals(Start.CONTINUED, frame.step().start());
        }
        int tracked = switches(frames, SequenceFrame.Step::tracked);
        int independent = switches(frames, SequenceFrame.Step::independent);
        FlickerMeter[] flicker = flicker(frames);
        assertTrue(independent >= 20, "the phantom is restless enough: " + independent);
        assertTrue(tracked * 4 <= independent, tracked + " of " + independent);
        assertTrue(flicker[0].meanDifference() < 0.6 * flicker[1].meanDifference());
        assertTrue(flicker[0].meanCorrelation() > flicker[1].meanCorrelation());
    }

    /// Matching alone, without smoothing, keeps modes in place too.
    @Test
    void withoutSmoothingEveryMapIsMadeOfItsOwnFrame() {
        List<StubModel> film = film(12, 0.02);
        List<SequenceFrame> frames = track(film, LowRankOptions.of(Preset.DEFAULT, 10), 1);
        assertTrue(switches(frames, SequenceFrame.Step::tracked) < switches(frames, SequenceFrame.Step::independent));
        for (SequenceFrame frame : frames) {
            double[] sum = new double[SIDE * SIDE];
            for (CamMode mode : frame.map().modes()) {
                for (int p = 0; p < mode.mask().length; p++) {
                    sum[p] = Math.fma(mode.weight(), mode.mask()[p], sum[p]);
                }
            }
            assertArrayEquals(Normalisation.rectify(sum), frame.map().raw(), 1e-12);
            assertEquals(SequenceFrame.Scale.of(frame.map().raw()).high(), frame.scale().high(), 1e-12);
        }
    }

    @Property(tries = 6)
    void framesThatAreTheSameStayExactlyTheSame(@ForAll @IntRange(max = 100_000) int seed) {
        StubModel model = network(phantom(seed % 7, 0.05, new Random(seed)), seed);
        for (Preset preset : Preset.values()) {
            LowRankOptions options = LowRankOptions.of(preset, 10);
            List<SequenceFrame> frames = track(List.of(model, model, model, model), options, 0.3);
            double[] alone = new LowRankCam(options).explain(model.input(0)).raw();
            for (SequenceFrame frame : frames) {
                // Bits, not numbers: 0.7 a + 0.3 a is not a.
                assertArrayEquals(alone, frame.map().raw(), 0.0);
                assertEquals(frames.getFirst().scale(), frame.scale());
                assertEquals(frames.getFirst().tracks(), frame.tracks());
            }
            assertEquals(0, switches(frames, SequenceFrame.Step::tracked));
            assertEquals(0, switches(frames, SequenceFrame.Step::independent));
        }
    }

    /// Noise of 1e-5 of the grey levels moves no mode to another place.
    @Test
    void aFrameRepeatedWithTinyNoiseSwitchesNothing() {
        Random random = new Random(3);
        List<StubModel> film = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            film.add(network(phantom(2, 1e-5, random), 1));
        }
        List<SequenceFrame> frames = track(film, LowRankOptions.of(Preset.DEFAULT, 10), 0.3);
        assertEquals(0, switches(frames, SequenceFrame.Step::tracked));
        assertTrue(frames.stream().allMatch(frame -> frame.step().tracked().news() == 0));
        assertTrue(flicker(frames)[0].meanDifference() < 1e-3);
    }

    /// Other channels are another scene: nothing is carried over, and the frame is as it is alone.
    @Test
    void aCutStartsAnew() {
        Random random = new Random(5);
        List<StubModel> film = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
            film.add(network(phantom(t, 0.01, random), t < 3 ? 1 : 2));
        }
        LowRankOptions options = LowRankOptions.of(Preset.DEFAULT, 8);
        List<SequenceFrame> frames = track(film, options, 0.3);
        List<Start> starts = frames.stream().map(frame -> frame.step().start()).toList();
        assertEquals(
                List.of(Start.FIRST, Start.CONTINUED, Start.CONTINUED, Start.CUT, Start.CONTINUED, Start.CONTINUED),
                starts);
        SequenceFrame cut = frames.get(3);
        assertTrue(cut.step().leadingCosine() < 0.7);
        assertArrayEquals(new LowRankCam(options).explain(film.get(3).input(0)).raw(), cut.map().raw(), 0.0);
        assertEquals(SequenceFrame.Scale.of(cut.map().raw()), cut.scale());
        assertEquals(Changes.NONE, cut.step().independent());
        assertTrue(cut.tracks().stream().noneMatch(frames.get(2).tracks()::contains), "numbers are not used again");
    }

    @Test
    void aRuleDecidesOnTheFirstFrameOfASceneOnly() {
        LowRankOptions options = LowRankOptions.of(Preset.DEFAULT, RankRules.parse("energy:0.97"));
        List<StubModel> film = film(15, 0.05);
        List<SequenceFrame> frames = track(film, options, 0.3);
        List<Integer> alone = new ArrayList<>();
        for (int t = 0; t < frames.size(); t++) {
            alone.add((int) frames.get(t).map().details().get("rankOfFrameAlone"));
            assertEquals(alone.getFirst(), frames.get(t).map().modes().size());
            assertArrayEquals(
                    new LowRankCam(options).explain(film.get(t).input(0)).raw(), frames.get(t).independent().raw(), 0.0);
        }
        assertTrue(alone.stream().distinct().count() > 1, "ranks of single frames: " + alone);
    }

    @Test
    void aDeadFrameIsFlaggedAndTheNextStartsAnew() {
        StubModel bright = network(phantom(0, 0, new Random(1)), 1);
        StubModel dead = network(new double[SIDE + 2][SIDE + 2], 1);
        List<SequenceFrame> frames =
                track(List.of(bright, dead, bright), LowRankOptions.of(Preset.DEFAULT, 5), 0.3);
        assertTrue(frames.get(1).map().flags().contains("zero-features"));
        assertArrayEquals(new double[SIDE * SIDE], frames.get(1).map().raw());
        assertEquals(Start.FIRST, frames.get(2).step().start());
        assertArrayEquals(frames.get(0).map().raw(), frames.get(2).map().raw(), 0.0);
    }

    /// A turned mode costs one head pass more; nothing else does.
    @Test
    void headPassesAreOneForEachModeAndOneForEachTurnedMode() {
        for (StubModel model : film(1, 0)) {
            track(List.of(model), LowRankOptions.of(Preset.DEFAULT, 10), 0.3);
            assertEquals(10, model.passes().now().head());
        }
        List<StubModel> film = film(12, 0.02);
        track(film, LowRankOptions.of(Preset.DEFAULT, 10), 0.3);
        long most = film.stream().mapToLong(model -> model.passes().now().head()).max().orElseThrow();
        assertTrue(most > 10 && most <= 20, "head passes of a frame: " + most);
    }

    /// Three modes that come back as the third, the first turned round, and the second.
    @Test
    void modesAreFoundAgainByTheirChannels() {
        double[][] before = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}};
        double[][] after = {{0, -1, 0, 0}, {0, 0, 0.8, 0.6}, {1, 0, 0, 0}};
        double[] sigma = {3, 2, 1};
        ModeMatching matching = ModeMatching.of(before, sigma, 3, after, sigma, 3);
        assertArrayEquals(new int[] {2, 0, 1}, matching.next());
        assertEquals(-1, matching.product(1));
        assertEquals(new Changes(3, 3, 1, 0), matching.changes(0.5));
        assertEquals(new Changes(3, 2, 1, 1), matching.changes(0.9));
        assertEquals(0.8, matching.leastCosine(), 1e-12);
        // Of three modes the first two lead, and both lie within the space of the later three.
        assertEquals(1, matching.leadingCosine(), 1e-12);
        ModeMatching fewer = ModeMatching.of(before, sigma, 3, after, sigma, 1);
        assertArrayEquals(new int[] {Assignment.NONE, 0, Assignment.NONE}, fewer.next());
        assertEquals(0, fewer.leadingCosine());
    }

    @Test
    void flickerOfThreeSmallMaps() {
        FlickerMeter meter = new FlickerMeter();
        meter.add(new float[] {0, 0, 1, 1}, Start.FIRST);
        FlickerMeter.Pair pair = meter.add(new float[] {0, 0.5f, 1, 0.5f}, Start.CONTINUED);
        // Means ½ and ½; products ¼, 0, ¼, 0; variances 1 and ½.
        assertEquals(0.25, pair.difference());
        assertEquals(0.5 / Math.sqrt(0.5), pair.correlation(), 1e-15);
        assertTrue(Double.isNaN(meter.add(new float[4], Start.CONTINUED).correlation()));
        meter.add(new float[] {9, 9, 9, 9}, Start.CUT);
        assertEquals(2, meter.pairs());
        assertEquals((0.25 + 0.5) / 2, meter.meanDifference());
        assertEquals(0.5 / Math.sqrt(0.5), meter.meanCorrelation(), 1e-15);
    }

    @Test
    void optionsOutsideTheirRangeAreRefused() {
        for (double smoothing : new double[] {0, -1, 1.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> SequenceOptions.of(smoothing));
        }
        assertThrows(IllegalArgumentException.class, () -> new SequenceOptions(0.3, -0.1, 0.5, 0.7));
    }
}

package lowrankcam.cam.sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMode;
import lowrankcam.cam.lowrank.LowRankModes;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.cam.sequence.SequenceFrame.Changes;
import lowrankcam.cam.sequence.SequenceFrame.Scale;
import lowrankcam.cam.sequence.SequenceFrame.Start;
import lowrankcam.cam.sequence.SequenceFrame.Step;
import lowrankcam.linalg.Assignment;

/// LowRank-CAM of one frame after the other, with modes, signs and scale that stay what they were. Not in the
/// paper.
///
/// Frame by frame, modes of similar strength change places, weak ones turn into their complement, and the display
/// is stretched anew each time. Here
///
/// 1. modes are matched with those of the frame before (see [ModeMatching]) and keep their places, called tracks; a
///    match with `|C_ij| < 0.5` starts a new track;
/// 2. a mode's sign is that of its predecessor, unless the preset's own rule is clear: `|s_j| / ‖v_j‖₁ > δ` with
///    `s_j = Σ_k v_j[k]` for the channel sum, `|u_j · CAM_c| / ‖CAM_c‖ > δ` for the class map;
/// 3. weights and map are smoothed: `w̄ ← w̄ + η (w - w̄)` in each track, `raw̄ ← raw̄ + η (raw - raw̄)`;
/// 4. the display runs from a smoothed minimum to a smoothed maximum of raw̄;
/// 5. all of it starts anew where the leading modes leave the space of the next frame's modes: a cut.
///
/// The first frame of a scene is what LowRank-CAM makes of it alone, bit for bit; frames that are all the same
/// stay exactly the same. A rule for the rank decides on the first frame of a scene, and the rank is kept.
///
/// Passes for each frame: those of LowRank-CAM, and one head pass more for each mode whose sign is not the rule's.
/// Used by one thread at a time; it holds the channels of one frame's modes.
public final class SequenceTracker {

    private final LowRankOptions options;
    private final SequenceOptions sequence;
    private Past past;
    private int tracksStarted;

    /// What is known of the frame before.
    ///
    /// @param channels modes by the preset's sign rule, one row of K for each, in the order of their strength
    /// @param sigma    all singular values
    /// @param alone    modes that LowRank-CAM used by itself
    /// @param tracks   modes in their places
    /// @param raw      smoothed map
    /// @param scale    of the display
    private record Past(
            double[][] channels, double[] sigma, int alone, List<Track> tracks, double[] raw, Scale scale) {}

    /// A mode in its place.
    ///
    /// @param number of the track
    /// @param mode   index in this frame
    /// @param sign   1, or -1 against the preset's rule
    /// @param weight smoothed
    /// @param signed the mode with mask, smoothed weight and margin
    private record Track(int number, int mode, int sign, double weight, CamMode signed) {}

    public SequenceTracker(LowRankOptions options, SequenceOptions sequence) {
        this.options = options;
        this.sequence = sequence;
    }

    /// The next frame. All frames must have features of the same size, and the same class.
    public SequenceFrame next(CamInput input) {
        LowRankModes modes = new LowRankModes(options, input);
        List<CamMode> alone = modes.weighAll();
        CamMap independent = modes.map(alone);
        int kept = past == null ? modes.count() : Math.min(past.tracks().size(), modes.svd().rank());
        double[][] channels = channels(modes, Math.max(kept, modes.count()));
        double[] sigma = modes.svd().sigma();
        ModeMatching tracked = null;
        Step step = new Step(Start.FIRST, Double.NaN, Double.NaN, Changes.NONE, Changes.NONE);
        if (past != null) {
            tracked = ModeMatching.of(past.channels(), past.sigma(), past.tracks().size(), channels, sigma, kept);
            ModeMatching free =
                    ModeMatching.of(past.channels(), past.sigma(), past.alone(), channels, sigma, modes.count());
            double cosine = tracked.leadingCosine();
            double angle = Math.toDegrees(StrictMath.acos(tracked.leastCosine()));
            boolean cut = cosine < sequence.sameScene();
            step = cut
                    ? new Step(Start.CUT, cosine, angle, Changes.NONE, Changes.NONE)
                    : new Step(Start.CONTINUED, cosine, angle, Changes.NONE, free.changes(sequence.sameMode()));
        }
        if (step.start() != Start.CONTINUED) {
            return keep(modes, alone, independent, channels, begin(alone), step);
        }
        List<Track> tracks = goOn(tracked, modes, alone, channels);
        return keep(modes, alone, independent, channels, tracks, step.with(changes(tracked, tracks)));
    }

    /// Channels of the first modes, `v_j`, with the sign of the preset's rule.
    private static double[][] channels(LowRankModes modes, int count) {
        double[][] rows = new double[count][];
        for (int j = 0; j < count; j++) {
            rows[j] = modes.channels(j);
        }
        return rows;
    }

    private List<Track> begin(List<CamMode> alone) {
        List<Track> tracks = new ArrayList<>();
        for (CamMode mode : alone) {
            tracks.add(new Track(tracksStarted++, mode.index(), 1, mode.weight(), mode));
        }
        return tracks;
    }

    /// There are never more modes kept than tracks, so that each of them has one to go on from.
    private List<Track> goOn(ModeMatching matching, LowRankModes modes, List<CamMode> alone, double[][] channels) {
        List<Track> tracks = new ArrayList<>();
        for (Track before : past.tracks()) {
            int j = matching.next()[before.mode()];
            if (j != Assignment.NONE) {
                tracks.add(goOn(before, j, matching.product(before.mode()), modes, alone, channels[j]));
            }
        }
        return tracks;
    }

    private Track goOn(
            Track before, int j, double product, LowRankModes modes, List<CamMode> alone, double[] channels) {
        if (Math.abs(product) < sequence.sameMode()) {
            return start(j, modes, alone);
        }
        int inherited = product < 0 ? -before.sign() : before.sign();
        int sign = clearness(modes, j, channels) > sequence.clearSign() ? 1 : inherited;
        CamMode mode =
                sign == 1 ? byRule(j, modes, alone) : modes.weigh(j, LowRankModes.negated(modes.oriented(j)));
        double weight = mode.weight();
        if (sign == inherited && !Double.isNaN(before.weight())) {
            weight = mode.isDropped()
                    ? before.weight()
                    : Math.fma(sequence.smoothing(), mode.weight() - before.weight(), before.weight());
        }
        return new Track(before.number(), j, sign, weight, mode.weighted(weight));
    }

    private Track start(int j, LowRankModes modes, List<CamMode> alone) {
        CamMode mode = byRule(j, modes, alone);
        return new Track(tracksStarted++, j, 1, mode.weight(), mode);
    }

    private static CamMode byRule(int j, LowRankModes modes, List<CamMode> alone) {
        return j < alone.size() ? alone.get(j) : modes.weigh(j, modes.oriented(j));
    }

    /// How clear the preset's rule is about a mode's sign.
    private double clearness(LowRankModes modes, int j, double[] channels) {
        if (options.sign() == LowRankOptions.Sign.CLASS) {
            return modes.signMargin(j);
        }
        double sum = 0;
        double size = 0;
        for (double value : channels) {
            sum += value;
            size += Math.abs(value);
        }
        return size == 0 ? 0 : Math.abs(sum) / size;
    }

    /// Changes of tracks: places are kept, so only signs and new tracks are left.
    private Changes changes(ModeMatching matching, List<Track> tracks) {
        int signs = 0;
        int orders = 0;
        int continued = 0;
        int compared = 0;
        for (int place = 0; place < past.tracks().size(); place++) {
            Track before = past.tracks().get(place);
            if (matching.next()[before.mode()] == Assignment.NONE) {
                continue;
            }
            compared++;
            for (int now = 0; now < tracks.size(); now++) {
                Track after = tracks.get(now);
                if (after.number() == before.number()) {
                    continued++;
                    orders += now == place ? 0 : 1;
                    signs += before.sign() * after.sign() * matching.product(before.mode()) < 0 ? 1 : 0;
                }
            }
        }
        return new Changes(compared, orders, signs, compared - continued);
    }

    /// Sums, smooths, and remembers.
    private SequenceFrame keep(
            LowRankModes modes, List<CamMode> alone, CamMap independent, double[][] channels, List<Track> tracks,
            Step step) {
        List<CamMode> signed = tracks.stream().map(Track::signed).toList();
        double[] raw = modes.map(signed).raw();
        Scale scale = Scale.of(raw);
        if (step.start() == Start.CONTINUED) {
            for (int p = 0; p < raw.length; p++) {
                raw[p] = Math.fma(sequence.smoothing(), raw[p] - past.raw()[p], past.raw()[p]);
            }
            scale = past.scale().towards(Scale.of(raw), sequence.smoothing());
        }
        CamMap map = modes.describe(new CamMap(independent.rows(), independent.columns(), raw), signed)
                .choice("frames", "tracked")
                .choice("smoothing", sequence.smoothing())
                .choice("clearSign", sequence.clearSign())
                .choice("sameMode", sequence.sameMode())
                .choice("sameScene", sequence.sameScene())
                .detail("rankOfFrameAlone", alone.size())
                .detail("weightsOfFrameAlone", alone.stream().mapToDouble(CamMode::weight).toArray());
        // Nothing follows from a frame without modes or with numbers that are none: the next one starts anew.
        boolean usable = !tracks.isEmpty() && Arrays.stream(raw).allMatch(Double::isFinite);
        past = usable ? new Past(channels, modes.svd().sigma(), alone.size(), tracks, raw, scale) : null;
        List<Integer> numbers = tracks.stream().map(Track::number).toList();
        return new SequenceFrame(map, independent, scale, numbers, step);
    }
}

package lowrankcam.cam.sequence;

import lowrankcam.format.UsageException;

/// How a sequence of frames is kept consistent.
///
/// @param smoothing η, above 0, at most 1: share of a new frame in running weights, map and scale; 1 smooths nothing
/// @param clearSign δ: a sign margin above it decides a mode's sign, one below leaves the sign of the frame before
/// @param sameMode  a match with `|C_ij|` of at least this goes on with the same mode, a weaker one starts anew
/// @param sameScene if the leading modes of a frame have a lower cosine with the modes of the next, that is a cut:
///                  everything starts anew
public record SequenceOptions(double smoothing, double clearSign, double sameMode, double sameScene) {

    /// Share of a new frame unless something else is asked for.
    public static final double DEFAULT_SMOOTHING = 0.3;

    public SequenceOptions {
        if (!(smoothing > 0 && smoothing <= 1)) {
            throw new UsageException("--smoothing: expected above 0 and at most 1, found " + smoothing);
        }
        checkShare("clear sign", clearSign);
        checkShare("same mode", sameMode);
        checkShare("same scene", sameScene);
    }

    private static void checkShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new UsageException(name + ": expected 0 to 1, found " + value);
        }
    }

    /// The usual thresholds with some smoothing.
    public static SequenceOptions of(double smoothing) {
        return new SequenceOptions(smoothing, 0.05, 0.5, 0.7);
    }
}

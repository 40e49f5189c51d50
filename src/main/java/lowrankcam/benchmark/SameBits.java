package lowrankcam.benchmark;

import lowrankcam.model.ForwardTrace;
import lowrankcam.model.Prediction;

/// Compares results bit by bit before anything is timed.
public final class SameBits {

    private SameBits() {}

    /// Holds features, pooled values and logits of a pass to those of another.
    ///
    /// @param expected name of what made `reference`, for the message
    /// @param actual   name of what made `trace`
    /// @throws ResultsDifferException at the first difference, naming its place and both values
    public static void require(String expected, ForwardTrace reference, String actual, ForwardTrace trace) {
        String which = actual + " against " + expected + ": ";
        require(which + "features of " + trace.layer(), reference.features().values(), trace.features().values());
        require(which + "pooled features", reference.pooled(), trace.pooled());
        require(which + "logits", reference.prediction().logits(), trace.prediction().logits());
    }

    /// Holds the logits of a pass in a batch to those of a single pass.
    ///
    /// @throws ResultsDifferException at the first difference, naming its place and both values
    public static void require(String actual, ForwardTrace reference, Prediction prediction) {
        require(actual + ": logits", reference.prediction().logits(), prediction.logits());
    }

    static void require(String what, float[] expected, float[] found) {
        requireLength(what, expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToRawIntBits(expected[i]) != Float.floatToRawIntBits(found[i])) {
                throw difference(what, i, expected[i], found[i]);
            }
        }
    }

    static void require(String what, double[] expected, double[] found) {
        requireLength(what, expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            if (Double.doubleToRawLongBits(expected[i]) != Double.doubleToRawLongBits(found[i])) {
                throw difference(what, i, expected[i], found[i]);
            }
        }
    }

    private static void requireLength(String what, int expected, int found) {
        if (expected != found) {
            throw new ResultsDifferException(what + ": expected " + expected + " values, found " + found);
        }
    }

    private static ResultsDifferException difference(String what, int index, double expected, double found) {
        return new ResultsDifferException(
                what + ", value " + index + ": expected " + expected + ", found " + found + "; nothing was timed");
    }
}

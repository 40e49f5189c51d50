package lowrankcam.reproduction;

import lowrankcam.evaluation.Interval;

/// One number that a claim rests on, turned so that positive speaks for the claim.
///
/// The claim holds on it if its 95 % interval lies above 0. It fails if the whole interval of the family lies below 0: with
/// k comparisons in a claim that one is taken at 1 − 5 %/k, so that a claim with many comparisons is not refuted by the luck
/// of one (Bonferroni). A claim that holds only if all its comparisons hold needs no such correction on its other side.
///
/// Fewer images than [#FEWEST] decide nothing: with five, even if all agree, a sign test leaves 2/32 = 6 %.
///
/// @param what     what is compared
/// @param value    mean over images
/// @param interval 95 %
/// @param family   at 1 − 5 %/k; the same for k = 1
/// @param images   in the mean
public record Comparison(String what, double value, Interval interval, Interval family, int images) {

    /// Fewest images that can decide anything.
    public static final int FEWEST = 6;

    public Verdict verdict() {
        if (images < FEWEST || Double.isNaN(value)) {
            return Verdict.UNDECIDED;
        }
        if (interval.low() > 0) {
            return Verdict.HOLDS;
        }
        return family.high() < 0 ? Verdict.FAILS : Verdict.UNDECIDED;
    }

    /// The same with a lower end that must be reached: value and intervals minus it.
    Comparison over(double bar) {
        return new Comparison(what, value - bar, minus(interval, bar), minus(family, bar), images);
    }

    private static Interval minus(Interval interval, double bar) {
        return new Interval(interval.low() - bar, interval.high() - bar);
    }
}

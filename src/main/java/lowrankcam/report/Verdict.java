package lowrankcam.report;

import lowrankcam.experiment.Interval;

/// What an interval says of a claim that a difference is positive.
enum Verdict {
    /// The whole interval is above zero.
    HOLDS("holds here"),
    /// The whole interval is below zero.
    FAILS("does not hold here"),
    /// The interval contains zero, or is undefined.
    OPEN("not decided by these images");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /// Of the claim that something is above zero.
    static Verdict above(Interval interval) {
        return interval.low() > 0 ? HOLDS : interval.high() < 0 ? FAILS : OPEN;
    }

    /// Of the claim that something is below zero.
    static Verdict below(Interval interval) {
        return above(new Interval(-interval.high(), -interval.low()));
    }
}

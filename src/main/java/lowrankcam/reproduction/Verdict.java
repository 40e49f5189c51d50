package lowrankcam.reproduction;

import java.util.List;

/// What data say about a claim.
public enum Verdict {
    HOLDS("holds here"),
    FAILS("does not hold here"),
    UNDECIDED("undecided");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /// For people.
    public String words() {
        return words;
    }

    /// A claim that consists of several holds if all of them hold, and fails as soon as one fails. Nothing to compare
    /// decides nothing.
    public static Verdict all(List<Verdict> parts) {
        if (parts.contains(FAILS)) {
            return FAILS;
        }
        return parts.isEmpty() || parts.contains(UNDECIDED) ? UNDECIDED : HOLDS;
    }
}

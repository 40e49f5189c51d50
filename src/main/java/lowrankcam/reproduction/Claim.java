package lowrankcam.reproduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Something that was said, and what runs of this program say about it.
///
/// @param id          short name, for tables
/// @param source      who says it
/// @param says        the claim
/// @param verdict     from the comparisons, or from exact counts
/// @param comparisons that the verdict rests on; empty for counts
/// @param found       what came out here, in words made from the numbers
public record Claim(
        String id, Source source, String says, Verdict verdict, List<Comparison> comparisons, String found) {

    /// Who says it.
    public enum Source {
        PAPER("paper"),
        TRIAL("first trial"),
        /// What would recommend one of LowRank-CAM's other presets.
        PRESET("preset");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public Claim {
        comparisons = List.copyOf(comparisons);
    }

    /// A claim that holds if it holds in every comparison.
    static Claim of(String id, Source source, String says, List<Comparison> comparisons, int decimals) {
        return new Claim(
                id, source, says, Verdict.all(comparisons.stream().map(Comparison::verdict).toList()), comparisons,
                words(comparisons, decimals));
    }

    /// The comparison's numbers, or which of several speak for and against.
    private static String words(List<Comparison> comparisons, int decimals) {
        if (comparisons.isEmpty()) {
            return "nothing to compare";
        }
        if (comparisons.size() == 1) {
            return numbers(comparisons.getFirst(), decimals);
        }
        List<String> parts = new ArrayList<>();
        parts.add(part("for it", comparisons, Verdict.HOLDS, decimals));
        parts.add(part("against it", comparisons, Verdict.FAILS, decimals));
        parts.add(part("open", comparisons, Verdict.UNDECIDED, decimals));
        return parts.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
    }

    private static String part(String title, List<Comparison> comparisons, Verdict verdict, int decimals) {
        List<Comparison> own = comparisons.stream().filter(c -> c.verdict() == verdict).toList();
        return own.isEmpty()
                ? ""
                : title + " " + own.size() + " of " + comparisons.size() + ": "
                        + own.stream().map(c -> c.what() + (c.images() == 0 ? " (not measured)" : " " + signed(c.value(), decimals)))
                                .collect(Collectors.joining(", "));
    }

    static String numbers(Comparison c, int decimals) {
        return c.images() == 0 ? c.what() + ": nothing measured" : c.what() + ": " + signed(c.value(), decimals) + " (" + signed(c.interval().low(), decimals) + " to "
                + signed(c.interval().high(), decimals) + "), n = " + c.images();
    }

    static String signed(double value, int decimals) {
        return Double.isNaN(value) ? "not defined" : String.format(Locale.ROOT, "%+." + decimals + "f", value);
    }
}

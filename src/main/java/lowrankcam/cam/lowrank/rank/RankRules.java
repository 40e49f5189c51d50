package lowrankcam.cam.lowrank.rank;

import java.util.List;
import java.util.Locale;
import lowrankcam.format.UsageException;

/// The rank rules by name: `energy:0.95`, `elbow`, `class-coverage:0.9+gap`, …
public final class RankRules {

    /// The rule of `--rank auto`: what the class needs, without cutting a cluster of modes.
    public static final RankRule AUTO = new GapAdjustedRank(new ClassRank.Coverage(ClassRank.Coverage.DEFAULT));

    private static final List<String> NAMES =
            List.of(
                    "energy[:0.95]", "elbow", "effective-rank", "parallel", "class-coverage[:0.9]", "logit-error[:0.05]");

    private RankRules() {}

    /// What can be written, with default parameters in brackets.
    public static List<String> names() {
        return NAMES;
    }

    /// Reads a rank: a whole number, `auto`, or a rule.
    ///
    /// @throws UsageException naming what there is
    public static RankRule rank(String text) {
        if (text.matches("-?[0-9]{1,9}")) {
            return new FixedRank(Integer.parseInt(text));
        }
        return text.equalsIgnoreCase("auto") ? AUTO : parse(text);
    }

    /// Reads a rule: a name, perhaps its parameter behind a colon or an equals sign, perhaps `+gap`.
    ///
    /// @throws UsageException naming the rules there are
    public static RankRule parse(String text) {
        String plain = text.toLowerCase(Locale.ROOT).strip();
        if (plain.endsWith(GapAdjustedRank.SUFFIX)) {
            String inner = plain.substring(0, plain.length() - GapAdjustedRank.SUFFIX.length());
            return new GapAdjustedRank(parse(inner));
        }
        int colon = plain.replace('=', ':').indexOf(':');
        String name = colon < 0 ? plain : plain.substring(0, colon);
        String parameter = colon < 0 ? "" : plain.substring(colon + 1);
        return switch (name) {
            case "energy" -> new SpectrumRank.Energy(number(text, parameter, SpectrumRank.Energy.DEFAULT));
            case "elbow" -> bare(text, parameter, new SpectrumRank.Elbow());
            case "effective-rank" -> bare(text, parameter, new SpectrumRank.Effective());
            case "parallel" -> bare(text, parameter, new ParallelRank());
            case "class-coverage" -> new ClassRank.Coverage(number(text, parameter, ClassRank.Coverage.DEFAULT));
            case "logit-error" -> new ClassRank.LogitError(number(text, parameter, ClassRank.LogitError.DEFAULT));
            default ->
                    throw new UsageException(
                            "rank rule: expected one of " + String.join(", ", NAMES) + ", each perhaps with "
                                    + GapAdjustedRank.SUFFIX + "; found '" + text + "'");
        };
    }

    private static double number(String text, String parameter, double otherwise) {
        if (parameter.isEmpty()) {
            return otherwise;
        }
        try {
            return Double.parseDouble(parameter);
        } catch (NumberFormatException e) {
            throw wrong(text, "a number", parameter);
        }
    }

    private static RankRule bare(String text, String parameter, RankRule rule) {
        if (!parameter.isEmpty()) {
            throw wrong(text, "no parameter", parameter);
        }
        return rule;
    }

    private static UsageException wrong(String rule, String expected, String found) {
        return new UsageException(
                "rank rule '" + rule + "': expected " + expected + ", found '" + found + "'");
    }

    static void checkShare(String rule, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new UsageException(
                    "rank rule " + rule + ": expected a share above 0 and at most 1, found " + share);
        }
    }
}

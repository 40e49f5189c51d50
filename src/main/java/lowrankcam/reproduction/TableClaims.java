package lowrankcam.reproduction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.evaluation.Bootstrap;
import lowrankcam.evaluation.Interval;
import lowrankcam.evaluation.Measure;
import lowrankcam.evaluation.EvaluatedMethod;
import lowrankcam.evaluation.EvaluatedMethods;
import lowrankcam.evaluation.MethodTable;
import lowrankcam.evaluation.RunData;
import lowrankcam.published.PublishedTable;
import lowrankcam.published.TableColumn;

/// What the paper's Table 1 says about ADCC and average drop, and what LowRank-CAM's other presets make of it.
final class TableClaims {

    private static final String SUBJECT = "lowrankcam";
    /// Before the name of one of its other presets.
    private static final String PRESET = SUBJECT + "-";

    /// Half of the last printed digit of an average drop in percent.
    private static final double PRINTED = 0.005;

    private TableClaims() {}

    /// A group of methods, and after them LowRank-CAM's presets that are not the published reading, at the paper's rank.
    static List<EvaluatedMethod> methods(String group) {
        List<String> presets =
                LocalisationClaims.PRESETS.stream().filter(name -> !name.equals(LowRankOptions.Preset.DEFAULT.id()))
                        .map(name -> SUBJECT + ":" + name).toList();
        List<EvaluatedMethod> methods = new ArrayList<>(methods(List.of(group)));
        methods.addAll(methods(presets));
        return methods;
    }

    static List<EvaluatedMethod> methods(List<String> methods) {
        return EvaluatedMethods.parse(methods, LowRankOptions.DEFAULT_RANK, LowRankOptions.Preset.DEFAULT.id());
    }

    /// @param many     run of the cheap methods on many images
    /// @param thirteen run of all methods on few
    /// @param paper    its Table 1
    static List<Claim> of(RunData many, RunData thirteen, PublishedTable paper) {
        List<String> others = thirteen.methods().stream().filter(name -> !name.startsWith(SUBJECT)).toList();
        int k = Math.max(1, others.size());
        List<Comparison> comparisons = new ArrayList<>();
        for (String other : others) {
            comparisons.add(adcc(larger(many, thirteen, other), SUBJECT, other, k));
        }
        String printed = printed(paper, "LowRank-CAM", TableColumn.ADCC);
        List<Claim> claims = new ArrayList<>();
        claims.add(
                Claim.of(
                        "highest ADCC", Claim.Source.PAPER,
                        "LowRank-CAM has the highest ADCC of the thirteen methods (printed: " + printed + ")",
                        comparisons, 2));
        claims.add(
                Claim.of(
                        "ADCC above Score-CAM", Claim.Source.PAPER,
                        "LowRank-CAM's ADCC is above Score-CAM's (printed: " + printed + " and "
                                + printed(paper, "Score-CAM", TableColumn.ADCC) + ")",
                        others.contains("scorecam") ? List.of(adcc(thirteen, SUBJECT, "scorecam", 1)) : List.of(), 2));
        claims.add(equalMaps(larger(many, thirteen, "xgradcam"), paper));
        many.methods().stream().filter(name -> name.startsWith(PRESET)).forEach(name -> claims.add(preset(many, thirteen, name)));
        return claims;
    }

    /// A preset beside the published reading and beside Score-CAM.
    private static Claim preset(RunData many, RunData thirteen, String method) {
        List<Comparison> comparisons = new ArrayList<>(List.of(adcc(many, method, SUBJECT, 2)));
        if (thirteen.methods().containsAll(List.of(method, "scorecam"))) {
            comparisons.add(adcc(thirteen, method, "scorecam", 2));
        }
        String name = method.substring(PRESET.length());
        return Claim.of(
                "ADCC of " + name, Claim.Source.PRESET,
                "the ADCC of the preset " + name + " (r = 10) is above the published reading's and above Score-CAM's", comparisons, 2);
    }

    /// The run with more images among those that have the method.
    private static RunData larger(RunData many, RunData thirteen, String method) {
        return many.methods().contains(method) && many.images().size() > thirteen.images().size() ? many : thirteen;
    }

    /// ADCC of a method minus that of another, in points.
    private static Comparison adcc(RunData data, String subject, String other, int family) {
        Bootstrap own = MethodTable.bootstrap(data.settings());
        MethodTable.Cell plain = adccCell(data, subject, other, new Bootstrap(own.resamples(), own.seed(), 0.95));
        MethodTable.Cell strict =
                adccCell(data, subject, other, new Bootstrap(own.resamples(), own.seed(), 1 - 0.05 / family));
        return new Comparison(
                "over " + other, -plain.value(), turned(plain.interval()), turned(strict.interval()), plain.images());
    }

    private static MethodTable.Cell adccCell(RunData data, String subject, String other, Bootstrap bootstrap) {
        return MethodTable.of(data, subject, bootstrap).difference(other, Measure.ADCC);
    }

    private static Interval turned(Interval interval) {
        return new Interval(-interval.high(), -interval.low());
    }

    /// Grad-CAM and XGrad-CAM are the same map at the last layer of a linear head, so their drops cannot differ.
    private static Claim equalMaps(RunData data, PublishedTable paper) {
        String says =
                "Grad-CAM and XGrad-CAM differ in AD (printed: " + printed(paper, "Grad-CAM", TableColumn.AD) + " and "
                        + printed(paper, "XGrad-CAM", TableColumn.AD) + ") while CH and CX are equal";
        double drop = apart(data, "drop");
        double maps = Math.max(apart(data, "coherency"), apart(data, "complexity"));
        int images = (int) Arrays.stream(Paired.values(data, "xgradcam", "drop")).filter(d -> !Double.isNaN(d)).count();
        Verdict verdict =
                // Unequal maps, as with a head of several layers, say nothing about it.
                images < Comparison.FEWEST || Double.isNaN(drop) || maps >= PRINTED
                        ? Verdict.UNDECIDED
                        : drop < PRINTED ? Verdict.FAILS : Verdict.HOLDS;
        return new Claim(
                "two drops for one map", Claim.Source.PAPER, says, verdict, List.of(),
                String.format(
                        Locale.ROOT, "the means of AD differ by %.1e points, those of CH and CX by at most %.1e, n = %d", drop,
                        maps, images));
    }

    /// Difference of the means of a value, in points; NaN if an image has only one of the two.
    private static double apart(RunData data, String value) {
        double[] one = Paired.values(data, "gradcam", value);
        double[] two = Paired.values(data, "xgradcam", value);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < one.length; i++) {
            if (!Double.isNaN(one[i]) || !Double.isNaN(two[i])) {
                sum += one[i] - two[i];
                count++;
            }
        }
        return count == 0 ? Double.NaN : 100 * Math.abs(sum / count);
    }

    static String printed(PublishedTable paper, String method, TableColumn column) {
        return paper.rows().stream().filter(row -> row.method().equals(method)).findFirst()
                .flatMap(row -> row.cell(column)).map(PublishedTable.Cell::text).orElse("not known");
    }
}

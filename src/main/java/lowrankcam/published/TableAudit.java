package lowrankcam.published;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lowrankcam.metric.Adcc;
import lowrankcam.published.AuditReport.Finding;
import lowrankcam.published.AuditReport.RowAudit;
import lowrankcam.published.AuditReport.Severity;
import lowrankcam.published.AuditReport.Verdict;

/// Recomputes what a printed table of average drop, increase, coherency, complexity and ADCC says about itself.
///
/// A printed number stands for all numbers that round to it. A row fails only if no numbers within that slack fit:
///
/// | rule | fails if |
/// |---|---|
/// | `range` | a share is not between 0 and 1, a time is negative |
/// | `adcc` | the printed ADCC is outside what CH, CX and AD allow; an unknown one may be anything from 0 to 1 |
/// | `equal-maps` | two rows agree in CH and CX and not in AD or AIn: equal maps have equal drops. Only a note with fewer than two decimals of a percentage |
/// | `increase` | AIn is no multiple of 1/n: for the n given, or for no n up to the largest given |
/// | `speed-up` | a claimed ratio of times does not follow from the times |
public final class TableAudit {

    private final PublishedTable table;
    private final double unit;
    private final List<Finding> findings = new ArrayList<>();

    private TableAudit(PublishedTable table) {
        this.table = table;
        this.unit = table.unit();
    }

    /// @param sampleSizes which numbers of images are possible
    public static AuditReport run(PublishedTable table, SampleSizes sampleSizes) {
        TableAudit audit = new TableAudit(table);
        List<RowAudit> rows = new ArrayList<>();
        for (PublishedTable.Row row : table.rows()) {
            audit.range(row);
            rows.add(audit.harmonic(row));
        }
        audit.equalMaps();
        audit.findings.addAll(sampleSizes.check(table, audit.unit));
        table.claims().forEach(audit::speedUp);
        Set<String> failed = new LinkedHashSet<>();
        audit.findings.stream().filter(f -> f.severity() == Severity.FAILURE).forEach(f -> failed.addAll(f.methods()));
        List<RowAudit> judged = rows.stream().map(row -> judged(row, failed)).toList();
        return new AuditReport(table, judged, List.copyOf(audit.findings));
    }

    private static RowAudit judged(RowAudit row, Set<String> failed) {
        return failed.contains(row.method())
                ? new RowAudit(row.method(), Verdict.FAILED, row.recomputed(), row.lowest(), row.highest())
                : row;
    }

    private void range(PublishedTable.Row row) {
        for (Map.Entry<TableColumn, PublishedTable.Cell> entry : row.cells().entrySet()) {
            PublishedTable.Cell cell = entry.getValue();
            if (entry.getKey().isShare() && (cell.value() < 0 || cell.value() - cell.slack() > unit)) {
                failure("range", List.of(row.method()), entry.getKey() + " " + cell.text() + " is not between 0 and "
                        + number(unit));
            }
            if (entry.getKey() == TableColumn.TIME && cell.value() < 0) {
                failure("range", List.of(row.method()), "time " + cell.text() + " is negative");
            }
        }
    }

    /// Smallest and largest share that a cell stands for.
    private double[] span(PublishedTable.Row row, TableColumn column) {
        Optional<PublishedTable.Cell> cell = row.cell(column);
        return cell.isEmpty()
                ? new double[] {0, 1}
                : new double[] {
                    Math.clamp((cell.get().value() - cell.get().slack()) / unit, 0.0, 1.0),
                    Math.clamp((cell.get().value() + cell.get().slack()) / unit, 0.0, 1.0)
                };
    }

    private RowAudit harmonic(PublishedTable.Row row) {
        double[] ch = span(row, TableColumn.CH);
        double[] cx = span(row, TableColumn.CX);
        double[] ad = span(row, TableColumn.AD);
        double lowest = unit * Adcc.harmonic(ch[0], cx[1], ad[1]);
        double highest = unit * Adcc.harmonic(ch[1], cx[0], ad[0]);
        List<TableColumn> unknown =
                List.of(TableColumn.AD, TableColumn.CH, TableColumn.CX, TableColumn.ADCC).stream()
                        .filter(c -> row.cell(c).isEmpty()).toList();
        double recomputed = Double.NaN;
        if (unknown.isEmpty() || unknown.equals(List.of(TableColumn.ADCC))) {
            recomputed =
                    unit * Adcc.harmonic(
                            value(row, TableColumn.CH) / unit, value(row, TableColumn.CX) / unit,
                            value(row, TableColumn.AD) / unit);
        }
        row.cell(TableColumn.ADCC).ifPresent(adcc -> compare(row, adcc, lowest, highest, unknown.isEmpty()));
        if (unknown.size() == 1 && row.cell(TableColumn.ADCC).isPresent()) {
            implied(row, unknown.getFirst(), ch, cx, ad);
        }
        Verdict verdict = unknown.isEmpty() ? Verdict.OK : unknown.size() == 1 ? Verdict.PARTIAL : Verdict.UNCHECKED;
        return new RowAudit(row.method(), verdict, recomputed, lowest, highest);
    }

    private static double value(PublishedTable.Row row, TableColumn column) {
        return row.cell(column).orElseThrow().value();
    }

    private void compare(
            PublishedTable.Row row, PublishedTable.Cell adcc, double lowest, double highest, boolean complete) {
        double slack = adcc.slack() * (1 + 1e-9);
        if (adcc.value() + slack < lowest || adcc.value() - slack > highest) {
            String allowed = number(lowest) + " to " + number(highest);
            failure("adcc", List.of(row.method()), "ADCC is printed as " + adcc.text() + "; "
                    + (complete ? "the row's CH, CX and AD give " : "what is known of the row allows ") + allowed);
        }
    }

    /// What the three others say about the one that is not printed: from `1/x = 3/ADCC - 1/y - 1/z`.
    private void implied(PublishedTable.Row row, TableColumn column, double[] ch, double[] cx, double[] ad) {
        double[] adcc = span(row, TableColumn.ADCC);
        double[][] terms = {{1 - ad[1], 1 - ad[0]}, ch, {1 - cx[1], 1 - cx[0]}};
        int missing = List.of(TableColumn.AD, TableColumn.CH, TableColumn.CX).indexOf(column);
        double[] y = terms[(missing + 1) % 3];
        double[] z = terms[(missing + 2) % 3];
        // 1/x is largest where the ADCC is smallest and the other two are largest; below 1 nothing fits.
        double most = 3 / adcc[0] - 1 / y[1] - 1 / z[1];
        double least = 3 / adcc[1] - 1 / y[0] - 1 / z[0];
        if (!(most >= 1)) {
            return;
        }
        double low = 1 / most;
        double high = least <= 1 ? 1 : 1 / least;
        double from = column == TableColumn.CH ? low : 1 - high;
        double to = column == TableColumn.CH ? high : 1 - low;
        note("adcc", List.of(row.method()), "the other columns leave " + column + " between " + number(unit * from)
                + " and " + number(unit * to));
    }

    private void equalMaps() {
        List<PublishedTable.Row> rows = table.rows();
        for (int i = 0; i < rows.size(); i++) {
            for (int j = i + 1; j < rows.size(); j++) {
                if (same(rows.get(i), rows.get(j), TableColumn.CH) && same(rows.get(i), rows.get(j), TableColumn.CX)) {
                    equalMaps(rows.get(i), rows.get(j));
                }
            }
        }
    }

    private void equalMaps(PublishedTable.Row one, PublishedTable.Row other) {
        for (TableColumn column : List.of(TableColumn.AD, TableColumn.AIN)) {
            Optional<PublishedTable.Cell> a = one.cell(column);
            Optional<PublishedTable.Cell> b = other.cell(column);
            if (a.isPresent() && b.isPresent() && a.get().value() != b.get().value()) {
                String found = column + ", found " + a.get().text() + " and " + b.get().text();
                List<String> methods = List.of(one.method(), other.method());
                if (isPrecise(one) && isPrecise(other)) {
                    failure("equal-maps", methods,
                            "CH and CX agree to every printed digit, as equal maps do; equal maps have equal " + found);
                } else {
                    note("equal-maps", methods,
                            "CH and CX agree in the few digits printed; if the maps are equal, so must be " + found);
                }
            }
        }
    }

    /// True if CH and CX are printed to two decimals of a percentage, so that they hardly agree by chance.
    private boolean isPrecise(PublishedTable.Row row) {
        return List.of(TableColumn.CH, TableColumn.CX).stream()
                .allMatch(column -> row.cell(column).orElseThrow().slack() / unit < 1e-4);
    }

    private static boolean same(PublishedTable.Row a, PublishedTable.Row b, TableColumn column) {
        return a.cell(column).isPresent() && b.cell(column).isPresent()
                && a.cell(column).get().value() == b.cell(column).get().value();
    }

    private void speedUp(PublishedTable.Claim claim) {
        Optional<PublishedTable.Cell> fast = time(claim.faster());
        Optional<PublishedTable.Cell> slow = time(claim.slower());
        String words = claim.faster() + " over " + claim.slower() + " " + claim.factor().text();
        if (fast.isEmpty() || slow.isEmpty()) {
            note("speed-up", List.of(), words + " cannot be checked: "
                    + (fast.isEmpty() ? claim.faster() : claim.slower()) + " has no time in the table");
            return;
        }
        double low = (slow.get().value() - slow.get().slack()) / (fast.get().value() + fast.get().slack());
        double shortest = fast.get().value() - fast.get().slack();
        double high = shortest <= 0 ? Double.POSITIVE_INFINITY : (slow.get().value() + slow.get().slack()) / shortest;
        double slack = claim.factor().slack() * (1 + 1e-9);
        String times = slow.get().text() + " / " + fast.get().text() + " = "
                + number(slow.get().value() / fast.get().value());
        if (claim.factor().value() + slack < low || claim.factor().value() - slack > high) {
            failure("speed-up", List.of(claim.faster(), claim.slower()), words + " does not follow: " + times);
        } else {
            note("speed-up", List.of(), words + " follows: " + times);
        }
    }

    private Optional<PublishedTable.Cell> time(String method) {
        return table.rows().stream()
                .filter(row -> row.method().equalsIgnoreCase(method))
                .findFirst()
                .flatMap(row -> row.cell(TableColumn.TIME));
    }

    private void failure(String rule, List<String> methods, String text) {
        findings.add(new Finding(Severity.FAILURE, rule, methods, text));
    }

    private void note(String rule, List<String> methods, String text) {
        findings.add(new Finding(Severity.NOTE, rule, methods, text));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
    }
}

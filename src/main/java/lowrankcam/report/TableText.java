package lowrankcam.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lowrankcam.evaluation.Interval;
import lowrankcam.evaluation.Measure;
import lowrankcam.evaluation.MethodTable;
import lowrankcam.evaluation.Timing;
import lowrankcam.reproduction.Comparison;

/// The words and numbers of a table of methods, for Markdown and HTML alike. A cell is a value and, after a line feed, its
/// interval.
final class TableText {

    private final MethodTable table;
    private final Map<String, Timing> times = new LinkedHashMap<>();

    TableText(MethodTable table, List<Timing> times) {
        this.table = table;
        times.forEach(timing -> this.times.put(timing.method(), timing));
    }

    List<String> head() {
        List<String> head = new ArrayList<>(List.of("method", "n"));
        table.measures().forEach(measure -> head.add(title(measure)));
        head.addAll(List.of("degenerate", "time ms"));
        return head;
    }

    /// The title with an arrow to the better side.
    static String title(Measure measure) {
        return measure.isCount()
                ? measure.title()
                : measure.title() + (measure.better() == Measure.Better.HIGH ? " ↑" : " ↓");
    }

    List<List<String>> rows() {
        return table.rows().stream().map(row -> {
            List<String> cells = new ArrayList<>();
            cells.add(row.method());
            cells.add(row.images() + (row.failed() > 0 ? "\n" + row.failed() + " failed" : ""));
            table.measures().forEach(measure -> cells.add(cell(measure, row.cells().get(measure), row.images())));
            cells.add(String.valueOf(row.degenerate()));
            cells.add(time(row.method()));
            return cells;
        }).toList();
    }

    /// A sentence for each reason why images have no values, with the methods that it stopped.
    List<String> failures() {
        Map<String, List<String>> methods = new LinkedHashMap<>();
        for (MethodTable.Row row : table.rows()) {
            if (row.failed() > 0) {
                String images = row.failed() == 1 ? "1 image has" : row.failed() + " images have";
                String why = row.failed() == 1 ? "" : ", the first because";
                methods.computeIfAbsent(images + " no values" + why + ": " + row.reason(), key -> new ArrayList<>())
                        .add(row.method());
            }
        }
        return methods.entrySet().stream()
                .map(e -> "Failed for " + String.join(", ", e.getValue()) + ": " + e.getKey() + ". See images.csv.")
                .toList();
    }

    private String time(String method) {
        Timing timing = times.get(method);
        return timing == null || Double.isNaN(timing.median())
                ? ""
                : number(timing.median(), 1) + "\n" + number(timing.low(), 1) + " to " + number(timing.high(), 1);
    }

    List<String> differenceHead() {
        List<String> head = new ArrayList<>(List.of("minus " + table.reference()));
        measuresWithIntervals().forEach(measure -> head.add(title(measure)));
        return head;
    }

    List<List<String>> differenceRows() {
        return table.differences().stream().map(row -> {
            List<String> cells = new ArrayList<>(List.of(row.method()));
            for (Measure measure : measuresWithIntervals()) {
                MethodTable.Cell cell = row.cells().get(measure);
                String clear = isClear(cell) ? " *" : "";
                cells.add(signed(cell.value(), decimals(measure)) + clear + interval(measure, cell.interval()));
            }
            return cells;
        }).toList();
    }

    /// True if enough images say that a difference is none of chance.
    static boolean isClear(MethodTable.Cell cell) {
        return cell.images() >= Comparison.FEWEST && cell.interval().excludesZero();
    }

    List<Measure> measuresWithIntervals() {
        return table.measures().stream().filter(measure -> !measure.isCount()).toList();
    }

    int subject() {
        for (int i = 0; i < table.rows().size(); i++) {
            if (table.rows().get(i).method().equals(table.reference())) {
                return i;
            }
        }
        return -1;
    }

    static String cell(Measure measure, MethodTable.Cell cell, int images) {
        if (Double.isNaN(cell.value())) {
            return "–";
        }
        if (measure.isCount()) {
            return number(cell.value(), cell.value() == Math.rint(cell.value()) ? 0 : 1);
        }
        String fewer = cell.images() < images ? ", n=" + cell.images() : "";
        return number(cell.value(), decimals(measure)) + interval(measure, cell.interval()) + fewer;
    }

    private static String interval(Measure measure, Interval interval) {
        return Double.isNaN(interval.low())
                ? ""
                : "\n" + number(interval.low(), decimals(measure)) + " to "
                        + number(interval.high(), decimals(measure));
    }

    static int decimals(Measure measure) {
        return measure.shown(1) == 100 || measure == Measure.ENERGY || measure == Measure.ENERGY_POSITIVE ? 2 : 4;
    }

    static String number(double value, int decimals) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String signed(double value, int decimals) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%+." + decimals + "f", value);
    }
}

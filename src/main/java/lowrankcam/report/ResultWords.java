package lowrankcam.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import lowrankcam.evaluation.Measure;
import lowrankcam.evaluation.MethodTable;
import lowrankcam.evaluation.RankTable;
import lowrankcam.evaluation.RunData;
import lowrankcam.reproduction.Comparison;

/// What came out of a run, in a sentence or three.
final class ResultWords {

    /// What decides, where it was measured; the first that was.
    private static final List<Measure> ORDER =
            List.of(Measure.ADCC, Measure.INSERTION, Measure.ROAD, Measure.ENERGY_POSITIVE);

    /// Share of the resamples from which on the data decide.
    private static final double CLEAR = 0.9;

    private ResultWords() {}

    /// The measure that a table of methods is judged by, if it has one.
    static Optional<Measure> deciding(MethodTable table) {
        return ORDER.stream().filter(table.measures()::contains)
                .filter(measure -> table.rows().stream().anyMatch(row -> !Double.isNaN(row.cells().get(measure).value())))
                .findFirst();
    }

    /// Which method came out best and worst, and how sure that is.
    static String of(RunData data, MethodTable table) {
        int images = table.rows().stream().mapToInt(MethodTable.Row::images).max().orElse(0);
        String begin = unfinished(data) + "On " + counted(images, "image") + " ";
        Optional<Measure> deciding = deciding(table);
        if (deciding.isEmpty()) {
            return begin + "nothing was measured that tells methods apart.";
        }
        Measure measure = deciding.get();
        List<MethodTable.Row> rows =
                table.rows().stream().filter(row -> !Double.isNaN(row.cells().get(measure).value()))
                        .sorted(Comparator.comparingDouble(row -> -row.cells().get(measure).value())).toList();
        MethodTable.Row best = rows.getFirst();
        String says = begin + best.method() + (rows.size() > 1 ? " has the highest " : " has the ") + name(measure) + ", " + value(measure, best);
        if (rows.size() > 1) {
            says += "; " + rows.getLast().method() + " has the lowest, " + value(measure, rows.getLast());
        }
        return says + ". " + sure(table, measure, images);
    }

    private static String sure(MethodTable table, Measure measure, int images) {
        if (images < Comparison.FEWEST) {
            return "Fewer than six images cannot tell methods apart.";
        }
        List<MethodTable.Cell> cells = table.differences().stream().map(row -> row.cells().get(measure)).toList();
        if (cells.isEmpty()) {
            return "";
        }
        long above = cells.stream().filter(TableText::isClear).filter(cell -> cell.value() > 0).count();
        long below = cells.stream().filter(TableText::isClear).filter(cell -> cell.value() < 0).count();
        return "Of the other methods, " + below + (below == 1 ? " is" : " are") + " clearly below " + table.reference() + ", " + above
                + " clearly above; " + (cells.size() - above - below) + " cannot be told from it.";
    }

    private static String name(Measure measure) {
        return measure == Measure.ADCC ? "ADCC" : measure.title();
    }

    private static String value(Measure measure, MethodTable.Row row) {
        MethodTable.Cell cell = row.cells().get(measure);
        int decimals = measure == Measure.ADCC ? 1 : 3;
        String unit = measure == Measure.ADCC ? " %" : "";
        return TableText.number(cell.value(), decimals) + unit + " (" + TableText.number(cell.interval().low(), decimals) + " to "
                + TableText.number(cell.interval().high(), decimals) + ")";
    }

    /// Which rank was chosen, and whether the data decide.
    static String of(RunData data, RankTable table) {
        Optional<RankTable.Row> row = table.rows().stream().filter(r -> r.rank() == table.chosen()).findFirst();
        if (row.isEmpty()) {
            return unfinished(data) + "There are no records to choose a rank by.";
        }
        RankTable.Row chosen = row.get();
        String says =
                unfinished(data) + "Of " + counted(table.rows().size(), "rank") + " tried on " + counted(chosen.images(), "image")
                        + ", rank " + chosen.rank() + " does best: insertion AUC " + TableText.number(chosen.insertion().value(), 3)
                        + ", 1 − deletion AUC " + TableText.number(chosen.kept().value(), 3) + ". ";
        if (chosen.images() < Comparison.FEWEST) {
            return says + "Fewer than six images cannot tell ranks apart.";
        }
        String share = String.format(Locale.ROOT, "%.0f %%", 100 * chosen.share());
        return says + (chosen.share() >= CLEAR
                ? "The data decide: it is chosen in " + share + " of the resamples."
                : "The data do not decide: it is chosen in " + share + " of the resamples" + others(table, chosen) + ".");
    }

    private static String others(RankTable table, RankTable.Row chosen) {
        String others =
                table.rows().stream().filter(row -> row.rank() != chosen.rank() && row.share() >= 0.05)
                        .sorted(Comparator.comparingDouble(row -> -row.share())).limit(3)
                        .map(row -> String.format(Locale.ROOT, "%d in %.0f %%", row.rank(), 100 * row.share()))
                        .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : "; rank " + others;
    }

    private static String unfinished(RunData data) {
        return data.missing() == 0 ? "" : "Unfinished: " + counted(data.missing(), "record") + " missing. ";
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}

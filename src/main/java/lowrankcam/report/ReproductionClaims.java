package lowrankcam.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import lowrankcam.experiment.Interval;
import lowrankcam.experiment.Measure;
import lowrankcam.experiment.MethodTable;
import lowrankcam.experiment.RankTable;
import lowrankcam.experiment.Timing;

/// The paper's claims beside what a reproduction measured, with a verdict that follows from the intervals alone.
///
/// @param table  all thirteen methods
/// @param times  of the same run
/// @param ranks  the rank sweep
record ReproductionClaims(MethodTable table, List<Timing> times, RankTable ranks) {

    private static final String SUBJECT = "lowrankcam";

    static final List<String> HEAD = List.of("claim", "in the paper", "here", "verdict");

    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(best());
        rows.add(above("scorecam", "Score-CAM", "86.69 against 82.07"));
        rows.add(above("eigencam", "Eigen-CAM", "86.69 against 84.16"));
        rows.add(faster());
        rows.add(peak(
                "insertion AUC is best at rank 10", "0.8374 at rank 10", 10, RankTable.Row::insertion));
        rows.add(peak("1 - deletion AUC is best at rank 5", "0.4569 at rank 5", 5, RankTable.Row::kept));
        return rows;
    }

    private List<String> best() {
        List<MethodTable.Row> sorted =
                table.rows().stream().filter(row -> !Double.isNaN(adcc(row)))
                        .sorted(Comparator.comparingDouble(row -> -adcc(row))).toList();
        int place = sorted.stream().map(MethodTable.Row::method).toList().indexOf(SUBJECT) + 1;
        MethodTable.Row first = sorted.getFirst();
        Verdict verdict =
                first.method().equals(SUBJECT)
                        ? secondBest(sorted)
                        : Verdict.below(table.difference(first.method(), Measure.ADCC).interval());
        return List.of(
                "LowRank-CAM has the highest ADCC of the " + sorted.size(), "86.69, first of 13",
                String.format(
                        Locale.ROOT, "%.2f, place %d of %d; first is %s with %.2f", adcc(table.row(SUBJECT)), place,
                        sorted.size(), first.method(), adcc(first)),
                verdict.words());
    }

    /// If LowRank-CAM is first: whether it is clearly so before every other.
    private Verdict secondBest(List<MethodTable.Row> sorted) {
        for (MethodTable.Row other : sorted.subList(1, sorted.size())) {
            if (Verdict.below(table.difference(other.method(), Measure.ADCC).interval()) != Verdict.HOLDS) {
                return Verdict.OPEN;
            }
        }
        return Verdict.HOLDS;
    }

    private static double adcc(MethodTable.Row row) {
        return row.cells().get(Measure.ADCC).value();
    }

    private List<String> above(String method, String name, String paper) {
        if (table.rows().stream().noneMatch(row -> row.method().equals(method))) {
            return List.of("its ADCC is above that of " + name, paper, "not run", Verdict.OPEN.words());
        }
        MethodTable.Cell difference = table.difference(method, Measure.ADCC);
        return List.of(
                "its ADCC is above that of " + name, paper,
                String.format(
                        Locale.ROOT, "%.2f against %.2f; difference %+.2f (%+.2f to %+.2f)", adcc(table.row(SUBJECT)),
                        adcc(table.row(method)), -difference.value(), -difference.interval().high(),
                        -difference.interval().low()),
                Verdict.below(difference.interval()).words());
    }

    private List<String> faster() {
        Timing own = time(SUBJECT);
        Timing score = time("scorecam");
        if (own == null || score == null) {
            return List.of("4.73 times as fast as Score-CAM", "6.591 s against 1.392 s", "not run", Verdict.OPEN.words());
        }
        MethodTable.Cell passes = table.row("scorecam").cells().get(Measure.NETWORK_PASSES);
        double ratio = score.median() / own.median();
        return List.of(
                "4.73 times as fast as Score-CAM", "6.591 s against 1.392 s",
                String.format(
                        Locale.ROOT,
                        "%.0f times: %.1f s against %.3f s (medians); by count 1 network pass against %.0f on average",
                        ratio, score.median() / 1000, own.median() / 1000, passes.value()),
                ratio >= 4.73 ? "more than that here" : "less than that here");
    }

    private Timing time(String method) {
        return times.stream().filter(t -> t.method().equals(method) && !Double.isNaN(t.median())).findFirst()
                .orElse(null);
    }

    private List<String> peak(
            String claim, String paper, int rank, java.util.function.Function<RankTable.Row, MethodTable.Cell> cell) {
        RankTable.Row best = ranks.rows().getFirst();
        RankTable.Row claimed = null;
        for (RankTable.Row row : ranks.rows()) {
            best = cell.apply(row).value() > cell.apply(best).value() ? row : best;
            claimed = row.rank() == rank ? row : claimed;
        }
        if (claimed == null) {
            return List.of(claim, paper, "rank " + rank + " was not run", Verdict.OPEN.words());
        }
        Interval interval = cell.apply(claimed).interval();
        MethodTable.Cell top = cell.apply(best);
        boolean same = best.rank() == rank;
        boolean within = top.value() <= interval.high();
        return List.of(
                claim, paper,
                String.format(
                        Locale.ROOT, "best at rank %d with %.4f; at rank %d %.4f (%.4f to %.4f)", best.rank(), top.value(),
                        rank, cell.apply(claimed).value(), interval.low(), interval.high()),
                same ? "the same rank here" : within ? "another rank, within the interval" : "another rank here");
    }
}

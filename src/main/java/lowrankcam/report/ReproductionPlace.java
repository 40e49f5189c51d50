package lowrankcam.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lowrankcam.experiment.Interval;
import lowrankcam.experiment.Measure;
import lowrankcam.experiment.MethodTable;
import lowrankcam.experiment.RunData;
import lowrankcam.experiment.RunImage;

/// Where maps point, preset by preset and rank by rank, and what follows for the published method.
final class ReproductionPlace {

    static final List<Integer> RANKS = List.of(1, 3, 5, 10, 20, 40);
    static final List<String> PRESETS =
            List.of("default", "paper-literal", "scorecam-like", "class-signed", "linear");

    private final RunData data;
    private final MethodTable againstCam;
    private final MethodTable againstEigen;

    ReproductionPlace(RunData data) {
        this.data = data;
        this.againstCam = MethodTable.of(data, "cam");
        this.againstEigen = MethodTable.of(data, "eigencam");
    }

    /// What to ask `evaluate` for: everything that is compared here.
    static String methods() {
        List<String> names =
                new ArrayList<>(List.of("cam", "eigencam", "gradcam", "gradcam++", "fimf", "reciprocam", "ablationcam"));
        for (String preset : PRESETS) {
            RANKS.forEach(rank -> names.add("lowrankcam:" + preset + ":rank=" + rank));
        }
        return String.join(",", names);
    }

    /// Name of a preset's column at a rank; the default rank is not in it.
    private static String column(String preset, int rank) {
        return "lowrankcam-" + preset + (rank == 10 ? "" : "-rank=" + rank);
    }

    static final List<String> HEAD =
            List.of(
                    "map", "n", "energy / area ↑", "median", "pointing % ↑", "degenerate", "minus Eigen-CAM",
                    "minus CAM");

    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (MethodTable.Row row : againstCam.rows()) {
            MethodTable.Cell energy = row.cells().get(Measure.ENERGY);
            rows.add(List.of(
                    row.method(), String.valueOf(energy.images()), TableText.cell(Measure.ENERGY, energy, energy.images()),
                    TableText.number(median(row.method()), 2),
                    TableText.cell(Measure.POINTING, row.cells().get(Measure.POINTING), row.images()),
                    String.valueOf(row.degenerate()),
                    row.method().equals("eigencam") ? "" : difference(againstEigen, row.method()),
                    row.method().equals("cam") ? "" : difference(againstCam, row.method())));
        }
        return rows;
    }

    private double median(String method) {
        return Interval.median(
                data.images().stream().map(RunImage::path)
                        .mapToDouble(path -> data.record(path, method) == null
                                ? Double.NaN
                                : data.record(path, method).value("energyOverArea"))
                        .toArray());
    }

    private static String difference(MethodTable table, String method) {
        MethodTable.Cell cell = table.difference(method, Measure.ENERGY);
        return String.format(
                Locale.ROOT, "%+.2f%s%n%+.2f to %+.2f", cell.value(), cell.interval().excludesZero() ? " *" : "",
                cell.interval().low(), cell.interval().high()).replace(System.lineSeparator(), "\n");
    }

    /// The claims of the first trial on findings whose place is known, one line each.
    List<List<String>> claims() {
        List<List<String>> claims = new ArrayList<>();
        claims.add(overAll("every map lies on the finding more than chance would (energy / area above 1)",
                againstCam.rows().stream().map(row -> {
                    Interval interval = row.cells().get(Measure.ENERGY).interval();
                    return Verdict.above(new Interval(interval.low() - 1, interval.high() - 1));
                }).toList()));
        claims.add(one("the published method (default, rank 10) points worse than Eigen-CAM",
                Verdict.below(againstEigen.difference(column("default", 10), Measure.ENERGY).interval())));
        claims.add(one("the published method (default, rank 10) points worse than CAM",
                Verdict.below(againstCam.difference(column("default", 10), Measure.ENERGY).interval())));
        claims.add(overAll("`class-signed` points better than `default` at the same rank", RANKS.stream()
                .map(rank -> Verdict.above(
                        MethodTable.of(data, column("default", rank))
                                .difference(column("class-signed", rank), Measure.ENERGY).interval()))
                .toList()));
        MethodTable againstOne = MethodTable.of(data, column("default", 1));
        claims.add(overAll("more modes than one do not make `default` point better", RANKS.stream()
                .filter(rank -> rank > 1)
                .map(rank -> againstOne.difference(column("default", rank), Measure.ENERGY).interval())
                .map(interval -> interval.low() > 0 ? Verdict.FAILS : Verdict.HOLDS).toList()));
        claims.add(overAll("CAM points better than `class-signed` at every rank", RANKS.stream()
                .map(rank -> Verdict.below(
                        againstCam.difference(column("class-signed", rank), Measure.ENERGY).interval()))
                .toList()));
        return claims;
    }

    private static List<String> one(String claim, Verdict verdict) {
        return List.of(claim, verdict.words());
    }

    private static List<String> overAll(String claim, List<Verdict> verdicts) {
        long holds = verdicts.stream().filter(v -> v == Verdict.HOLDS).count();
        long fails = verdicts.stream().filter(v -> v == Verdict.FAILS).count();
        String words =
                holds == verdicts.size()
                        ? Verdict.HOLDS.words()
                        : "holds for " + holds + ", fails for " + fails + ", open for "
                                + (verdicts.size() - holds - fails) + " of " + verdicts.size();
        return List.of(claim, words);
    }
}

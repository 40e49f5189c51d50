package lowrankcam.evaluation;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The paper's Figure 2: mean insertion AUC and 1 - deletion AUC for each rank, with bootstrap intervals, and the rank that
/// a rule chooses.
///
/// @param rows   by rank
/// @param rule   what the chosen rank maximises
/// @param chosen the rank; 0 if there are no records
public record RankTable(List<Row> rows, RankPlan.Rule rule, int chosen) {

    /// @param rank       r
    /// @param images     images with a map
    /// @param failed     images without one
    /// @param degenerate images with a degenerate map
    /// @param insertion  mean insertion AUC
    /// @param kept       1 - mean deletion AUC
    /// @param insertionNormalised mean with the blank image's score as 0 and the image's as 1
    /// @param keptNormalised      the same for 1 - deletion
    /// @param share      share of the resamples in which the rule chooses this rank
    public record Row(
            int rank, int images, int failed, int degenerate, MethodTable.Cell insertion, MethodTable.Cell kept,
            MethodTable.Cell insertionNormalised, MethodTable.Cell keptNormalised, double share) {}

    /// Makes the table of a run, or of what there is of it.
    public static RankTable of(RunData data) {
        JsonNode settings = data.settings();
        RankPlan.Rule rule = RankPlan.Rule.of(settings.path("rule").asString(""));
        Bootstrap bootstrap = MethodTable.bootstrap(settings);
        List<String> ranks = data.methods();
        double[][] columns = new double[4 * ranks.size()][];
        for (int r = 0; r < ranks.size(); r++) {
            columns[4 * r] = column(data, ranks.get(r), "insertion");
            columns[4 * r + 1] = column(data, ranks.get(r), "deletion");
            columns[4 * r + 2] = column(data, ranks.get(r), "insertionNormalised");
            columns[4 * r + 3] = column(data, ranks.get(r), "deletionNormalised");
        }
        double[][] means = bootstrap.means(columns);
        double[] shares = shares(means, rule, ranks.size());
        List<Row> rows = new ArrayList<>();
        int best = -1;
        double bestValue = Double.NEGATIVE_INFINITY;
        for (int r = 0; r < ranks.size(); r++) {
            Row row = row(data, ranks.get(r), bootstrap, columns, means, r, shares[r]);
            rows.add(row);
            double value = rule.of(row.insertion().value(), 1 - row.kept().value());
            if (value > bestValue) {
                bestValue = value;
                best = r;
            }
        }
        return new RankTable(rows, rule, best < 0 ? 0 : rows.get(best).rank());
    }

    private static double[] column(RunData data, String rank, String name) {
        List<RunImage> images = data.images();
        double[] column = new double[images.size()];
        for (int i = 0; i < column.length; i++) {
            ResultRecord record = data.shard().contains(i) ? data.record(images.get(i).path(), rank) : null;
            column[i] = record == null ? Double.NaN : record.value(name);
        }
        return column;
    }

    /// How often each rank would be chosen with other images of the same kind.
    private static double[] shares(double[][] means, RankPlan.Rule rule, int ranks) {
        double[] shares = new double[ranks];
        int resamples = means[0].length;
        for (int b = 0; b < resamples; b++) {
            int best = -1;
            double bestValue = Double.NEGATIVE_INFINITY;
            for (int r = 0; r < ranks; r++) {
                double value = rule.of(means[4 * r][b], means[4 * r + 1][b]);
                if (value > bestValue) {
                    bestValue = value;
                    best = r;
                }
            }
            if (best >= 0) {
                shares[best] += 1.0 / resamples;
            }
        }
        return shares;
    }

    private static Row row(
            RunData data, String rank, Bootstrap bootstrap, double[][] columns, double[][] means, int r, double share) {
        int images = 0;
        int failed = 0;
        int degenerate = 0;
        for (ResultRecord record : data.ordered()) {
            if (record.method().equals(rank)) {
                images += record.failure().isEmpty() ? 1 : 0;
                failed += record.failure().isEmpty() ? 0 : 1;
                degenerate += record.facts().getOrDefault("degenerate", "").isEmpty() ? 0 : 1;
            }
        }
        return new Row(
                Integer.parseInt(rank), images, failed, degenerate, cell(bootstrap, columns[4 * r], means[4 * r]),
                kept(bootstrap, columns[4 * r + 1], means[4 * r + 1]),
                cell(bootstrap, columns[4 * r + 2], means[4 * r + 2]),
                kept(bootstrap, columns[4 * r + 3], means[4 * r + 3]), share);
    }

    private static MethodTable.Cell cell(Bootstrap bootstrap, double[] column, double[] means) {
        int count = (int) java.util.Arrays.stream(column).filter(v -> !Double.isNaN(v)).count();
        return new MethodTable.Cell(MethodTable.mean(column), bootstrap.interval(means), count);
    }

    private static MethodTable.Cell kept(Bootstrap bootstrap, double[] column, double[] means) {
        MethodTable.Cell deletion = cell(bootstrap, column, means);
        Interval interval = new Interval(1 - deletion.interval().high(), 1 - deletion.interval().low());
        return new MethodTable.Cell(1 - deletion.value(), interval, deletion.images());
    }
}

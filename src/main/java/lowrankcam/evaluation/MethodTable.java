package lowrankcam.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lowrankcam.metric.Adcc;
import lowrankcam.metric.Choice;
import tools.jackson.databind.JsonNode;

/// The paper's Table 1: one row for each method, means over images with bootstrap intervals, and paired differences from a
/// reference method. Follows from a run's records and settings alone.
///
/// A mean is over the images where the value is defined; their number stands beside it. Images with a degenerate map are
/// in the means of the ADCC group, with the coherency 0 that such a map earns, and are counted in their own column.
///
/// @param measures    columns
/// @param rows        in the order of the run's methods
/// @param differences of every other method from the reference; empty without one
/// @param reference   name of the reference, or empty
public record MethodTable(List<Measure> measures, List<Row> rows, List<Row> differences, String reference) {

    /// @param value    mean, or the difference of two; NaN if undefined
    /// @param interval of it
    /// @param images   images in the mean
    public record Cell(double value, Interval interval, int images) {}

    /// @param method     name
    /// @param images     images with a map
    /// @param failed     images without one, because the image could not be used or the method is not defined
    /// @param reason     why the first of those failed, or empty
    /// @param degenerate images whose map, or whose explanation image's map, is degenerate
    /// @param cells      by measure
    public record Row(
            String method, int images, int failed, String reason, int degenerate, Map<Measure, Cell> cells) {}

    /// Makes the table of a run, or of what there is of it.
    public static MethodTable of(RunData data) {
        return of(data, data.settings().path("reference").asString(""));
    }

    /// The same with another reference.
    ///
    /// @param reference a method of the run, or empty
    public static MethodTable of(RunData data, String reference) {
        return of(data, reference, bootstrap(data.settings()));
    }

    /// The same with other intervals than the run's.
    public static MethodTable of(RunData data, String reference, Bootstrap bootstrap) {
        return new Maker(data, Measure.of(groups(data.settings())), bootstrap).make(reference);
    }

    /// Metrics that a run was asked for.
    static List<MetricGroup> groups(JsonNode settings) {
        List<MetricGroup> groups = new ArrayList<>();
        settings.path("metricGroups")
                .forEach(id -> groups.add(Choice.parse(MetricGroup.class, "metricGroups", id.asString(""))));
        return groups;
    }

    /// Bootstrap of a run.
    public static Bootstrap bootstrap(JsonNode settings) {
        JsonNode node = settings.path("bootstrap");
        return new Bootstrap(
                node.path("resamples").asInt(10_000), node.path("seed").asLong(1), node.path("level").asDouble(0.95));
    }

    /// Computes all rows with the same draws.
    private static final class Maker {

        private final RunData data;
        private final List<Measure> measures;
        private final List<String> names;
        private final Bootstrap bootstrap;
        private final List<String> methods;
        private final double[][] columns;
        private final double[][] resampled;

        Maker(RunData data, List<Measure> measures, Bootstrap bootstrap) {
            this.data = data;
            this.measures = measures;
            this.names = measures.stream().map(Measure::value).filter(name -> !name.isEmpty()).toList();
            this.bootstrap = bootstrap;
            this.methods = data.methods();
            List<double[]> all = new ArrayList<>();
            for (String method : methods) {
                for (String name : names) {
                    all.add(column(method, name));
                }
            }
            this.columns = all.toArray(double[][]::new);
            this.resampled = bootstrap.means(columns);
        }

        private double[] column(String method, String name) {
            return IntStream.range(0, data.images().size()).filter(i -> data.shard().contains(i))
                    .mapToDouble(i -> {
                        ResultRecord record = data.record(data.images().get(i).path(), method);
                        return record == null ? Double.NaN : record.value(name);
                    }).toArray();
        }

        MethodTable make(String reference) {
            int base = methods.indexOf(reference);
            List<Row> rows = new ArrayList<>();
            List<Row> differences = new ArrayList<>();
            for (int m = 0; m < methods.size(); m++) {
                Row row = row(m);
                rows.add(row);
                if (base >= 0 && m != base) {
                    differences.add(difference(row, m, base));
                }
            }
            return new MethodTable(measures, rows, differences, base >= 0 ? reference : "");
        }

        private Row row(int m) {
            int images = 0;
            int failed = 0;
            int degenerate = 0;
            String reason = "";
            for (int i = 0; i < data.images().size(); i++) {
                ResultRecord record =
                        data.shard().contains(i) ? data.record(data.images().get(i).path(), methods.get(m)) : null;
                if (record != null && record.failure().isEmpty()) {
                    images++;
                    degenerate += record.facts().getOrDefault("degenerate", "").isEmpty() ? 0 : 1;
                } else if (record != null) {
                    failed++;
                    reason = reason.isEmpty() ? record.failure() : reason;
                }
            }
            Map<Measure, Cell> cells = new EnumMap<>(Measure.class);
            for (Measure measure : measures) {
                int[] parts = parts(m, measure);
                double value = statistic(sample(chosen(columns, parts)), 0, parts.length, 0);
                double[][] means = chosen(resampled, parts);
                double[] statistic =
                        IntStream.range(0, means[0].length).mapToDouble(b -> statistic(means, 0, means.length, b)).toArray();
                cells.put(
                        measure,
                        new Cell(
                                measure.shown(value), scaled(measure, bootstrap.interval(statistic)),
                                counted(m, measure)));
            }
            return new Row(methods.get(m), images, failed, reason, degenerate, cells);
        }

        private Row difference(Row row, int m, int base) {
            Map<Measure, Cell> cells = new EnumMap<>(Measure.class);
            for (Measure measure : measures) {
                cells.put(measure, difference(measure, parts(m, measure), parts(base, measure)));
            }
            return new Row(row.method(), row.images(), row.failed(), row.reason(), row.degenerate(), cells);
        }

        /// Over the images where everything that the measure is made of is defined for both methods.
        private Cell difference(Measure measure, int[] mine, int[] other) {
            int[] all = IntStream.concat(Arrays.stream(mine), Arrays.stream(other)).toArray();
            double[][] values = chosen(columns, all);
            double[][] means = chosen(resampled, all);
            boolean[] common = common(values);
            if (!sameImages(values)) {
                values = Arrays.stream(values).map(column -> only(column, common)).toArray(double[][]::new);
                means = bootstrap.means(values);
            }
            double[][] sample = sample(values);
            double[] differences = new double[means[0].length];
            for (int b = 0; b < differences.length; b++) {
                differences[b] = statistic(means, 0, mine.length, b) - statistic(means, mine.length, other.length, b);
            }
            double value =
                    statistic(sample, 0, mine.length, 0) - statistic(sample, mine.length, other.length, 0);
            int images = (int) IntStream.range(0, common.length).filter(i -> common[i]).count();
            return new Cell(measure.shown(value), scaled(measure, bootstrap.interval(differences)), images);
        }

        private static boolean[] common(double[][] values) {
            boolean[] common = new boolean[values[0].length];
            for (int i = 0; i < common.length; i++) {
                int at = i;
                common[i] = Arrays.stream(values).noneMatch(column -> Double.isNaN(column[at]));
            }
            return common;
        }

        private static boolean sameImages(double[][] values) {
            return IntStream.range(0, values[0].length)
                    .allMatch(i -> Arrays.stream(values).allMatch(c -> Double.isNaN(c[i]) == Double.isNaN(values[0][i])));
        }

        private static double[] only(double[] column, boolean[] wanted) {
            return IntStream.range(0, column.length).mapToDouble(i -> wanted[i] ? column[i] : Double.NaN).toArray();
        }

        /// Columns that a measure is made of.
        private int[] parts(int m, Measure measure) {
            return measure != Measure.ADCC
                    ? new int[] {at(m, measure)}
                    : new int[] {at(m, Measure.COHERENCY), at(m, Measure.COMPLEXITY), at(m, Measure.AVERAGE_DROP)};
        }

        /// A mean as it is, or the harmonic mean of coherency, complexity and drop.
        private static double statistic(double[][] means, int from, int count, int b) {
            return count == 1
                    ? means[from][b]
                    : Adcc.harmonic(means[from][b], means[from + 1][b], means[from + 2][b]);
        }

        /// One mean for each column, in the shape of resampled ones.
        private static double[][] sample(double[][] values) {
            return Arrays.stream(values).map(column -> new double[] {mean(column)}).toArray(double[][]::new);
        }

        private int at(int m, Measure measure) {
            return m * names.size() + names.indexOf(measure.value());
        }

        private int counted(int m, Measure measure) {
            double[] column = columns[at(m, measure == Measure.ADCC ? Measure.AVERAGE_DROP : measure)];
            return (int) IntStream.range(0, column.length).filter(i -> !Double.isNaN(column[i])).count();
        }

        private static double[][] chosen(double[][] all, int[] wanted) {
            return Arrays.stream(wanted).mapToObj(c -> all[c]).toArray(double[][]::new);
        }

        private static Interval scaled(Measure measure, Interval interval) {
            return new Interval(measure.shown(interval.low()), measure.shown(interval.high()));
        }
    }

    /// Mean of the defined values, summed in order; NaN if there is none.
    static double mean(double[] values) {
        double sum = 0;
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /// The row of a method.
    public Row row(String method) {
        return rows.stream().filter(row -> row.method().equals(method)).findFirst().orElseThrow();
    }

    /// A method minus the reference.
    public Cell difference(String method, Measure measure) {
        return differences.stream().filter(row -> row.method().equals(method)).findFirst().orElseThrow()
                .cells().get(measure);
    }

    /// Choices that stand in every row of every file: those of the metrics.
    public static Map<String, String> choices(JsonNode settings) {
        Map<String, String> choices = new LinkedHashMap<>();
        settings.path("metrics").properties()
                .forEach(entry -> choices.put(entry.getKey(), entry.getValue().asString("")));
        return choices;
    }
}

package lowrankcam.evaluation;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Results of `evaluate` for machines.
///
/// | file | a row for each | times |
/// |---|---|---|
/// | `images.csv` | image and method | no |
/// | `table.csv` | method | no |
/// | `differences.csv` | method other than the reference | no |
/// | `table.json` | the two tables with the settings | no |
/// | `times.csv` | image and method | only |
///
/// Files without times are the same bytes for the same images, model and settings, on any machine, in one run or in
/// shards, interrupted or not.
public final class EvaluationFiles {

    private EvaluationFiles() {}

    /// Writes all files.
    public static void write(Path folder, RunData data, MethodTable table) throws IOException {
        AtomicFile.writeText(folder.resolve("images.csv"), out -> images(data, out));
        AtomicFile.write(folder.resolve("table.csv"), rows(data, table, table.rows()));
        if (!table.reference().isEmpty()) {
            AtomicFile.write(folder.resolve("differences.csv"), rows(data, table, table.differences()));
        }
        AtomicFile.write(folder.resolve("table.json"), Json.text(json(data, table)));
        AtomicFile.writeText(folder.resolve("times.csv"), out -> times(data, out));
    }

    /// Names of values or facts of all records, in the order in which they first occur.
    private static Set<String> names(RunData data, java.util.function.Function<ResultRecord, Set<String>> of) {
        Set<String> names = new LinkedHashSet<>();
        for (ResultRecord record : data.ordered()) {
            names.addAll(of.apply(record));
        }
        return names;
    }

    static void images(RunData data, Writer out) {
        Set<String> values = names(data, record -> record.values().keySet());
        Set<String> facts = names(data, record -> record.facts().keySet());
        Map<String, String> choices = MethodTable.choices(data.settings());
        facts.remove(ResultRecord.FAILURE);
        List<String> head = new ArrayList<>(List.of("image", "label", "method"));
        head.addAll(values);
        head.addAll(facts);
        head.add(ResultRecord.FAILURE);
        head.add("layer");
        head.addAll(choices.keySet());
        CsvText csv = new CsvText(out).row(head);
        for (ResultRecord record : data.ordered()) {
            List<String> row = new ArrayList<>(List.of(record.image(), data.label(record.image()), record.method()));
            values.forEach(name -> row.add(CsvText.number(record.value(name))));
            facts.forEach(name -> row.add(record.facts().getOrDefault(name, "")));
            row.add(record.failure());
            row.add(layer(data));
            row.addAll(choices.values());
            csv.row(row);
        }
    }

    private static String layer(RunData data) {
        return data.settings().path("model").path("layer").asString("");
    }

    private static String rows(RunData data, MethodTable table, List<MethodTable.Row> rows) {
        Map<String, String> choices = MethodTable.choices(data.settings());
        boolean differences = rows == table.differences();
        List<String> head = new ArrayList<>(List.of(differences ? "method_minus_" + table.reference() : "method"));
        head.addAll(List.of("images", "failed", "degenerate"));
        for (Measure measure : table.measures()) {
            head.add(measure.id());
            if (!measure.isCount()) {
                head.addAll(List.of(measure.id() + "_low", measure.id() + "_high", measure.id() + "_images"));
            }
        }
        head.addAll(List.of("reason", "blank_score", "layer", "level", "resamples"));
        head.addAll(choices.keySet());
        CsvText csv = new CsvText().row(head);
        for (MethodTable.Row row : rows) {
            List<String> fields = new ArrayList<>();
            fields.add(row.method());
            fields.addAll(List.of("" + row.images(), "" + row.failed(), "" + row.degenerate()));
            for (Measure measure : table.measures()) {
                MethodTable.Cell cell = row.cells().get(measure);
                fields.add(CsvText.number(cell.value()));
                if (!measure.isCount()) {
                    fields.add(CsvText.number(cell.interval().low()));
                    fields.add(CsvText.number(cell.interval().high()));
                    fields.add("" + cell.images());
                }
            }
            Bootstrap bootstrap = MethodTable.bootstrap(data.settings());
            fields.addAll(List.of(
                    row.reason(), blank(data, row.method()), layer(data), CsvText.number(bootstrap.level()),
                    "" + bootstrap.resamples()));
            fields.addAll(choices.values());
            csv.row(fields);
        }
        return csv.toString();
    }

    /// Mean score of the blank image for the classes that were explained.
    private static String blank(RunData data, String method) {
        return CsvText.number(MethodTable.mean(
                data.ordered().stream().filter(r -> r.method().equals(method))
                        .mapToDouble(r -> r.value("blankScore")).toArray()));
    }

    private static ObjectNode json(RunData data, MethodTable table) {
        ObjectNode json = Json.object();
        json.set("settings", data.settings());
        json.put("missingRecords", data.missing());
        json.put("reference", table.reference());
        rows(json.putArray("methods"), table.rows(), table.measures());
        rows(json.putArray("differences"), table.differences(), table.measures());
        return json;
    }

    private static void rows(ArrayNode array, List<MethodTable.Row> rows, List<Measure> measures) {
        for (MethodTable.Row row : rows) {
            ObjectNode node = array.addObject();
            node.put("method", row.method());
            node.put("images", row.images());
            node.put("failed", row.failed());
            node.put("reason", row.reason());
            node.put("degenerate", row.degenerate());
            for (Measure measure : measures) {
                MethodTable.Cell cell = row.cells().get(measure);
                ObjectNode value = node.putObject(measure.id());
                put(value, "value", cell.value());
                put(value, "low", cell.interval().low());
                put(value, "high", cell.interval().high());
                value.put("images", cell.images());
            }
        }
    }

    /// JSON has no NaN.
    static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    private static void times(RunData data, Writer out) {
        CsvText csv = new CsvText(out).row("image", "method", "forward_ms", "method_ms", "total_ms", "metric_ms");
        for (ResultRecord record : data.ordered()) {
            double forward = record.times().getOrDefault("forwardMillis", Double.NaN);
            double own = record.times().getOrDefault("methodMillis", Double.NaN);
            csv.row(
                    record.image(), record.method(), CsvText.number(forward), CsvText.number(own),
                    CsvText.number(forward + own),
                    CsvText.number(record.times().getOrDefault("metricMillis", Double.NaN)));
        }
    }
}

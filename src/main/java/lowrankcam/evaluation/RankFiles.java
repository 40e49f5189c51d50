package lowrankcam.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Results of `tune-rank` for machines: `images.csv` (a row for each image and rank), `ranks.csv` (a row for each rank) and
/// `ranks.json` (the same with the settings). No times in any of them: the same bytes on every machine.
public final class RankFiles {

    private RankFiles() {}

    /// Writes all files.
    public static void write(Path folder, RunData data, RankTable table) throws IOException {
        AtomicFile.writeText(folder.resolve("images.csv"), out -> EvaluationFiles.images(data, out));
        AtomicFile.write(folder.resolve("ranks.csv"), rows(data, table));
        AtomicFile.write(folder.resolve("ranks.json"), Json.text(json(data, table)));
    }

    private static String rows(RunData data, RankTable table) {
        Map<String, String> choices = MethodTable.choices(data.settings());
        List<String> head = new ArrayList<>(List.of("rank", "images", "failed", "degenerate"));
        for (String name :
                List.of("insertion", "one_minus_deletion", "insertion_normalised", "one_minus_deletion_normalised")) {
            head.addAll(List.of(name, name + "_low", name + "_high"));
        }
        head.addAll(List.of("chosen", "chosen_in_resamples", "rule", "preset", "level", "resamples", "layer"));
        head.addAll(choices.keySet());
        CsvText csv = new CsvText().row(head);
        for (RankTable.Row row : table.rows()) {
            List<String> fields = new ArrayList<>();
            fields.addAll(List.of("" + row.rank(), "" + row.images(), "" + row.failed(), "" + row.degenerate()));
            for (MethodTable.Cell cell :
                    List.of(row.insertion(), row.kept(), row.insertionNormalised(), row.keptNormalised())) {
                fields.add(CsvText.number(cell.value()));
                fields.add(CsvText.number(cell.interval().low()));
                fields.add(CsvText.number(cell.interval().high()));
            }
            Bootstrap bootstrap = MethodTable.bootstrap(data.settings());
            fields.addAll(List.of(
                    row.rank() == table.chosen() ? "yes" : "no", CsvText.number(row.share()), table.rule().id(),
                    data.settings().path("preset").asString(""), CsvText.number(bootstrap.level()),
                    "" + bootstrap.resamples(), data.settings().path("model").path("layer").asString("")));
            fields.addAll(choices.values());
            csv.row(fields);
        }
        return csv.toString();
    }

    private static ObjectNode json(RunData data, RankTable table) {
        ObjectNode json = Json.object();
        json.set("settings", data.settings());
        json.put("missingRecords", data.missing());
        json.put("rule", table.rule().id());
        json.put("chosen", table.chosen());
        ArrayNode rows = json.putArray("ranks");
        for (RankTable.Row row : table.rows()) {
            ObjectNode node = rows.addObject();
            node.put("rank", row.rank());
            node.put("images", row.images());
            node.put("failed", row.failed());
            node.put("degenerate", row.degenerate());
            cell(node.putObject("insertion"), row.insertion());
            cell(node.putObject("oneMinusDeletion"), row.kept());
            cell(node.putObject("insertionNormalised"), row.insertionNormalised());
            cell(node.putObject("oneMinusDeletionNormalised"), row.keptNormalised());
            EvaluationFiles.put(node, "chosenInResamples", row.share());
        }
        return json;
    }

    private static void cell(ObjectNode node, MethodTable.Cell cell) {
        EvaluationFiles.put(node, "value", cell.value());
        EvaluationFiles.put(node, "low", cell.interval().low());
        EvaluationFiles.put(node, "high", cell.interval().high());
    }
}

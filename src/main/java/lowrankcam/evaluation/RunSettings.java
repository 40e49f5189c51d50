package lowrankcam.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.lowrank.LowRankCam;
import lowrankcam.dataset.LabelledImage;
import lowrankcam.format.Json;
import lowrankcam.format.Sha256;
import lowrankcam.metric.MetricSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What decides the results of a run, as JSON: nothing else may, and nothing of it may change while a run is continued.
///
/// @param program   name and version
/// @param model     which network
/// @param dataset   kind of data set: `mura`, `folder`, `csv`
/// @param selection which images of it, in words
/// @param missing   what the data set lists of these and does not have
/// @param shard     which of these
public record RunSettings(
        String program, ModelFacts model, String dataset, String selection, List<String> missing, Shard shard) {

    /// Version of the layout of a run's folder.
    static final int SCHEMA = 3;

    /// The oldest that can be read. Runs of an earlier schema than [#SCHEMA] can be merged and shown, not continued.
    static final int OLDEST_SCHEMA = 1;

    /// Settings as a file holds them. Up to schema 2 methods were called columns.
    static JsonNode read(Path file) throws IOException {
        JsonNode settings = Json.read(file);
        if (settings instanceof ObjectNode object && object.path("schema").asInt(OLDEST_SCHEMA) <= 2 && object.has("columns")) {
            object.set("methods", object.remove("columns"));
        }
        return settings;
    }

    /// Settings of `evaluate`.
    public ObjectNode of(EvaluationPlan plan) {
        ObjectNode json = common("evaluate");
        ArrayNode methods = json.putArray("methods");
        plan.methods().forEach(method -> methods.add(method.settings()));
        ArrayNode groups = json.putArray("metricGroups");
        plan.groups().forEach(group -> groups.add(group.id()));
        metrics(json, plan.metrics());
        json.put("reference", plan.reference());
        json.put("pictures", plan.pictures());
        bootstrap(json, plan.bootstrap());
        json.put("shard", shard.toString());
        return json;
    }

    /// Settings of `tune-rank`.
    public ObjectNode of(RankPlan plan) {
        ObjectNode json = common("tune-rank");
        ArrayNode methods = json.putArray("methods");
        for (int rank : plan.ranks()) {
            String name = String.valueOf(rank);
            methods.add(EvaluatedMethod.settings(name, LowRankCam.ID, plan.preset().id(), Map.of("rank", name)));
        }
        json.put("preset", plan.preset().id());
        json.put("rule", plan.rule().id());
        metrics(json, plan.metrics());
        bootstrap(json, plan.bootstrap());
        json.put("shard", shard.toString());
        return json;
    }

    private ObjectNode common(String experiment) {
        ObjectNode json = Json.object();
        json.put("schema", SCHEMA);
        json.put("experiment", experiment);
        json.put("program", program);
        model.describe(json.putObject("model"));
        ObjectNode data = json.putObject("dataset");
        data.put("kind", dataset);
        data.put("selection", selection);
        if (!missing.isEmpty()) {
            missing.forEach(data.putArray("missing")::add);
        }
        return json;
    }

    private static void metrics(ObjectNode json, MetricSettings metrics) {
        ObjectNode node = json.putObject("metrics");
        for (Map.Entry<String, String> choice : metrics.columns().entrySet()) {
            node.put(choice.getKey(), choice.getValue());
        }
    }

    private static void bootstrap(ObjectNode json, Bootstrap bootstrap) {
        ObjectNode node = json.putObject("bootstrap");
        node.put("resamples", bootstrap.resamples());
        node.put("seed", bootstrap.seed());
        node.put("level", bootstrap.level());
    }

    /// Identifies images by the SHA-256 of their files and masks.
    public static List<RunImage> identify(List<LabelledImage> images) throws IOException {
        try {
            return images.parallelStream().map(RunSettings::identify).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static RunImage identify(LabelledImage image) {
        try {
            String mask = image.mask().isPresent() ? Sha256.of(image.mask().get()) : "";
            return new RunImage(image.key(), image.label(), Sha256.of(image.file()), mask);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

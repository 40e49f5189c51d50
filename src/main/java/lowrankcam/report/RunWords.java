package lowrankcam.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lowrankcam.experiment.RunData;
import tools.jackson.databind.JsonNode;

/// What a reader must know to read the numbers of a run.
final class RunWords {

    private final RunData data;
    private final JsonNode settings;

    RunWords(RunData data) {
        this.data = data;
        this.settings = data.settings();
    }

    /// Where images and model come from.
    List<String> origin() {
        List<String> words = new ArrayList<>();
        JsonNode dataset = settings.path("dataset");
        words.add(
                "Data set: " + text(dataset, "kind") + ", selection: " + text(dataset, "selection") + "; "
                        + data.images().size() + " images" + classes() + ". List of their SHA-256 values: "
                        + text(dataset, "sha256") + ".");
        JsonNode absent = dataset.path("missing");
        if (!absent.isEmpty()) {
            words.add(
                    (absent.size() == 1 ? "1 image that the data set lists is" : absent.size() + " images that the data set lists are")
                            + " not there, first " + absent.get(0).asString("") + "; all in settings.json.");
        }
        JsonNode model = settings.path("model");
        words.add(
                "Model: weights " + text(model, "weightsSha256") + ", head " + text(model, "headSha256") + ", dialect "
                        + text(model, "dialect") + ", layer " + text(model, "layer") + ", numerics "
                        + text(model, "numerics") + "; " + text(settings, "program") + ".");
        if (data.shard().count() > 1) {
            words.add("Shard " + data.shard() + " of a run: not the whole run's result.");
        }
        if (data.missing() > 0) {
            words.add("Unfinished: " + data.missing() + " records are missing.");
        }
        return words;
    }

    private String classes() {
        String counts =
                data.images().stream().filter(image -> !image.label().isEmpty())
                        .collect(Collectors.groupingBy(image -> image.label(), java.util.TreeMap::new,
                                Collectors.counting()))
                        .entrySet().stream().map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "" : " (" + counts + ")";
    }

    /// How the metrics were computed.
    String metrics() {
        return settings.path("metrics").properties().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().asString(""))
                .collect(Collectors.joining(", ", "Choices: ", "."));
    }

    /// How the intervals came about.
    String intervals() {
        return resampling() + " Views of one study are not independent; intervals over them are too narrow.";
    }

    /// The same for images that are independent.
    String resampling() {
        JsonNode bootstrap = settings.path("bootstrap");
        return "Intervals: " + Math.round(100 * bootstrap.path("level").asDouble(0)) + " % percentile bootstrap, "
                + bootstrap.path("resamples").asInt(0) + " resamples of images, seed " + bootstrap.path("seed").asLong(0)
                + ".";
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}

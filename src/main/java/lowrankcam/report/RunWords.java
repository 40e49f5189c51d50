package lowrankcam.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lowrankcam.evaluation.ResultRecord;
import lowrankcam.evaluation.RunData;
import lowrankcam.evaluation.RunImage;
import lowrankcam.metric.Kappa;
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
        classifier().ifPresent(words::add);
        if (data.shard().count() > 1) {
            words.add("Shard " + data.shard() + " of a run: not the whole run's result.");
        }
        if (data.missing() > 0) {
            words.add("Unfinished: " + data.missing() + " records are missing.");
        }
        return words;
    }

    /// How often the predicted class is the label, and Cohen's kappa; nothing if another class than the predicted one was
    /// explained, or the labels are not the head's.
    Optional<String> classifier() {
        List<String> predicted = new ArrayList<>();
        List<String> labelled = new ArrayList<>();
        Map<String, String> found = predictions();
        for (RunImage image : data.images()) {
            String guess = found.get(image.path());
            if (guess != null) {
                predicted.add(guess);
                labelled.add(image.label());
            }
        }
        List<String> known = new ArrayList<>();
        settings.path("model").path("labels").forEach(label -> known.add(label.asString("")));
        boolean asked = text(settings.path("metrics"), "classRule").equals("predicted");
        int images = labelled.size();
        if (images == 0 || !asked || !known.containsAll(labelled)) {
            return Optional.empty();
        }
        long right = IntStream.range(0, images).filter(i -> predicted.get(i).equals(labelled.get(i))).count();
        double kappa = Kappa.cohen(predicted, labelled);
        return Optional.of(
                String.format(
                        Locale.ROOT, "The classifier is right on %d of %d images (%.1f %%)%s.", right, images, 100.0 * right / images,
                        Double.isNaN(kappa) ? "" : String.format(Locale.ROOT, ", Cohen's kappa %.2f", kappa)));
    }

    /// The predicted class of each image, from whichever of its records has one.
    private Map<String, String> predictions() {
        Map<String, String> found = new LinkedHashMap<>();
        for (ResultRecord record : data.ordered()) {
            String label = record.facts().getOrDefault("classLabel", "");
            if (record.failure().isEmpty() && !label.isEmpty()) {
                found.putIfAbsent(record.image(), label);
            }
        }
        return found;
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

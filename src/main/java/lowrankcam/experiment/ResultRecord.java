package lowrankcam.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What one image gave in one column of an experiment: with one method, or at one rank.
///
/// Values and facts follow from image, model and settings alone and are the same bits on every machine. Times are not, and
/// are kept apart from them everywhere.
///
/// @param image  its path in the data set
/// @param column method or rank; empty for an image that could not be used at all
/// @param values numbers by name; NaN where undefined or infinite
/// @param facts  texts by name
/// @param times  milliseconds by name
public record ResultRecord(
        String image, String column, Map<String, Double> values, Map<String, String> facts,
        Map<String, Double> times) {

    /// The fact that tells why there are no values.
    public static final String FAILURE = "failure";

    /// How a failure begins whose reason is that the method has no map for this head or layer.
    static final String UNDEFINED = "not defined here: ";

    public ResultRecord {
        Map<String, Double> numbers = new LinkedHashMap<>(values);
        numbers.replaceAll((_, value) -> Double.isFinite(value) ? value : Double.NaN);
        values = Collections.unmodifiableMap(numbers);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        times = Collections.unmodifiableMap(new LinkedHashMap<>(times));
    }

    /// Record of an image, or of a method on it, that gave nothing.
    public static ResultRecord failed(String image, String column, String reason) {
        return new ResultRecord(image, column, Map.of(), Map.of(FAILURE, reason), Map.of());
    }

    /// Record of an image that could not be used. Without the file's place on this machine, so that every machine writes
    /// the same.
    public static ResultRecord failed(String image, FormatException e) {
        return failed(image, "", e.item() + ": expected " + e.expected() + ", found " + e.actual());
    }

    /// Why there are no values, or an empty text.
    public String failure() {
        return facts.getOrDefault(FAILURE, "");
    }

    /// True if a method has no map for this head or layer: no mishap of the run.
    public boolean isUndefined() {
        return failure().startsWith(UNDEFINED);
    }

    /// The value of that name, NaN if there is none.
    public double value(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    /// True if the other record says the same, times aside. NaN equals NaN.
    public boolean agreesWith(ResultRecord other) {
        return image.equals(other.image) && column.equals(other.column) && values.equals(other.values)
                && facts.equals(other.facts);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("image", image);
        json.put("column", column);
        numbers(json.putObject("values"), values);
        ObjectNode texts = json.putObject("facts");
        facts.forEach(texts::put);
        numbers(json.putObject("times"), times);
        return json;
    }

    /// JSON has no NaN: null stands for it.
    private static void numbers(ObjectNode node, Map<String, Double> numbers) {
        numbers.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                node.put(name, value);
            } else {
                node.putNull(name);
            }
        });
    }

    static ResultRecord of(JsonNode json) {
        Map<String, String> facts = new LinkedHashMap<>();
        json.path("facts").properties().forEach(fact -> facts.put(fact.getKey(), fact.getValue().asString("")));
        return new ResultRecord(
                json.path("image").asString(""), json.path("column").asString(""), numbers(json.path("values")), facts,
                numbers(json.path("times")));
    }

    private static Map<String, Double> numbers(JsonNode node) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        node.properties().forEach(
                entry -> numbers.put(
                        entry.getKey(), entry.getValue().isNumber() ? entry.getValue().doubleValue() : Double.NaN));
        return numbers;
    }
}

package lowrankcam.evaluation;

import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.Printable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What one image gave with one method of an experiment; in a sweep of ranks a method is a rank.
///
/// Values and facts follow from image, model and settings alone and are the same bits on every machine. Times are not, and
/// are kept apart from them everywhere.
///
/// A run over a large data set holds half a million of these: names and texts can be [#shared] with other records, and the
/// numbers lie in one array.
public final class ResultRecord {

    /// The fact that tells why there are no values.
    public static final String FAILURE = "failure";

    /// How a failure begins whose reason is that the method has no map for this head or layer.
    static final String UNDEFINED = "not defined here: ";

    /// Names of values, facts and times, each in the order in which they were given.
    private record Names(List<String> values, List<String> facts, List<String> times) {}

    private final String image;
    private final String method;
    private final Names names;
    /// Values, then times.
    private final double[] numbers;
    private final String[] texts;

    /// @param image  its path in the data set
    /// @param method its name; empty for an image that could not be used at all
    /// @param values numbers by name; NaN where undefined or infinite
    /// @param facts  texts by name
    /// @param times  milliseconds by name
    public ResultRecord(
            String image, String method, Map<String, Double> values, Map<String, String> facts,
            Map<String, Double> times) {
        this.image = image;
        this.method = method;
        this.names =
                new Names(List.copyOf(values.keySet()), List.copyOf(facts.keySet()), List.copyOf(times.keySet()));
        this.numbers = new double[values.size() + times.size()];
        for (int i = 0; i < numbers.length; i++) {
            int time = i - values.size();
            double number = time < 0 ? values.get(names.values.get(i)) : times.get(names.times.get(time));
            numbers[i] = time >= 0 || Double.isFinite(number) ? number : Double.NaN;
        }
        this.texts = names.facts.stream().map(facts::get).toArray(String[]::new);
    }

    private ResultRecord(String image, String method, Names names, double[] numbers, String[] texts) {
        this.image = image;
        this.method = method;
        this.names = names;
        this.numbers = numbers;
        this.texts = texts;
    }

    /// The same record, with one object for equal names and texts.
    ///
    /// @param pool gives the object that stands for all that are equal to its argument
    ResultRecord shared(UnaryOperator<Object> pool) {
        String[] facts = new String[texts.length];
        for (int i = 0; i < facts.length; i++) {
            facts[i] = (String) pool.apply(texts[i]);
        }
        return new ResultRecord(
                (String) pool.apply(image), (String) pool.apply(method), (Names) pool.apply(names), numbers, facts);
    }

    /// Path of the image in the data set.
    public String image() {
        return image;
    }

    /// Method or rank; empty for an image that could not be used at all.
    public String method() {
        return method;
    }

    /// Numbers by name; NaN where undefined or infinite.
    public Map<String, Double> values() {
        return new View<>(names.values, i -> numbers[i]);
    }

    /// Texts by name.
    public Map<String, String> facts() {
        return new View<>(names.facts, i -> texts[i]);
    }

    /// Milliseconds by name.
    public Map<String, Double> times() {
        return new View<>(names.times, i -> numbers[names.values.size() + i]);
    }

    /// An unmodifiable map over a few names.
    private static final class View<V> extends AbstractMap<String, V> {

        private final List<String> names;
        private final IntFunction<V> value;

        View(List<String> names, IntFunction<V> value) {
            this.names = names;
            this.value = value;
        }

        @Override
        public boolean containsKey(Object name) {
            return names.contains(name);
        }

        @Override
        public V get(Object name) {
            int i = names.indexOf(name);
            return i < 0 ? null : value.apply(i);
        }

        @Override
        public Set<Map.Entry<String, V>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Map.Entry<String, V>> iterator() {
                    return IntStream.range(0, names.size())
                            .mapToObj(i -> Map.entry(names.get(i), value.apply(i))).iterator();
                }

                @Override
                public int size() {
                    return names.size();
                }
            };
        }
    }

    /// Record of an image, or of a method on it, that gave nothing.
    public static ResultRecord failed(String image, String method, String reason) {
        return new ResultRecord(image, method, Map.of(), Map.of(FAILURE, reason), Map.of());
    }

    /// Record of an image that could not be used. Without the file's place on this machine, so that every machine writes
    /// the same.
    public static ResultRecord failed(String image, FormatException e) {
        return failed(
                image, "",
                Printable.part(e.item()) + ": expected " + e.expected() + ", found " + Printable.part(e.actual()));
    }

    /// Why there are no values, or an empty text.
    public String failure() {
        return facts().getOrDefault(FAILURE, "");
    }

    /// True if a method has no map for this head or layer: no mishap of the run.
    public boolean isUndefined() {
        return failure().startsWith(UNDEFINED);
    }

    /// The value of that name, NaN if there is none.
    public double value(String name) {
        int i = names.values.indexOf(name);
        return i < 0 ? Double.NaN : numbers[i];
    }

    /// True if the other record says the same, times aside. NaN equals NaN.
    public boolean agreesWith(ResultRecord other) {
        return image.equals(other.image) && method.equals(other.method) && values().equals(other.values())
                && facts().equals(other.facts());
    }

    @Override
    public String toString() {
        return toJson().toString();
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("image", image);
        json.put("method", method);
        numbers(json.putObject("values"), values());
        facts().forEach(json.putObject("facts")::put);
        numbers(json.putObject("times"), times());
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

    /// @param file that holds the record, named in errors
    static ResultRecord of(Path file, JsonNode json) throws FormatException {
        Map<String, String> facts = new LinkedHashMap<>();
        json.path("facts").properties().forEach(fact -> facts.put(fact.getKey(), fact.getValue().asString("")));
        return new ResultRecord(
                json.path("image").asString(""), method(json), numbers(file, json, "values"), facts,
                numbers(file, json, "times"));
    }

    /// Its name, which up to schema 2 was that of a column.
    private static String method(JsonNode json) {
        return json.path(json.has("method") ? "method" : "column").asString("");
    }

    private static Map<String, Double> numbers(Path file, JsonNode json, String kind) throws FormatException {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.path(kind).properties()) {
            JsonNode node = entry.getValue();
            double number = node.isNumber() ? node.asDouble(Double.NaN) : Double.NaN;
            if (!node.isNull() && !Double.isFinite(number)) {
                throw new FormatException(
                        file, FormatException.NO_OFFSET,
                        "record of " + json.path("image").asString("") + ", " + method(json) + ": " + kind
                                + " '" + entry.getKey() + "'",
                        "a number in the range of a double, or null", node.toString());
            }
            numbers.put(entry.getKey(), number);
        }
        return numbers;
    }
}

package lowrankcam.evaluation;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import lowrankcam.format.FormatException;
import lowrankcam.format.UsageException;
import lowrankcam.metric.Choice;
import tools.jackson.databind.JsonNode;

/// Settings of a run that come from a file, perhaps from another machine or from nobody we know: every field that is read is
/// of the kind and in the range that this program writes.
final class SettingsCheck {

    /// Methods become file names and titles.
    private static final int LONGEST_NAME = 200;

    private final Path file;
    private final JsonNode settings;

    private SettingsCheck(Path file, JsonNode settings) {
        this.file = file;
        this.settings = settings;
    }

    /// @throws FormatException naming the first field that cannot be
    static void check(Path file, JsonNode settings) throws FormatException {
        new SettingsCheck(file, settings).check();
    }

    private void check() throws FormatException {
        optional("schema", "at most " + RunSettings.SCHEMA, n -> isInt(n, RunSettings.OLDEST_SCHEMA, RunSettings.SCHEMA));
        required("experiment", "evaluate or tune-rank", n -> n.isString() && Set.of("evaluate", "tune-rank").contains(n.stringValue()));
        boolean ranks = settings.path("experiment").stringValue().equals("tune-rank");
        optional("shard", "i/n with 1 <= i <= n", n -> n.isString() && isKnown(() -> Shard.parse(n.stringValue())));
        required("methods", "one method or more", n -> n.isArray() && !n.isEmpty());
        methods(ranks);
        optional("metricGroups", "metrics that there are", n -> n.isArray() && n.valueStream().allMatch(SettingsCheck::isGroup));
        optional("metrics", "texts by name", n -> n.isObject() && n.valueStream().allMatch(JsonNode::isValueNode));
        optional("reference", "a text", JsonNode::isString);
        optional("pictures", "0 or more", n -> isInt(n, 0, Integer.MAX_VALUE));
        optional("bootstrap", "an object", JsonNode::isObject);
        optional("bootstrap/resamples", "1 to " + Bootstrap.MOST_RESAMPLES, n -> isInt(n, 1, Bootstrap.MOST_RESAMPLES));
        optional("bootstrap/seed", "a whole number", n -> n.isIntegralNumber() && n.canConvertToLong());
        optional("bootstrap/level", "a number between 0 and 1", n -> n.isNumber() && n.asDouble(0) > 0 && n.asDouble(0) < 1);
        optional("dataset", "an object", JsonNode::isObject);
        optional("dataset/missing", "texts", n -> n.isArray() && n.valueStream().allMatch(JsonNode::isString));
        optional("model", "an object", JsonNode::isObject);
        optional("model/labels", "texts", n -> n.isArray() && n.valueStream().allMatch(JsonNode::isString));
        if (ranks) {
            required("rule", "sum, insertion or deletion", n -> n.isString() && isKnown(() -> RankPlan.Rule.of(n.stringValue())));
        }
    }

    private void methods(boolean ranks) throws FormatException {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < settings.path("methods").size(); i++) {
            required("methods/" + i + "/name", ranks ? "a rank from 1 to 9999, once" : "a name, once", n ->
                    n.isString() && !n.stringValue().isBlank() && n.stringValue().length() <= LONGEST_NAME
                            && (!ranks || n.stringValue().matches("[1-9][0-9]{0,3}")) && names.add(n.stringValue()));
        }
    }

    private static boolean isGroup(JsonNode node) {
        return node.isString() && isKnown(() -> Choice.parse(MetricGroup.class, "metricGroups", node.stringValue()));
    }

    private static boolean isInt(JsonNode node, int low, int high) {
        return node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= low && node.intValue() <= high;
    }

    private static boolean isKnown(Runnable parse) {
        try {
            parse.run();
            return true;
        } catch (UsageException _) {
            return false;
        }
    }

    private void optional(String field, String expected, Predicate<JsonNode> fits) throws FormatException {
        if (!settings.at('/' + field).isMissingNode()) {
            required(field, expected, fits);
        }
    }

    private void required(String field, String expected, Predicate<JsonNode> fits) throws FormatException {
        JsonNode node = settings.at('/' + field);
        if (!fits.test(node)) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "setting '" + field.replace('/', '.') + "'", expected,
                    node.isMissingNode() ? "nothing" : node.toString());
        }
    }
}

package lowrankcam.evaluation;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The first field in which two settings differ.
///
/// @param field  names of the fields from the top, with dots
/// @param before the value when the run began
/// @param now    the value now
public record SettingsDifference(String field, String before, String now) {

    /// @return nothing if the settings are equal
    public static Optional<SettingsDifference> between(JsonNode before, JsonNode now) {
        return between("", before, now);
    }

    private static Optional<SettingsDifference> between(String field, JsonNode before, JsonNode now) {
        if (before.isObject() && now.isObject()) {
            Set<String> names = new LinkedHashSet<>(before.propertyNames());
            names.addAll(now.propertyNames());
            return names.stream()
                    .map(name -> between(field.isEmpty() ? name : field + '.' + name, before.path(name), now.path(name)))
                    .flatMap(Optional::stream).findFirst();
        }
        if (before.isArray() && now.isArray() && before.size() == now.size()) {
            for (int i = 0; i < before.size(); i++) {
                Optional<SettingsDifference> found = between(field + '[' + i + ']', before.get(i), now.get(i));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        // As text: a number that was read is of another class than one that was put.
        return text(before).equals(text(now))
                ? Optional.empty()
                : Optional.of(new SettingsDifference(field, text(before), text(now)));
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.isString() ? node.stringValue() : node.toString();
    }
}

package lowrankcam.inception;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lowrankcam.format.UsageException;

/// Names of layers: torchvision's, and Keras's as aliases.
public final class LayerNames {

    private static final List<String> STAGES = InceptionV3.network(Dialect.KERAS).stageNames();
    private static final Map<String, String> ALIASES = aliases();

    private LayerNames() {}

    private static Map<String, String> aliases() {
        Map<String, String> aliases = new LinkedHashMap<>();
        List<String> blocks = STAGES.stream().filter(name -> name.startsWith("Mixed_")).toList();
        for (int i = 0; i < blocks.size(); i++) {
            aliases.put("mixed" + i, blocks.get(i));
        }
        STAGES.forEach(name -> aliases.put(name.toLowerCase(Locale.ROOT), name));
        return aliases;
    }

    /// torchvision's name for a layer.
    ///
    /// @throws UsageException naming the layers there are
    public static String resolve(String name) {
        String found = ALIASES.get(name.toLowerCase(Locale.ROOT));
        if (found == null) {
            throw new UsageException(
                    "layer: expected one of " + String.join(", ", STAGES) + " (or mixed0 to mixed10); found '" + name
                            + "'");
        }
        return found;
    }

    /// Keras's name of a block, or an empty text.
    public static String keras(String stage) {
        return ALIASES.entrySet().stream()
                .filter(e -> e.getValue().equals(stage) && e.getKey().matches("mixed[0-9]+"))
                .map(Map.Entry::getKey).findFirst().orElse("");
    }
}

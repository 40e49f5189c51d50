package lowrankcam.inception;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.FormatException;
import lowrankcam.weights.RenamedTensors;
import lowrankcam.weights.TensorSource;

/// What stands before the names of the network in a weights file: `module.`, `model.`, `_orig_mod.`, `backbone.`, any text that
/// is the same for all of them.
final class NamePrefix {

    /// Beginnings of the network's own names.
    private static final List<String> BEGINNINGS = List.of("Conv2d_", "Mixed_", "conv2d", "batch_normalization");

    private NamePrefix() {}

    /// The file without the prefix that most names of the network have; itself if that is none.
    ///
    /// @throws FormatException if there are two networks in it, or a name without the prefix is there as well
    static TensorSource takenOff(TensorSource source) throws FormatException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String name : source.tensors().keySet()) {
            int at = BEGINNINGS.stream().mapToInt(name::lastIndexOf).max().orElseThrow();
            if (at >= 0 && WeightNames.isOfBody(name.substring(at))) {
                counts.merge(name.substring(0, at), 1, Integer::sum);
            }
        }
        int most = counts.values().stream().max(Comparator.naturalOrder()).orElse(0);
        List<String> prefixes = counts.keySet().stream().filter(prefix -> counts.get(prefix) == most).toList();
        if (most < WeightNames.CONVOLUTIONS || prefixes.equals(List.of(""))) {
            return source;
        }
        if (prefixes.size() > 1) {
            throw error(source, "one Inception-v3", "the names of " + prefixes.size() + ", after '"
                    + String.join("' and '", prefixes.subList(0, 2)) + "'");
        }
        return without(source, prefixes.getFirst());
    }

    private static TensorSource without(TensorSource source, String prefix) throws FormatException {
        Map<String, String> stored = new LinkedHashMap<>();
        for (String name : source.tensors().keySet()) {
            String shorter = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
            String other = stored.put(shorter, name);
            if (other != null) {
                throw error(source, "one '" + shorter + "'", "'" + other + "' and '" + name + "'");
            }
        }
        List<String> taken = new ArrayList<>(source.taken());
        taken.add("names without '" + prefix + "'");
        return new RenamedTensors(source, stored, taken);
    }

    private static FormatException error(TensorSource source, String expected, String found) {
        return new FormatException(source.file(), FormatException.NO_OFFSET, "tensor names", expected, found);
    }
}

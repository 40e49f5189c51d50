package lowrankcam.inception;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lowrankcam.format.FormatException;
import lowrankcam.model.HeadLayers;
import lowrankcam.weights.RenamedTensors;
import lowrankcam.weights.TensorSource;

/// The names of a weights file, sorted: those of the body are all there, and the rest is known.
///
/// @param ignored that the network does not use and that are known to be harmless
/// @param head    that may be those of a head
record BodyNames(List<String> ignored, List<String> head) {

    /// No head has a convolution.
    private static final int HEAD_DIMENSIONS = 2;

    /// @param names     of the body
    /// @param otherHead true if the head is elsewhere: leftovers of one are ignored then
    /// @throws FormatException if a name of the body is missing, or one is left over
    static BodyNames sort(TensorSource source, List<WeightNames> names, boolean otherHead) throws FormatException {
        Set<String> wanted = new LinkedHashSet<>();
        names.forEach(unit -> wanted.addAll(unit.all()));
        List<String> missing = wanted.stream().filter(name -> !source.tensors().containsKey(name)).toList();
        List<String> ignored = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (String name : source.tensors().keySet()) {
            if (!wanted.contains(name)) {
                (isHarmless(name) ? ignored : rest).add(name);
            }
        }
        List<String> unused = new ArrayList<>(rest);
        if (otherHead) {
            unused.removeIf(name -> source.tensors().get(name).shape().size() <= HEAD_DIMENSIONS);
            rest.stream().filter(name -> !unused.contains(name) && !HeadLayers.isUsual(name)).forEach(ignored::add);
        } else if (missing.isEmpty()) {
            unused.removeAll(HeadLayers.find(RenamedTensors.only(source, rest), InceptionV3.FEATURES).names());
        }
        unused.removeIf(HeadLayers::isUsual);
        if (!missing.isEmpty() || !unused.isEmpty()) {
            throw new FormatException(
                    source.file(), FormatException.NO_OFFSET, "tensors",
                    "the " + wanted.size() + " of an Inception-v3 body and nothing else",
                    NameDifference.words(wanted, missing, unused));
        }
        return new BodyNames(ignored, rest);
    }

    /// A file of a head without the body that it may hold as well.
    static TensorSource withoutBody(TensorSource file) throws FormatException {
        TensorSource source = NamePrefix.takenOff(file);
        Map<String, String> rest = new LinkedHashMap<>();
        for (String name : source.tensors().keySet()) {
            if (!isHarmless(name) && !WeightNames.isOfBody(name)) {
                rest.put(name, name);
            }
        }
        return new RenamedTensors(source, rest, source.taken());
    }

    /// True for counters and the auxiliary classifier, which only training needs.
    private static boolean isHarmless(String name) {
        return name.startsWith("AuxLogits.") || name.endsWith(".num_batches_tracked");
    }
}

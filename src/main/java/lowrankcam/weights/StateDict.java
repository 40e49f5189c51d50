package lowrankcam.weights;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lowrankcam.format.FormatException;

/// The dictionary of tensors in what PyTorch saved: all of it, or an entry of a training checkpoint.
///
/// @param tensors names and tensors; what is no tensor of a name is no part of it
/// @param taken   the key that it lay under, in words, or nothing
record StateDict(Pickle.Dict tensors, List<String> taken) {

    /// Keys of checkpoints, the first one that is there wins.
    private static final List<String> KEYS = List.of("state_dict", "model", "model_state_dict", "net", "ema");

    private static final int MOST_SHOWN = 8;

    /// @param root what was saved
    /// @throws FormatException if there is none in it
    static StateDict in(Path file, Object root) throws FormatException {
        if (!(root instanceof Pickle.Dict dict)) {
            throw error(file, root == Pickle.Plain.NONE ? "None"
                    : Pickle.tensor(root) != null ? "a tensor without a name" : "no dictionary");
        }
        List<String> found = KEYS.stream().filter(key -> under(dict, key) != null).toList();
        if (!found.isEmpty()) {
            String rest = found.subList(1, found.size()).stream().map(key -> "'" + key + "'").collect(Collectors.joining(", "));
            return new StateDict(
                    under(dict, found.getFirst()),
                    List.of("'" + found.getFirst() + "' of the checkpoint" + (rest.isEmpty() ? "" : ", not " + rest)));
        }
        if (dict.holdsTensors()) {
            return new StateDict(dict, List.of());
        }
        List<String> keys = dict.keys().stream().filter(String.class::isInstance).map(key -> "'" + key + "'").toList();
        throw error(file, keys.isEmpty()
                ? "a dictionary without names"
                : "only " + String.join(", ", keys.subList(0, Math.min(MOST_SHOWN, keys.size())))
                        + (keys.size() > MOST_SHOWN ? " and " + (keys.size() - MOST_SHOWN) + " more" : ""));
    }

    /// The dictionary of tensors under a key, or null.
    private static Pickle.Dict under(Pickle.Dict dict, String key) {
        return IntStream.range(0, dict.keys().size())
                .filter(i -> key.equals(dict.keys().get(i)) && dict.values().get(i) instanceof Pickle.Dict inner
                        && inner.holdsTensors())
                .mapToObj(i -> (Pickle.Dict) dict.values().get(i))
                .findFirst().orElse(null);
    }

    private static FormatException error(Path file, String found) {
        return new FormatException(
                file, FormatException.NO_OFFSET, "PyTorch file",
                "a state dict, or a checkpoint with one under " + String.join(", ", KEYS), found);
    }
}

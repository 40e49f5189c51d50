package lowrankcam.weights;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.FormatException;

/// Some or all tensors of a weights file under other names. Closing it closes the file.
public final class RenamedTensors implements TensorSource {

    private final TensorSource source;
    private final Map<String, String> stored;
    private final List<String> taken;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

    /// @param stored names in the file by new names, in the order in which they are to be seen
    /// @param taken  what was chosen, in words
    public RenamedTensors(TensorSource source, Map<String, String> stored, List<String> taken) {
        this.source = source;
        this.stored = stored;
        this.taken = List.copyOf(taken);
        stored.forEach((name, old) -> {
            TensorInfo info = source.tensors().get(old);
            tensors.put(name, new TensorInfo(name, info.type(), info.shape()));
        });
    }

    /// These tensors of a file under the names that they have; nothing is said of it.
    public static RenamedTensors only(TensorSource source, List<String> names) {
        Map<String, String> same = new LinkedHashMap<>();
        names.forEach(name -> same.put(name, name));
        return new RenamedTensors(source, same, List.of());
    }

    @Override
    public Path file() {
        return source.file();
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public void read(String name, float[] target) throws FormatException {
        if (!stored.containsKey(name)) {
            throw new IllegalArgumentException("no tensor '" + name + "' in " + file());
        }
        source.read(stored.get(name), target);
    }

    @Override
    public Map<String, String> metadata() {
        return source.metadata();
    }

    @Override
    public List<Path> files() {
        return source.files();
    }

    @Override
    public List<String> taken() {
        return taken;
    }

    @Override
    public void close() {
        source.close();
    }
}

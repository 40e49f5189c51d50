package lowrankcam.weights;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lowrankcam.format.FormatException;

/// Named arrays in a weights file. The whole directory of the file is validated before the first value is read.
public interface TensorSource extends AutoCloseable {

    /// The file that was named by the user.
    Path file();

    /// All tensors by name, in the file's order.
    Map<String, TensorInfo> tensors();

    /// The values of one tensor as floats, row-major.
    ///
    /// @throws FormatException          if its type is not a floating-point or quantised one, or a value is NaN or infinite
    /// @throws IllegalArgumentException if there is no such tensor
    default float[] read(String name) throws FormatException {
        TensorInfo info = tensors().get(name);
        float[] values = new float[info == null ? 0 : info.count()];
        read(name, values);
        return values;
    }

    /// As above, into the beginning of an array that is long enough.
    void read(String name, float[] target) throws FormatException;

    /// Text that the file carries besides tensors; empty if none.
    Map<String, String> metadata();

    /// All files that hold it, the one that was named first; for a hash of what was read.
    default List<Path> files() {
        return List.of(file());
    }

    /// What was chosen where the file could be read in more than one way, as words behind `taken: `; empty if nothing.
    default List<String> taken() {
        return List.of();
    }

    @Override
    void close();

    /// Refuses NaN and infinities, naming the tensor and the index, among the first `count` values.
    static void requireFinite(Path file, String name, float[] values, int count) throws FormatException {
        for (int i = 0; i < count; i++) {
            if (!Float.isFinite(values[i])) {
                throw new FormatException(
                        file, FormatException.NO_OFFSET, "tensor '" + name + "' value " + i, "a finite number",
                        String.valueOf(values[i]));
            }
        }
    }
}

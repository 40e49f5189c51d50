package lowrankcam.format;

import java.nio.file.Path;
import java.util.Map;

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
    float[] read(String name) throws FormatException;

    /// Text that the file carries besides tensors; empty if none.
    Map<String, String> metadata();

    @Override
    void close();

    /// Refuses NaN and infinities, naming the tensor and the index.
    static float[] requireFinite(Path file, String name, float[] values) throws FormatException {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new FormatException(
                        file, FormatException.NO_OFFSET, "tensor '" + name + "' value " + i, "a finite number",
                        String.valueOf(values[i]));
            }
        }
        return values;
    }
}

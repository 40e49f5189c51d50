package lowrankcam.weights;

import java.util.List;

/// What a weights file says of one tensor.
///
/// @param name  its name in the file
/// @param type  how its values are stored, for example `F32` or `uint8`
/// @param shape its dimensions; empty for a single value
public record TensorInfo(String name, String type, List<Integer> shape) {

    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /// Number of values.
    ///
    /// @throws ArithmeticException if it exceeds an `int`
    public int count() {
        long count = 1;
        for (int n : shape) {
            count = Math.multiplyExact(count, (long) n);
        }
        return Math.toIntExact(count);
    }
}

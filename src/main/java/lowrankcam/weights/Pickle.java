package lowrankcam.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What [Unpickler] makes of a pickle. Text is a [String], a whole number of up to eight bytes a [Long].
final class Pickle {

    /// Values that say nothing of tensors.
    enum Plain {
        NONE,
        FALSE,
        /// Another number, `True`, bytes, a set.
        DATA
    }

    /// A name of a class or function, one of those that are known.
    record Global(String name) {}

    record Tuple(List<Object> items) {}

    record Sequence(List<Object> items) {}

    /// Keys and values in their order; nothing is hashed or compared.
    record Dict(List<Object> keys, List<Object> values) {
        Dict() {
            this(new ArrayList<>(0), new ArrayList<>(0));
        }

        void put(Object key, Object value) {
            keys.add(key);
            values.add(value);
        }

        boolean holdsTensors() {
            return values.stream().anyMatch(value -> tensor(value) != null);
        }
    }

    /// Values that lie in the file one behind the other.
    ///
    /// @param type  as in safetensors
    /// @param key   its name in the file
    /// @param count number of values
    record Storage(String type, String key, long count) {}

    /// A view of a storage; nothing of it has been checked.
    record Tensor(Storage storage, long offset, List<Object> sizes, List<Object> strides) {}

    /// A parameter of early versions, whose tensor follows.
    static final class Parameter {
        Tensor tensor;
    }

    static final String ORDERED_DICT = "collections.OrderedDict";
    static final String PARAMETER = "torch.nn.parameter.Parameter";
    static final String REBUILD_PARAMETER = "torch._utils._rebuild_parameter";
    static final Set<String> REBUILD_TENSOR = Set.of("torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor");

    /// Calls of these make plain values, which protocol 2 has no operation for.
    static final Set<String> PLAIN =
            Set.of("_codecs.encode", "__builtin__.set", "builtins.set", "__builtin__.bytearray", "builtins.bytearray", "torch.Size");

    /// Types of storages as in safetensors.
    static final Map<String, String> STORAGES = Map.ofEntries(
            Map.entry("torch.DoubleStorage", "F64"), Map.entry("torch.FloatStorage", "F32"),
            Map.entry("torch.HalfStorage", "F16"), Map.entry("torch.BFloat16Storage", "BF16"),
            Map.entry("torch.LongStorage", "I64"), Map.entry("torch.IntStorage", "I32"),
            Map.entry("torch.ShortStorage", "I16"), Map.entry("torch.CharStorage", "I8"),
            Map.entry("torch.ByteStorage", "U8"), Map.entry("torch.BoolStorage", "BOOL"),
            Map.entry("torch.ComplexFloatStorage", "C64"), Map.entry("torch.ComplexDoubleStorage", "C128"),
            Map.entry("torch.storage.UntypedStorage", "U8"));

    private Pickle() {}

    static boolean isKnown(String global) {
        return global.equals(ORDERED_DICT) || global.equals(PARAMETER) || global.equals(REBUILD_PARAMETER)
                || REBUILD_TENSOR.contains(global) || PLAIN.contains(global) || STORAGES.containsKey(global);
    }

    /// The tensor that a value is, or null if it is none.
    static Tensor tensor(Object value) {
        return switch (value) {
            case Tensor tensor -> tensor;
            case Parameter parameter -> parameter.tensor;
            default -> null;
        };
    }

    /// Bytes of a value of a storage.
    static int bytes(String type) {
        return switch (type) {
            case "C128" -> 16;
            case "F64", "I64", "C64" -> 8;
            case "F32", "I32" -> 4;
            case "F16", "BF16", "I16" -> 2;
            default -> 1;
        };
    }
}

package lowrankcam.weights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.FormatException;

/// A stored tensor of an ONNX model and where its values lie.
///
/// @param type   as in safetensors, or another word for what is not read as floats
/// @param place  of its values in the model's file or, if `file` is not empty, in that
/// @param file   beside the model, or empty
/// @param packed true if 16-bit values are stored as whole numbers of a varying length
/// @param whole  the values of a short tensor of whole numbers, else none
record OnnxTensor(
        String name, String type, List<Integer> shape, ProtoReader.Range place, String file, boolean packed, List<Long> whole) {

    private static final Map<Long, String> TYPES =
            Map.ofEntries(
                    Map.entry(1L, "F32"), Map.entry(2L, "U8"), Map.entry(3L, "I8"), Map.entry(4L, "U16"), Map.entry(5L, "I16"),
                    Map.entry(6L, "I32"), Map.entry(7L, "I64"), Map.entry(9L, "BOOL"), Map.entry(10L, "F16"),
                    Map.entry(11L, "F64"), Map.entry(12L, "U32"), Map.entry(13L, "U64"), Map.entry(16L, "BF16"));

    OnnxTensor named(String other) {
        return new OnnxTensor(other, type, shape, place, file, packed, whole);
    }

    /// What a message says of a tensor, before it is known to be right.
    static final class Draft {
        private static final int FLOATS = 4;
        private static final int SMALL = 5;
        private static final int LONGS = 7;
        private static final int RAW = 9;
        private static final int DOUBLES = 10;

        private static final int MOST_WHOLE = 64;

        final List<Long> dimensions = new ArrayList<>();
        final Map<String, String> external = new HashMap<>();
        String name = "";
        long type;
        private final List<Long> whole = new ArrayList<>();
        private ProtoReader.Range place;
        private int kind;

        /// The field that holds the values, or one of them: of several pieces only those of whole numbers are put together.
        void add(int field, ProtoReader in) throws FormatException {
            if (field == LONGS) {
                in.addNumbers(whole, MOST_WHOLE);
                return;
            }
            if (kind != 0) {
                throw in.error("the values of a tensor in one piece", "a second piece, of '" + name + "'");
            }
            kind = field;
            place = in.range();
        }

        OnnxTensor tensor(ProtoReader in) throws FormatException {
            List<Integer> shape = new ArrayList<>();
            long count = 1;
            for (long n : dimensions) {
                if (n < 0 || n > Integer.MAX_VALUE) {
                    throw in.error("dimensions up to 2147483647", "tensor '" + name + "' with " + n);
                }
                shape.add((int) n);
                count = count * n;
                if (count > Integer.MAX_VALUE) {
                    throw in.error("at most 2147483647 values", "tensor '" + name + "' of " + dimensions);
                }
            }
            String word = TYPES.getOrDefault(type, "type " + type);
            int bytes = FloatType.of(word).map(FloatType::bytes).orElse(0);
            String file = external.getOrDefault("location", "");
            if (!external.isEmpty()) {
                place = new ProtoReader.Range(length("offset", 0, in), length("length", count * bytes, in));
            }
            boolean packed = external.isEmpty() && kind == SMALL && bytes == 2;
            boolean exact = !external.isEmpty() || kind == RAW || kind == FLOATS && word.equals("F32")
                    || kind == DOUBLES && word.equals("F64");
            if (bytes > 0 && !packed && count > 0 && (!exact || place.size() != count * bytes)) {
                throw in.error(count * bytes + " bytes for " + word + " " + shape,
                        (exact ? place.size() + " bytes" : "none of that type") + " of tensor '" + name + "'");
            }
            return new OnnxTensor(name, word, shape, place == null ? new ProtoReader.Range(0, 0) : place, file, packed, List.copyOf(whole));
        }

        private long length(String key, long otherwise, ProtoReader in) throws FormatException {
            String text = external.get(key);
            if (text != null && !text.matches("[0-9]{1,18}")) {
                throw in.error("a whole number as '" + key + "' of tensor '" + name + "'", text);
            }
            return text == null ? otherwise : Long.parseLong(text);
        }
    }
}

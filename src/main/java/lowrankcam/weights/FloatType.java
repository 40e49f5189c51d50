package lowrankcam.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import lowrankcam.format.ByteSource;
import lowrankcam.format.FormatException;

/// Little-endian floating-point types of stored values, named as in safetensors.
enum FloatType {
    F64(8) {
        @Override
        void convert(ByteBuffer bytes, float[] values, int from, int count) {
            for (int i = 0; i < count; i++) {
                values[from + i] = (float) bytes.getDouble(i * 8);
            }
        }
    },
    F32(4) {
        @Override
        void convert(ByteBuffer bytes, float[] values, int from, int count) {
            bytes.asFloatBuffer().get(values, from, count);
        }
    },
    F16(2) {
        @Override
        void convert(ByteBuffer bytes, float[] values, int from, int count) {
            for (int i = 0; i < count; i++) {
                values[from + i] = Float.float16ToFloat(bytes.getShort(i * 2));
            }
        }
    },
    BF16(2) {
        @Override
        void convert(ByteBuffer bytes, float[] values, int from, int count) {
            for (int i = 0; i < count; i++) {
                values[from + i] = Float.intBitsToFloat(bytes.getShort(i * 2) << 16);
            }
        }
    };

    /// Values that are read at a time.
    private static final int PIECE = 1 << 14;

    private final int bytes;

    FloatType(int bytes) {
        this.bytes = bytes;
    }

    /// The type of this name, or nothing if it is another kind.
    static Optional<FloatType> of(String name) {
        for (FloatType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /// Bytes of a value.
    int bytes() {
        return bytes;
    }

    /// Converts the first `count` values of a little-endian buffer.
    abstract void convert(ByteBuffer bytes, float[] values, int from, int count);

    /// Reads `count` values that lie one behind the other, piece by piece, so that their bytes are never all on the heap.
    ///
    /// @param begin offset of the first one
    /// @param item  what is read, for messages
    void read(ByteSource source, long begin, int count, float[] values, String item) throws FormatException {
        ByteBuffer piece = ByteBuffer.allocate(Math.min(PIECE, count) * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < count; ) {
            int part = Math.min(PIECE, count - from);
            source.read(begin + (long) from * bytes, piece.clear().limit(part * bytes), item);
            convert(piece.flip(), values, from, part);
            from += part;
        }
    }
}

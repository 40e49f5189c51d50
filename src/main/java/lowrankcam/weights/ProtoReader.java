package lowrankcam.weights;

import java.nio.charset.StandardCharsets;
import java.util.List;
import lowrankcam.format.ByteSource;
import lowrankcam.format.FormatException;

/// Reads a Protocol Buffers message field by field, and the messages in it; every length within that of the message around it.
/// Source: protobuf.dev, "Encoding".
final class ProtoReader {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    /// Names and texts are shorter by far.
    private static final int LONGEST_TEXT = 1 << 16;

    /// Fields that are read of all messages together, so that a small file cannot become a large structure.
    private static final int MOST_FIELDS = 300_000;

    private final ByteCursor in;
    private long end;
    private int field;
    private int wire;
    private int fields;

    /// Bytes of a field in the file.
    record Range(long begin, long size) {}

    ProtoReader(ByteSource source) {
        this.in = new ByteCursor(source, 0, source.size(), "ONNX message");
        this.end = source.size();
    }

    /// Goes to the next field of the message; false at its end.
    boolean next() throws FormatException {
        if (in.position() >= end) {
            return false;
        }
        if (++fields > MOST_FIELDS) {
            throw in.error("at most " + MOST_FIELDS + " fields", "more");
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wire = (int) (tag & 7);
        if (tag >>> 3 < 1 || tag >>> 3 > 0x1FFFFFFF) {
            throw in.error("a number of a field", Long.toUnsignedString(tag >>> 3));
        }
        return true;
    }

    int field() {
        return field;
    }

    /// The field as a whole number.
    long number() throws FormatException {
        require(VARINT);
        return varint();
    }

    float real() throws FormatException {
        require(FIXED32);
        within(4);
        return Float.intBitsToFloat(in.four());
    }

    String text() throws FormatException {
        long length = length();
        if (length > LONGEST_TEXT) {
            throw in.error("a text of at most " + LONGEST_TEXT + " bytes", length + " bytes");
        }
        return in.text(length, StandardCharsets.UTF_8);
    }

    /// Where the bytes of the field lie; they are passed over.
    Range range() throws FormatException {
        long length = length();
        Range range = new Range(in.position(), length);
        in.skip(length);
        return range;
    }

    /// Adds the whole numbers of a field, whether one or packed.
    void addNumbers(List<Long> numbers, int most) throws FormatException {
        long outer = wire == VARINT ? end : enter();
        do {
            if (wire == BYTES && in.position() == end) {
                break;
            }
            numbers.add(varint());
            if (numbers.size() > most) {
                throw in.error("at most " + most + " numbers", "more");
            }
        } while (wire == BYTES);
        if (wire == BYTES) {
            leave(outer);
        }
    }

    /// Enters the message that the field is.
    ///
    /// @return what to give to [#leave]
    long enter() throws FormatException {
        long length = length();
        long outer = end;
        end = in.position() + length;
        return outer;
    }

    /// Back to the message around it, all fields of this one read.
    void leave(long outer) throws FormatException {
        if (in.position() != end) {
            throw in.error("the end of a message", (in.position() - end) + " bytes behind it");
        }
        end = outer;
    }

    /// Passes over the field.
    void skip() throws FormatException {
        switch (wire) {
            case VARINT -> varint();
            case FIXED64 -> skip(8);
            case FIXED32 -> skip(4);
            case BYTES -> range();
            default -> throw in.error("a field of a known kind", "kind " + wire);
        }
    }

    private void skip(int count) throws FormatException {
        within(count);
        in.skip(count);
    }

    private long length() throws FormatException {
        require(BYTES);
        long length = varint();
        within(length);
        return length;
    }

    private void within(long length) throws FormatException {
        if (length < 0 || length > end - in.position()) {
            throw in.error(Long.toUnsignedString(length) + " bytes", (end - in.position()) + " before the end of the message");
        }
    }

    private void require(int kind) throws FormatException {
        if (wire != kind) {
            throw in.error("field " + field + " of kind " + kind, "kind " + wire);
        }
    }

    private long varint() throws FormatException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            within(1);
            int one = in.one();
            value |= (long) (one & 0x7F) << shift;
            if (one < 0x80) {
                return value;
            }
        }
        throw in.error("a number of at most ten bytes", "more");
    }

    FormatException error(String expected, String found) {
        return in.error(expected, found);
    }
}

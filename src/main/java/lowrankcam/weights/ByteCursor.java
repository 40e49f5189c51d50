package lowrankcam.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import lowrankcam.format.ByteSource;
import lowrankcam.format.FormatException;

/// Reads a part of a file from one byte to the next.
final class ByteCursor {

    private static final int BUFFER = 1 << 13;
    private static final int LONGEST_LINE = 1 << 10;

    private final ByteSource source;
    private final String item;
    private final long end;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private long next;

    /// @param begin offset of the first byte
    /// @param end   offset behind the last one
    /// @param item  what is read, for messages
    ByteCursor(ByteSource source, long begin, long end, String item) {
        this.source = source;
        this.next = begin;
        this.end = end;
        this.item = item;
    }

    /// Offset in the file of the byte that comes next.
    long position() {
        return next - buffer.remaining();
    }

    private void require(int count) throws FormatException {
        if (buffer.remaining() < count) {
            if (end - position() < count) {
                throw source.error(end, item, count + " more bytes", Math.max(0, end - position()) + " before its end");
            }
            buffer.compact();
            buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + (end - next)));
            int more = buffer.remaining();
            source.read(next, buffer, item);
            next += more;
            buffer.flip();
        }
    }

    int one() throws FormatException {
        require(1);
        return buffer.get() & 0xFF;
    }

    int two() throws FormatException {
        require(2);
        return buffer.getShort() & 0xFFFF;
    }

    int four() throws FormatException {
        require(4);
        return buffer.getInt();
    }

    long eight() throws FormatException {
        require(8);
        return buffer.getLong();
    }

    /// A length of four bytes without a sign.
    long length() throws FormatException {
        return four() & 0xFFFFFFFFL;
    }

    void skip(long count) throws FormatException {
        if (count < 0 || count > end - position()) {
            throw source.error(position(), item, Long.toUnsignedString(count) + " more bytes",
                    (end - position()) + " before its end");
        }
        if (count <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) count);
        } else {
            next = position() + count;
            buffer.limit(0);
        }
    }

    byte[] bytes(long count) throws FormatException {
        if (count >= 0 && count <= BUFFER) {
            require((int) count);
            byte[] bytes = new byte[(int) count];
            buffer.get(bytes);
            return bytes;
        }
        long begin = position();
        skip(count);
        if (count > Integer.MAX_VALUE) {
            throw source.error(begin, item, "a text of at most 2147483647 bytes", count + " bytes");
        }
        return source.bytes(begin, (int) count, item).array();
    }

    String text(long count, Charset charset) throws FormatException {
        return new String(bytes(count), charset);
    }

    /// Text up to a line feed, without it.
    String line() throws FormatException {
        StringBuilder line = new StringBuilder();
        for (int c = one(); c != '\n'; c = one()) {
            if (line.length() == LONGEST_LINE) {
                throw error("a name of at most " + LONGEST_LINE + " bytes", "a longer one");
            }
            line.append((char) c);
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    FormatException error(String expected, String found) {
        return source.error(position(), item, expected, found);
    }
}

package lowrankcam.dicom;

import lowrankcam.format.FormatException;

/// The bits of a scan of Huffman codes (ITU T.81, annex F.2.2.5): a zero behind each FF is left out, and a marker ends them.
final class JpegBits {

    private final JpegStream stream;
    private final byte[] bytes;
    private int at;
    private long buffer;
    private int held;

    JpegBits(JpegStream stream) {
        this.stream = stream;
        this.bytes = stream.bytes();
        this.at = stream.position();
    }

    /// Where the marker stands that follows, once all bits are taken.
    int position() {
        return at;
    }

    /// The value of a code.
    int decode(HuffmanTable table) throws FormatException {
        int found = table.find(peek());
        int length = found & 31;
        if (length == 0) {
            throw stream.error("codes of its Huffman table", "another code, or too few data");
        }
        skip(length);
        return found >> 5;
    }

    /// So many bits, 0 to 16, as a number.
    int take(int count) throws FormatException {
        if (count == 0) {
            return 0;
        }
        int value = peek() >> (16 - count);
        skip(count);
        return value;
    }

    /// A difference of a size in bits (ITU T.81, F.2.2.1): the upper half of their numbers is positive.
    int difference(int size) throws FormatException {
        int bits = take(size);
        return size == 0 || bits >= 1 << (size - 1) ? bits : bits - (1 << size) + 1;
    }

    /// Goes behind a restart marker, which must be next.
    void restart() throws FormatException {
        held = 0;
        buffer = 0;
        while (at + 1 < bytes.length && !((bytes[at] & 0xFF) == 0xFF && bytes[at + 1] != 0)) {
            at++;
        }
        while (at + 1 < bytes.length && (bytes[at + 1] & 0xFF) == 0xFF) {
            at++;
        }
        if (at + 1 >= bytes.length || (bytes[at + 1] & 0xF8) != 0xD0) {
            throw stream.error("a restart marker where one is due", "none");
        }
        at += 2;
    }

    /// Ends a scan: goes to the marker behind it.
    void end() {
        while (at + 1 < bytes.length && !((bytes[at] & 0xFF) == 0xFF && bytes[at + 1] != 0)) {
            at++;
        }
        stream.position(at);
    }

    /// The next 16 bits; zeros behind the last.
    private int peek() {
        while (held <= 48 && at < bytes.length) {
            int next = bytes[at] & 0xFF;
            if (next == 0xFF) {
                if (at + 1 >= bytes.length || bytes[at + 1] != 0) {
                    break;
                }
                at++;
            }
            at++;
            buffer = buffer << 8 | next;
            held += 8;
        }
        return (int) (held >= 16 ? buffer >>> (held - 16) : buffer << (16 - held)) & 0xFFFF;
    }

    private void skip(int count) throws FormatException {
        if (count > held) {
            throw stream.error("data for every pixel", "too few");
        }
        held -= count;
        buffer &= (1L << held) - 1;
    }
}

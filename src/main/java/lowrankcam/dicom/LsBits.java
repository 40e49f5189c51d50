package lowrankcam.dicom;

import lowrankcam.format.FormatException;

/// The bits of a scan of JPEG-LS (ITU T.87, annex C): the byte behind an FF has seven, and a marker ends them.
final class LsBits {

    private final JpegStream stream;
    private final byte[] bytes;
    private int at;
    private int buffer;
    private int held;
    private boolean isStuffed;

    LsBits(JpegStream stream) {
        this.stream = stream;
        this.bytes = stream.bytes();
        this.at = stream.position();
    }

    int bit() throws FormatException {
        if (held == 0) {
            if (at >= bytes.length || isStuffed && bytes[at] < 0) {
                throw stream.error("data for every pixel", "too few");
            }
            buffer = bytes[at++] & 0xFF;
            held = isStuffed ? 7 : 8;
            isStuffed = buffer == 0xFF;
        }
        return buffer >> --held & 1;
    }

    int take(int count) throws FormatException {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    /// A number in the code of limited length (ITU T.87, A.5.3): zeros and a one, then `k` bits; or, behind as many zeros as are
    /// allowed, the number less one itself.
    ///
    /// @param limit longest code
    /// @param plain bits of a number itself
    int golomb(int k, int limit, int plain) throws FormatException {
        int zeros = 0;
        while (bit() == 0) {
            if (++zeros > limit) {
                throw stream.error("codes of JPEG-LS", "a longer one");
            }
        }
        return zeros < limit - plain - 1 ? zeros << k | take(k) : take(plain) + 1;
    }

    /// Ends a scan: goes to the marker behind it.
    void end() {
        while (at + 1 < bytes.length && !(bytes[at] == (byte) 0xFF && bytes[at + 1] < 0)) {
            at++;
        }
        stream.position(at);
    }
}

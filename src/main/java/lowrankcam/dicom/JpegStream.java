package lowrankcam.dicom;

import lowrankcam.format.FormatException;

/// The segments of a JPEG stream up to its first scan (ITU T.81, annex B), every length checked.
final class JpegStream {

    static final int START_OF_FRAME = 0xC0;
    static final int EXTENDED = 0xC1;
    static final int PROGRESSIVE = 0xC2;
    static final int LOSSLESS = 0xC3;
    static final int JPEG_LS = 0xF7;

    private static final int HUFFMAN = 0xC4;
    private static final int ARITHMETIC = 0xC8;
    private static final int ARITHMETIC_TABLE = 0xCC;
    private static final int IMAGE_START = 0xD8;
    private static final int IMAGE_END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int QUANTISATION = 0xDB;
    private static final int RESTART = 0xDD;
    private static final int LS_EXTENSION = 0xF8;

    private static final int MOST_SEGMENTS = 10_000;

    private final DataSet data;
    private final byte[] bytes;
    private final HuffmanTable[][] huffman = new HuffmanTable[2][4];
    private final int[][] quantisation = new int[4][];
    private final int[] preset = new int[5];
    private Frame frame;
    private int restart;
    private int at;
    private int segments;

    /// A component of a frame.
    ///
    /// @param id           its name in scans
    /// @param horizontal   samples across a unit of all components
    /// @param vertical     samples down a unit
    /// @param quantisation number of its table
    record Component(int id, int horizontal, int vertical, int quantisation) {}

    /// A frame's header.
    record Frame(int marker, int precision, int rows, int columns, Component[] components) {}

    /// A scan's header.
    ///
    /// @param components   indices into the frame's
    /// @param tables       numbers of each component's tables, direct current in the upper four bits
    /// @param first        predictor of a lossless scan, tolerance of one of JPEG-LS, first coefficient of others
    /// @param last         interleaving of JPEG-LS, last coefficient of others
    /// @param low          point transform, in the lower four bits
    record Scan(int[] components, int[] tables, int first, int last, int low) {}

    JpegStream(DataSet data, byte[] bytes) throws FormatException {
        this.data = data;
        this.bytes = bytes;
        if (bytes.length < 4 || u8(0) != 0xFF || u8(1) != IMAGE_START) {
            throw error("a start-of-image marker", "none");
        }
        at = 2;
        while (frame == null) {
            if (segment() == SCAN) {
                throw error("a frame header before the scan", "none");
            }
        }
    }

    Frame frame() {
        return frame;
    }

    byte[] bytes() {
        return bytes;
    }

    /// Where the data of the scan begin whose header was read last.
    int position() {
        return at;
    }

    /// Goes on behind a scan's data.
    void position(int next) {
        at = next;
    }

    /// Units between two restart markers, 0 for none.
    int restartInterval() {
        return restart;
    }

    /// Largest value, three thresholds and the reset value of JPEG-LS; 0 for those that are not given.
    int[] preset() {
        return preset;
    }

    int[] quantisation(int table) throws FormatException {
        if (table > 3 || quantisation[table] == null) {
            throw error("the quantisation table of a component", "none");
        }
        return quantisation[table];
    }

    /// @param kind 0 for direct current and lossless, 1 for alternating current
    HuffmanTable huffman(int kind, int table) throws FormatException {
        if (table > 3 || huffman[kind][table] == null) {
            throw error("the Huffman table of a component", "none");
        }
        return huffman[kind][table];
    }

    /// The next scan's header, or null at the end of the image.
    Scan scan() throws FormatException {
        while (true) {
            int start = at;
            int marker = segment();
            if (marker == IMAGE_END) {
                return null;
            }
            if (marker == SCAN) {
                return scan(start + 4);
            }
        }
    }

    /// Reads a segment, and returns its marker.
    private int segment() throws FormatException {
        if (++segments > MOST_SEGMENTS) {
            throw error("at most " + MOST_SEGMENTS + " segments", "more");
        }
        while (at + 1 < bytes.length && u8(at) == 0xFF && u8(at + 1) == 0xFF) {
            at++;
        }
        if (at + 1 >= bytes.length || u8(at) != 0xFF) {
            throw error("a marker", at + 1 >= bytes.length ? "its end" : "other data");
        }
        int marker = u8(at + 1);
        if (marker == IMAGE_END) {
            at += 2;
            return marker;
        }
        if (at + 4 > bytes.length || u16(at + 2) < 2 || at + 2 + u16(at + 2) > bytes.length) {
            throw error("a segment within the frame", "one that is longer");
        }
        int from = at + 4;
        int end = at + 2 + u16(at + 2);
        at = end;
        switch (marker) {
            case HUFFMAN -> readHuffman(from, end);
            case QUANTISATION -> readQuantisation(from, end);
            case RESTART -> {
                need(from + 2, end);
                restart = u16(from);
            }
            case LS_EXTENSION -> readExtension(from, end);
            case ARITHMETIC, ARITHMETIC_TABLE -> throw error("Huffman coding", "arithmetic coding");
            default -> {
                if (marker >= START_OF_FRAME && marker < 0xD0 || marker == JPEG_LS) {
                    readFrame(marker, from, end);
                }
            }
        }
        return marker;
    }

    private void readFrame(int marker, int from, int end) throws FormatException {
        need(from + 6, end);
        int count = u8(from + 5);
        need(from + 6 + 3 * count, end);
        if (frame != null || count != 1 && count != 3) {
            throw error("one frame of 1 or 3 components", frame != null ? "two frames" : count + " components");
        }
        Component[] components = new Component[count];
        for (int i = 0; i < count; i++) {
            int place = from + 6 + 3 * i;
            int sampling = u8(place + 1);
            components[i] = new Component(u8(place), sampling >> 4, sampling & 15, u8(place + 2));
            if (sampling >> 4 < 1 || sampling >> 4 > 4 || (sampling & 15) < 1 || (sampling & 15) > 4) {
                throw error("1 to 4 samples of a component in a unit", (sampling >> 4) + "x" + (sampling & 15));
            }
        }
        frame = new Frame(marker, u8(from), u16(from + 1), u16(from + 3), components);
        if (frame.precision() < 2 || frame.precision() > 16) {
            throw error("2 to 16 bits a sample", String.valueOf(frame.precision()));
        }
    }

    private void readHuffman(int start, int end) throws FormatException {
        int from = start;
        while (from < end) {
            need(from + 17, end);
            int kind = u8(from) >> 4;
            int number = u8(from) & 15;
            int count = 0;
            int[] lengths = new int[16];
            for (int i = 0; i < 16; i++) {
                lengths[i] = u8(from + 1 + i);
                count += lengths[i];
            }
            need(from + 17 + count, end);
            if (kind > 1 || number > 3) {
                throw error("Huffman tables 0 to 3", kind + "/" + number);
            }
            int[] values = new int[count];
            for (int i = 0; i < count; i++) {
                values[i] = u8(from + 17 + i);
            }
            huffman[kind][number] = HuffmanTable.of(lengths, values);
            if (huffman[kind][number] == null) {
                throw error("a Huffman table of codes that differ", "one of too many");
            }
            from += 17 + count;
        }
    }

    private void readQuantisation(int start, int end) throws FormatException {
        int from = start;
        while (from < end) {
            need(from + 1, end);
            int width = u8(from) >> 4 == 0 ? 1 : 2;
            int number = u8(from) & 15;
            need(from + 1 + 64 * width, end);
            if (number > 3) {
                throw error("quantisation tables 0 to 3", String.valueOf(number));
            }
            quantisation[number] = new int[64];
            for (int i = 0; i < 64; i++) {
                quantisation[number][i] = width == 1 ? u8(from + 1 + i) : u16(from + 1 + 2 * i);
            }
            from += 1 + 64 * width;
        }
    }

    private void readExtension(int from, int end) throws FormatException {
        need(from + 1, end);
        if (u8(from) != 1) {
            throw error("parameters of JPEG-LS", "a table or a size of JPEG-LS, which is not read");
        }
        need(from + 11, end);
        for (int i = 0; i < preset.length; i++) {
            preset[i] = u16(from + 1 + 2 * i);
        }
    }

    private Scan scan(int from) throws FormatException {
        need(from + 1, at);
        int count = u8(from);
        need(from + 4 + 2 * count, at);
        int[] components = new int[count];
        int[] tables = new int[count];
        for (int i = 0; i < count; i++) {
            components[i] = index(u8(from + 1 + 2 * i));
            tables[i] = u8(from + 2 + 2 * i);
        }
        int rest = from + 1 + 2 * count;
        return new Scan(components, tables, u8(rest), u8(rest + 1), u8(rest + 2));
    }

    private int index(int id) throws FormatException {
        for (int i = 0; i < frame.components().length; i++) {
            if (frame.components()[i].id() == id) {
                return i;
            }
        }
        throw error("a scan of the frame's components", "another component");
    }

    private void need(int to, int end) throws FormatException {
        if (to > end) {
            throw error("a whole segment", "one that is too short");
        }
    }

    private int u8(int offset) {
        return bytes[offset] & 0xFF;
    }

    private int u16(int offset) {
        return u8(offset) << 8 | u8(offset + 1);
    }

    FormatException error(String expected, String actual) {
        return data.error(Tag.PIXEL_DATA, "JPEG of the frame with " + expected, actual);
    }
}

package lowrankcam.dicom;

import java.util.Arrays;
import lowrankcam.format.FormatException;

/// Sequential JPEG of 12 bits a sample (ITU T.81, process 4), which the JDK does not decode.
final class DctJpeg {

    private static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55,
        62, 63
    };

    /// A block of 64 samples takes two codes of a bit at least.
    private static final int MOST_SAMPLES_OF_A_BYTE = 256;

    private final JpegStream stream;
    private final JpegStream.Frame frame;
    private final int across;
    private final int down;
    private final int unitsAcross;
    private final int unitsDown;

    /// Samples of each component, to the end of the last unit.
    private final int[][] planes;

    private DctJpeg(JpegStream stream) throws FormatException {
        this.stream = stream;
        this.frame = stream.frame();
        int widest = 1;
        int highest = 1;
        for (JpegStream.Component one : frame.components()) {
            widest = Math.max(widest, one.horizontal());
            highest = Math.max(highest, one.vertical());
        }
        // One component is not interleaved, so that its unit is a block whatever it says.
        this.across = frame.components().length == 1 ? 1 : widest;
        this.down = frame.components().length == 1 ? 1 : highest;
        this.unitsAcross = Math.ceilDiv(frame.columns(), 8 * across);
        this.unitsDown = Math.ceilDiv(frame.rows(), 8 * down);
        long samples = (long) unitsAcross * unitsDown * 64 * across * down;
        if (samples > (long) stream.bytes().length * MOST_SAMPLES_OF_A_BYTE) {
            throw stream.error("data for " + samples + " samples", stream.bytes().length + " bytes");
        }
        planes = new int[frame.components().length][];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = new int[Math.toIntExact((long) width(i) * unitsDown * 8 * vertical(i))];
        }
    }

    private int horizontal(int component) {
        return planes.length == 1 ? 1 : frame.components()[component].horizontal();
    }

    private int vertical(int component) {
        return planes.length == 1 ? 1 : frame.components()[component].vertical();
    }

    private int width(int component) {
        return unitsAcross * 8 * horizontal(component);
    }

    /// Samples of all components, those of a pixel beside each other.
    static EightBitJpeg.Samples decode(JpegStream stream) throws FormatException {
        DctJpeg decoder = new DctJpeg(stream);
        JpegStream.Scan scan = stream.scan();
        if (scan == null || scan.components().length != decoder.planes.length) {
            throw stream.error("one scan of all components", scan == null ? "none" : "a scan of some");
        }
        decoder.scan(scan);
        return decoder.joined();
    }

    private void scan(JpegStream.Scan scan) throws FormatException {
        JpegBits bits = new JpegBits(stream);
        int[] predicted = new int[planes.length];
        int interval = stream.restartInterval();
        int left = interval;
        int[] block = new int[64];
        for (int unit = 0; unit < unitsAcross * unitsDown; unit++) {
            if (interval > 0 && left-- == 0) {
                bits.restart();
                predicted = new int[planes.length];
                left = interval - 1;
            }
            for (int i = 0; i < planes.length; i++) {
                int component = scan.components()[i];
                HuffmanTable direct = stream.huffman(0, scan.tables()[i] >> 4);
                HuffmanTable alternating = stream.huffman(1, scan.tables()[i] & 15);
                int[] steps = stream.quantisation(frame.components()[component].quantisation());
                for (int b = 0; b < horizontal(component) * vertical(component); b++) {
                    predicted[component] = block(bits, direct, alternating, steps, predicted[component], block);
                    int x = (unit % unitsAcross * horizontal(component) + b % horizontal(component)) * 8;
                    int y = (unit / unitsAcross * vertical(component) + b / horizontal(component)) * 8;
                    InverseDct.apply(block, planes[component], y * width(component) + x, width(component));
                }
            }
        }
        bits.end();
    }

    /// Coefficients of a block, multiplied by their steps.
    ///
    /// @return its direct current, from which the next differs
    private int block(
            JpegBits bits, HuffmanTable direct, HuffmanTable alternating, int[] steps, int before, int[] block)
            throws FormatException {
        Arrays.fill(block, 0);
        int size = bits.decode(direct);
        if (size > 16) {
            throw stream.error("differences of at most 16 bits", String.valueOf(size));
        }
        int value = before + bits.difference(size);
        block[0] = value * steps[0];
        for (int k = 1; k < 64; k++) {
            int code = bits.decode(alternating);
            int run = code >> 4;
            int length = code & 15;
            if (length == 0 && run < 15) {
                break;
            }
            k += run;
            if (k > 63) {
                throw stream.error("64 coefficients in a block", "more");
            }
            block[ZIGZAG[k]] = bits.difference(length) * steps[k];
        }
        return value;
    }

    /// Components of fewer samples are repeated.
    private EightBitJpeg.Samples joined() {
        int[] values = new int[frame.rows() * frame.columns() * planes.length];
        for (int y = 0; y < frame.rows(); y++) {
            for (int x = 0; x < frame.columns(); x++) {
                for (int i = 0; i < planes.length; i++) {
                    int row = y * vertical(i) / down;
                    int column = x * horizontal(i) / across;
                    values[(y * frame.columns() + x) * planes.length + i] = planes[i][row * width(i) + column];
                }
            }
        }
        return new EightBitJpeg.Samples(frame.columns(), frame.rows(), planes.length, values);
    }
}

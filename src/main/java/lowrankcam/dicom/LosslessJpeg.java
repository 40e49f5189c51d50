package lowrankcam.dicom;

import lowrankcam.format.FormatException;

/// JPEG Lossless, process 14 with any of its seven predictors (ITU T.81, annex H).
final class LosslessJpeg {

    /// A sample takes a bit at least.
    private static final int MOST_SAMPLES_OF_A_BYTE = 8;

    private final JpegStream stream;
    private final JpegStream.Frame frame;
    private final int channels;
    private final int[] values;

    private LosslessJpeg(JpegStream stream) throws FormatException {
        this.stream = stream;
        this.frame = stream.frame();
        this.channels = frame.components().length;
        long samples = (long) frame.rows() * frame.columns() * channels;
        if (samples > (long) stream.bytes().length * MOST_SAMPLES_OF_A_BYTE) {
            throw stream.error("data for " + samples + " samples", stream.bytes().length + " bytes");
        }
        for (JpegStream.Component one : frame.components()) {
            if (channels > 1 && (one.horizontal() != 1 || one.vertical() != 1)) {
                throw stream.error("as many samples of each component", "fewer of one");
            }
        }
        this.values = new int[Math.toIntExact(samples)];
    }

    /// Samples of all components, those of a pixel beside each other.
    static EightBitJpeg.Samples decode(JpegStream stream) throws FormatException {
        LosslessJpeg decoder = new LosslessJpeg(stream);
        int done = 0;
        while (done < decoder.channels) {
            JpegStream.Scan scan = stream.scan();
            if (scan == null) {
                throw stream.error("a scan of each component", done + " of " + decoder.channels);
            }
            decoder.scan(scan);
            done += scan.components().length;
        }
        return new EightBitJpeg.Samples(
                decoder.frame.columns(), decoder.frame.rows(), decoder.channels, decoder.values);
    }

    private void scan(JpegStream.Scan scan) throws FormatException {
        int count = scan.components().length;
        int shift = scan.low() & 15;
        if (scan.first() < 1 || scan.first() > 7 || shift >= frame.precision() || count < 1) {
            throw stream.error("a predictor from 1 to 7 of one component or more", String.valueOf(scan.first()));
        }
        HuffmanTable[] tables = new HuffmanTable[count];
        for (int i = 0; i < count; i++) {
            tables[i] = stream.huffman(0, scan.tables()[i] >> 4);
        }
        JpegBits bits = new JpegBits(stream);
        int columns = frame.columns();
        int start = 1 << (frame.precision() - shift - 1);
        int interval = stream.restartInterval();
        int left = interval;
        // The row that begins after a restart is predicted as the first row is.
        int firstRow = 0;
        for (int y = 0; y < frame.rows(); y++) {
            for (int x = 0; x < columns; x++) {
                boolean isRestart = interval > 0 && left == 0;
                if (isRestart) {
                    bits.restart();
                    left = interval;
                    firstRow = y;
                }
                left--;
                for (int i = 0; i < count; i++) {
                    int at = (y * columns + x) * channels + scan.components()[i];
                    int size = bits.decode(tables[i]);
                    if (size > 16) {
                        throw stream.error("differences of at most 16 bits", String.valueOf(size));
                    }
                    int difference = size == 16 ? 1 << 15 : bits.difference(size);
                    int predicted = isRestart || y == firstRow && x == 0
                            ? start
                            : y == firstRow ? values[at - channels] : predict(scan.first(), at, x);
                    values[at] = (predicted + difference) & 0xFFFF;
                }
            }
        }
        bits.end();
        if (shift > 0) {
            for (int i = 0; i < count; i++) {
                for (int at = scan.components()[i]; at < values.length; at += channels) {
                    values[at] <<= shift;
                }
            }
        }
    }

    private int predict(int predictor, int at, int x) {
        int above = values[at - frame.columns() * channels];
        if (x == 0) {
            return above;
        }
        int left = values[at - channels];
        int corner = values[at - (frame.columns() + 1) * channels];
        return switch (predictor) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> corner;
            case 4 -> left + above - corner;
            case 5 -> left + ((above - corner) >> 1);
            case 6 -> above + ((left - corner) >> 1);
            default -> (left + above) >> 1;
        };
    }
}

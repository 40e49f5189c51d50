package lowrankcam.dicom;

import java.util.Arrays;
import lowrankcam.format.FormatException;

/// JPEG-LS, lossless and near-lossless (ITU T.87), with components apart, by line or by pixel.
final class JpegLs {

    /// Bits of the length of a run, by how long runs have been.
    private static final int[] RUN_BITS = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    private final JpegStream stream;
    private final JpegStream.Frame frame;
    private final int columns;
    private final int channels;
    private final int[] values;
    private LsBits bits;
    private LsCoding coding;

    /// Lines of a component: the one above and the one that is decoded, each with a sample before and one behind; and how long
    /// its runs have been.
    private static final class Lines {
        private int[] above;
        private int[] own;
        private int run;

        Lines(int columns) {
            above = new int[columns + 2];
            own = new int[columns + 2];
        }

        /// Begins a line: what is missing at its edges is what stands above.
        void begin() {
            above[above.length - 1] = above[above.length - 2];
            own[0] = above[1];
        }

        void end() {
            int[] finished = own;
            own = above;
            above = finished;
        }
    }

    private JpegLs(JpegStream stream) throws FormatException {
        this.stream = stream;
        this.frame = stream.frame();
        this.columns = frame.columns();
        this.channels = frame.components().length;
        // A line takes a bit at least.
        if (frame.marker() != JpegStream.JPEG_LS || frame.rows() > (long) stream.bytes().length * 8) {
            throw stream.error("data of JPEG-LS for " + frame.rows() + " rows", stream.bytes().length + " bytes or another process");
        }
        if (stream.restartInterval() > 0) {
            throw stream.error("no restart markers of JPEG-LS, which are not read", "some");
        }
        for (JpegStream.Component one : frame.components()) {
            if (one.horizontal() != 1 || one.vertical() != 1) {
                throw stream.error("as many samples of each component", "fewer of one");
            }
        }
        this.values = new int[Math.toIntExact((long) frame.rows() * columns * channels)];
    }

    /// Samples of all components, those of a pixel beside each other.
    static EightBitJpeg.Samples decode(JpegStream stream) throws FormatException {
        JpegLs decoder = new JpegLs(stream);
        int done = 0;
        while (done < decoder.channels) {
            JpegStream.Scan scan = stream.scan();
            if (scan == null || scan.components().length < 1) {
                throw stream.error("a scan of each component", done + " of " + decoder.channels);
            }
            decoder.scan(scan);
            done += scan.components().length;
        }
        return new EightBitJpeg.Samples(decoder.columns, decoder.frame.rows(), decoder.channels, decoder.values);
    }

    private void scan(JpegStream.Scan scan) throws FormatException {
        int count = scan.components().length;
        int near = scan.first();
        int interleaving = scan.last();
        if (interleaving > 2 || (interleaving == 0) != (count == 1) && count > 1 || scan.low() != 0) {
            throw stream.error("components apart, by line or by pixel", "mode " + interleaving + " of " + count);
        }
        int largest = stream.preset()[0] > 0 ? stream.preset()[0] : (1 << frame.precision()) - 1;
        if (near > Math.min(255, largest / 2) || largest >= 1 << frame.precision()) {
            throw stream.error("a tolerance and a largest value that its bits allow", near + " and " + largest);
        }
        for (int i = 0; i < count; i++) {
            if ((scan.tables()[i] & 0xFF) != 0) {
                throw stream.error("samples without a table, which is not read", "a table");
            }
        }
        bits = new LsBits(stream);
        coding = new LsCoding(bits, frame.precision(), near, stream.preset());
        Lines[] lines = new Lines[count];
        for (int i = 0; i < count; i++) {
            lines[i] = new Lines(columns);
        }
        for (int y = 0; y < frame.rows(); y++) {
            for (Lines one : lines) {
                one.begin();
            }
            if (interleaving == 2 && count > 1) {
                line(lines);
            } else {
                for (Lines one : lines) {
                    line(new Lines[] {one});
                }
            }
            for (int i = 0; i < count; i++) {
                for (int x = 0; x < columns; x++) {
                    values[(y * columns + x) * channels + scan.components()[i]] = lines[i].own[x + 1];
                }
                lines[i].end();
            }
        }
        bits.end();
    }

    /// A line of one component, or of several by pixel.
    private void line(Lines[] lines) throws FormatException {
        int[] contexts = new int[lines.length];
        for (int x = 1; x <= columns; x++) {
            boolean isRun = true;
            for (int i = 0; i < lines.length; i++) {
                int[] above = lines[i].above;
                contexts[i] =
                        coding.context(above[x + 1] - above[x], above[x] - above[x - 1], above[x - 1] - lines[i].own[x - 1]);
                isRun &= contexts[i] == 0;
            }
            if (isRun) {
                x = run(lines, x);
                continue;
            }
            for (int i = 0; i < lines.length; i++) {
                int[] above = lines[i].above;
                int[] own = lines[i].own;
                own[x] = coding.sample(contexts[i], own[x - 1], above[x], above[x - 1]);
            }
        }
    }

    /// Samples like the one before, and the one that ends them unless the line does.
    ///
    /// @return the last column that was decoded
    private int run(Lines[] lines, int start) throws FormatException {
        Lines first = lines[0];
        int x = start;
        while (bits.bit() == 1) {
            int length = 1 << RUN_BITS[first.run];
            int filled = Math.min(length, columns + 1 - x);
            fill(lines, x, filled);
            x += filled;
            if (filled == length && first.run < RUN_BITS.length - 1) {
                first.run++;
            }
            if (x > columns) {
                return columns;
            }
        }
        int rest = bits.take(RUN_BITS[first.run]);
        if (rest > columns - x) {
            throw stream.error("runs within a line", "a longer one");
        }
        fill(lines, x, rest);
        x += rest;
        for (Lines one : lines) {
            int a = one.own[x - 1];
            int b = one.above[x];
            int alike = lines.length == 1 && Math.abs(a - b) <= coding.near() ? 1 : 0;
            one.own[x] = coding.ending(alike, a, b, RUN_BITS[first.run]);
        }
        first.run = Math.max(0, first.run - 1);
        return x;
    }

    private static void fill(Lines[] lines, int from, int count) {
        for (Lines one : lines) {
            Arrays.fill(one.own, from, from + count, one.own[from - 1]);
        }
    }
}

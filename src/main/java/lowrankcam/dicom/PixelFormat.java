package lowrankcam.dicom;

import lowrankcam.format.FormatException;

/// What the image pixel module says (PS3.3, C.7.6.3): how many pixels there are, and which bits of a cell are a sample.
///
/// @param rows        of a frame
/// @param columns     of a frame
/// @param samples     of a pixel, 1 or 3
/// @param photometric what they mean
/// @param allocated   bits of a cell
/// @param stored      bits of a sample
/// @param highBit     the sample's uppermost bit within its cell
/// @param sign        whether a sample is of two's complement
/// @param planes      how the samples of a pixel lie
/// @param frames      number of frames
record PixelFormat(
        int rows, int columns, int samples, Photometric photometric, int allocated, int stored, int highBit, Sign sign,
        Planes planes, int frames) {

    /// Larger pictures are refused.
    static final long MOST_PIXELS = 100_000_000;

    private static final int MOST_FRAMES = 10_000_000;

    enum Sign {
        UNSIGNED,
        SIGNED
    }

    enum Planes {
        /// Samples of a pixel beside each other.
        BY_PIXEL,
        /// All of the first, all of the second, all of the third.
        BY_SAMPLE
    }

    static PixelFormat of(DataSet data) throws FormatException {
        int rows = data.integer(Tag.ROWS, 1, 65535);
        int columns = data.integer(Tag.COLUMNS, 1, 65535);
        if ((long) rows * columns > MOST_PIXELS) {
            throw data.error(
                    Tag.COLUMNS, "at most " + MOST_PIXELS / 1_000_000 + " megapixels",
                    columns + "x" + rows + " of a frame");
        }
        int samples = data.integer(Tag.SAMPLES_PER_PIXEL, 1, 3, 1);
        Photometric photometric = Photometric.of(data, samples);
        int allocated = data.integer(Tag.BITS_ALLOCATED, 1, 64);
        if (allocated != 1 && allocated != 8 && allocated != 16 && allocated != 32) {
            throw data.error(Tag.BITS_ALLOCATED, "1, 8, 16 or 32", String.valueOf(allocated));
        }
        int stored = data.integer(Tag.BITS_STORED, 1, allocated, allocated);
        int highBit = data.integer(Tag.HIGH_BIT, stored - 1, allocated - 1, stored - 1);
        Sign sign =
                data.integer(Tag.PIXEL_REPRESENTATION, 0, 1, 0) == 1 && photometric.isGrey() ? Sign.SIGNED : Sign.UNSIGNED;
        Planes planes =
                samples > 1 && data.integer(Tag.PLANAR_CONFIGURATION, 0, 1, 0) == 1 ? Planes.BY_SAMPLE : Planes.BY_PIXEL;
        int frames = data.integer(Tag.NUMBER_OF_FRAMES, 0, MOST_FRAMES, 1);
        return new PixelFormat(
                rows, columns, samples, photometric, allocated, stored, highBit, sign, planes, Math.max(1, frames));
    }

    /// The same of a file with one frame.
    PixelFormat oneFrame() {
        return new PixelFormat(rows, columns, samples, photometric, allocated, stored, highBit, sign, planes, 1);
    }

    /// Samples of a frame that is unpacked: of every pixel all.
    int size() {
        return Math.toIntExact((long) rows * columns * samples);
    }

    /// The bits of a sample, at the lower end, out of its cell.
    int bits(int cell) {
        int low = cell >>> (highBit - stored + 1);
        return stored == 32 ? low : low & ((1 << stored) - 1);
    }

    /// A sample's value, of its bits.
    double value(int bits) {
        if (sign == Sign.SIGNED) {
            return bits << (32 - stored) >> (32 - stored);
        }
        return bits & 0xFFFFFFFFL;
    }

    double lowest() {
        return sign == Sign.SIGNED ? -Math.scalb(1.0, stored - 1) : 0;
    }

    double highest() {
        return Math.scalb(1.0, sign == Sign.SIGNED ? stored - 1 : stored) - 1;
    }
}

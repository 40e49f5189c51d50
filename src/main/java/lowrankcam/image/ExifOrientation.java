package lowrankcam.image;

import java.util.Arrays;

/// The EXIF orientation of a JPEG or PNG file: which way up its pixels are stored.
final class ExifOrientation {

    /// Rows from top to bottom, columns from left to right; also the answer where a file says nothing.
    static final int UPRIGHT = 1;

    private static final int TAG = 0x0112;
    private static final byte[] PREFIX = {'E', 'x', 'i', 'f', 0, 0};

    private ExifOrientation() {}

    /// The tag's value, 1 to 8, out of the payload of a JPEG's APP1 segment, if that is EXIF at all.
    ///
    /// Anything that is no readable EXIF block is [#UPRIGHT]: a camera's note never makes a picture unreadable.
    static int ofSegment(byte[] bytes, int from, int end) {
        return hasPrefix(bytes, from, end) ? ofTiff(bytes, from + PREFIX.length, end) : UPRIGHT;
    }

    /// As [#ofSegment], out of a PNG's eXIf chunk, where some programs write a JPEG's prefix too.
    static int ofChunk(byte[] bytes, int from, int end) {
        return ofTiff(bytes, hasPrefix(bytes, from, end) ? from + PREFIX.length : from, end);
    }

    private static boolean hasPrefix(byte[] bytes, int from, int end) {
        return end - from >= PREFIX.length && Arrays.equals(bytes, from, from + PREFIX.length, PREFIX, 0, PREFIX.length);
    }

    private static int ofTiff(byte[] bytes, int tiff, int end) {
        if (end - tiff < 8) {
            return UPRIGHT;
        }
        boolean little = bytes[tiff] == 'I';
        if ((!little && bytes[tiff] != 'M') || bytes[tiff + 1] != bytes[tiff] || u16(bytes, tiff + 2, little) != 42) {
            return UPRIGHT;
        }
        long directory = tiff + u32(bytes, tiff + 4, little);
        if (directory + 2 > end) {
            return UPRIGHT;
        }
        int entries = u16(bytes, (int) directory, little);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (entry + 12 > end) {
                return UPRIGHT;
            }
            if (u16(bytes, (int) entry, little) == TAG) {
                int value = u16(bytes, (int) entry + 8, little);
                return value >= 1 && value <= 8 ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /// Whether rows and columns change places.
    static boolean isTurned(int orientation) {
        return orientation >= 5;
    }

    /// The picture turned upright; the picture itself if it is already.
    static Picture upright(Picture stored, int orientation) {
        if (orientation == UPRIGHT) {
            return stored;
        }
        boolean turned = isTurned(orientation);
        int width = turned ? stored.height() : stored.width();
        int height = turned ? stored.width() : stored.height();
        int channels = stored.channels();
        float[] samples = new float[stored.samples().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int a = turned ? x : y;
                int b = turned ? y : x;
                boolean rowsFromBelow = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
                boolean columnsFromRight =
                        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
                int sourceY = rowsFromBelow ? stored.height() - 1 - a : a;
                int sourceX = columnsFromRight ? stored.width() - 1 - b : b;
                System.arraycopy(
                        stored.samples(), (sourceY * stored.width() + sourceX) * channels,
                        samples, (y * width + x) * channels, channels);
            }
        }
        Picture.Origin origin = new Picture.Origin(orientation, stored.origin().transparent());
        return new Picture(width, height, channels, stored.bitDepth(), samples, origin);
    }

    private static int u16(byte[] bytes, int at, boolean little) {
        int first = bytes[at] & 0xFF;
        int second = bytes[at + 1] & 0xFF;
        return little ? second << 8 | first : first << 8 | second;
    }

    private static long u32(byte[] bytes, int at, boolean little) {
        long first = u16(bytes, at, little);
        long second = u16(bytes, at + 2, little);
        return little ? second << 16 | first : first << 16 | second;
    }
}

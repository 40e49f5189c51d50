package lowrankcam.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import lowrankcam.format.FormatException;

/// RLE Lossless (PS3.5, annex G): each byte of a cell is a plane of its own, the uppermost first, packed by runs.
final class RleDecoder {

    private static final int HEADER = 64;
    private static final int MOST_SEGMENTS = 15;

    /// A byte and its repetition make at most 128 of two.
    private static final int MOST_RATIO = 64;

    private RleDecoder() {}

    /// Cells of a frame, the samples of a pixel beside each other.
    static int[] decode(DataSet data, byte[] bytes, PixelFormat format) throws FormatException {
        int width = format.allocated() / 8;
        int planes = format.samples() * width;
        if (width == 0) {
            throw data.error(Tag.BITS_ALLOCATED, "whole bytes of RLE Lossless", "1");
        }
        if (bytes.length < HEADER) {
            throw data.error(Tag.PIXEL_DATA, "a header of 64 bytes of RLE Lossless", bytes.length + " bytes");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int segments = header.getInt();
        if (segments != planes || segments > MOST_SEGMENTS) {
            throw data.error(Tag.PIXEL_DATA, planes + " segments of RLE Lossless", String.valueOf(segments));
        }
        long pixels = (long) format.rows() * format.columns();
        if (pixels * planes > (long) bytes.length * MOST_RATIO) {
            throw data.error(Tag.PIXEL_DATA, "data for " + pixels + " pixels", bytes.length + " bytes");
        }
        int[] cells = new int[format.size()];
        for (int plane = 0; plane < planes; plane++) {
            long from = header.getInt(4 + 4 * plane) & 0xFFFFFFFFL;
            long end = plane + 1 < planes ? header.getInt(8 + 4 * plane) & 0xFFFFFFFFL : bytes.length;
            if (from < HEADER || end < from || end > bytes.length) {
                throw data.error(Tag.PIXEL_DATA, "segments of RLE Lossless within the frame", "one outside it");
            }
            int sample = plane / width;
            int shift = 8 * (width - 1 - plane % width);
            unpack(data, bytes, (int) from, (int) end, new Plane(cells, sample, format.samples(), shift));
        }
        return cells;
    }

    /// Where the bytes of a segment go.
    private record Plane(int[] cells, int first, int step, int shift) {}

    private static void unpack(DataSet data, byte[] bytes, int from, int end, Plane plane) throws FormatException {
        int[] cells = plane.cells();
        int at = from;
        int to = plane.first();
        while (to < cells.length) {
            if (at >= end) {
                throw data.error(Tag.PIXEL_DATA, "a segment of RLE Lossless for every pixel", "its end");
            }
            int control = bytes[at++];
            int count = control >= 0 ? control + 1 : control == -128 ? 0 : 1 - control;
            int read = control >= 0 ? count : count == 0 ? 0 : 1;
            if (read > end - at) {
                throw data.error(Tag.PIXEL_DATA, "a segment of RLE Lossless for every pixel", "its end");
            }
            for (int i = 0; i < count && to < cells.length; i++, to += plane.step()) {
                cells[to] |= (bytes[control >= 0 ? at + i : at] & 0xFF) << plane.shift();
            }
            at += read;
        }
    }
}

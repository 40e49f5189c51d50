package lowrankcam.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import lowrankcam.format.FormatException;

/// Pixels that are not compressed (PS3.5, 8.1 and annex D).
final class PlainPixels {

    private final DataSet data;
    private final PixelFormat format;

    PlainPixels(DataSet data, PixelFormat format) {
        this.data = data;
        this.format = format;
    }

    /// Cells of a frame, the samples of a pixel beside each other.
    ///
    /// @param frame from 0
    int[] decode(Element pixels, int frame) throws FormatException {
        boolean halved = format.photometric() == Photometric.YBR_FULL_422;
        long cellsOfFrame = (long) format.rows() * format.columns() * (halved ? 2 : format.samples());
        if (halved && format.columns() % 2 != 0) {
            throw data.error(Tag.COLUMNS, "an even number of YBR_FULL_422", String.valueOf(format.columns()));
        }
        long needed = (cellsOfFrame * format.frames() * format.allocated() + 7) / 8;
        ByteBuffer bytes = pixels.value();
        if (bytes.remaining() < needed) {
            throw data.error(
                    Tag.PIXEL_DATA, needed + " bytes for " + format.frames() + " frames of " + format.columns() + "x"
                            + format.rows() + ", " + format.allocated() + " bits allocated",
                    bytes.remaining() + " bytes");
        }
        long first = cellsOfFrame * frame;
        // Bytes in words of big endian are exchanged; 8 bits in words is what OW says.
        int exchange = bytes.order() == ByteOrder.BIG_ENDIAN && pixels.vr() == Vr.OW ? 1 : 0;
        int[] cells = new int[format.size()];
        for (int i = 0; i < cells.length; i++) {
            long source = first + (halved ? halved(i) : source(i));
            int at = bytes.position();
            cells[i] = switch (format.allocated()) {
                case 1 -> bytes.get(at + (int) (source / 8 ^ exchange)) >> (source % 8) & 1;
                case 8 -> bytes.get(at + clamp(source ^ exchange, bytes.remaining())) & 0xFF;
                case 16 -> bytes.getShort(at + (int) (2 * source)) & 0xFFFF;
                default -> bytes.getInt(at + (int) (4 * source));
            };
        }
        return cells;
    }

    /// The last byte of an odd number has nothing to be exchanged with where the padding was left out.
    private static int clamp(long index, int length) {
        return (int) Math.min(index, length - 1);
    }

    private int source(int i) {
        if (format.planes() == PixelFormat.Planes.BY_PIXEL) {
            return i;
        }
        int pixels = format.rows() * format.columns();
        return i % format.samples() * pixels + i / format.samples();
    }

    /// Y, Y, Cb, Cr of two pixels.
    private static int halved(int i) {
        int pixel = i / 3;
        int sample = i % 3;
        return pixel / 2 * 4 + (sample == 0 ? pixel % 2 : sample + 1);
    }
}

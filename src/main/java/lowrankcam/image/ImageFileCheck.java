package lowrankcam.image;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32;
import lowrankcam.format.FileKind;
import lowrankcam.format.FormatException;

/// Walks the structure of a PNG or JPEG file before it is decoded, so that a damaged or hostile file ends in one exact
/// error and no memory is spent on it.
final class ImageFileCheck {

    /// What a file may be.
    static final String EXPECTED = "a PNG, JPEG or DICOM file";

    /// Larger pictures are refused.
    static final long MAX_PIXELS = 100_000_000;

    /// Longer ones too: what is painted and resampled of them must fit into an array.
    static final long MAX_SIDE = 1_000_000;

    /// Scans of a JPEG file, and all their pixels: a scan is work over the whole picture, however few its bytes. Ten are usual.
    private static final int MAX_SCANS = 100;
    private static final long MAX_SCANNED = 20 * MAX_PIXELS;

    enum Kind {
        PNG,
        JPEG
    }

    private final Path file;
    private final byte[] bytes;
    private int orientation = ExifOrientation.UPRIGHT;
    private int width;
    private int height;
    private int scans;

    ImageFileCheck(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /// Tells the kind by the first bytes and checks the file.
    Kind check() throws FormatException {
        if (bytes.length >= 8 && u32(0) == 0x89504E47L && u32(4) == 0x0D0A1A0AL) {
            checkPng();
            return Kind.PNG;
        }
        if (bytes.length >= 3 && u8(0) == 0xFF && u8(1) == 0xD8 && u8(2) == 0xFF) {
            checkJpeg();
            return Kind.JPEG;
        }
        String foreign = FileKind.of(file, bytes).insteadOfPicture();
        if (!foreign.isEmpty()) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "image file", EXPECTED, foreign);
        }
        throw error(0, "image file", "a PNG, JPEG or DICOM signature", start());
    }

    /// Checks what can only be JPEG.
    void checkJpegStream() throws FormatException {
        if (bytes.length < 3 || u8(0) != 0xFF || u8(1) != 0xD8) {
            throw error(0, "JPEG", "a start-of-image marker", start());
        }
        checkJpeg();
    }

    /// The EXIF orientation, 1 to 8; to be asked after [#check].
    int orientation() {
        return orientation;
    }

    /// Scans of a JPEG file, 0 of another; to be asked after [#check].
    int scans() {
        return scans;
    }

    /// Columns of the upright picture; to be asked after [#check].
    int width() {
        return ExifOrientation.isTurned(orientation) ? height : width;
    }

    /// Rows of the upright picture; to be asked after [#check].
    int height() {
        return ExifOrientation.isTurned(orientation) ? width : height;
    }

    private String start() {
        if (bytes.length == 0) {
            return "an empty file";
        }
        StringBuilder text = new StringBuilder("the bytes");
        for (int i = 0; i < Math.min(8, bytes.length); i++) {
            text.append(String.format(Locale.ROOT, " %02X", u8(i)));
        }
        return text.toString();
    }

    private void checkPng() throws FormatException {
        long at = 8;
        boolean first = true;
        while (true) {
            if (at + 12 > bytes.length) {
                throw error(bytes.length, "PNG", "an IEND chunk", "the end of the file");
            }
            long length = u32((int) at);
            String type = new String(bytes, (int) at + 4, 4, StandardCharsets.ISO_8859_1);
            if (length > bytes.length - at - 12) {
                throw error(
                        at, "PNG chunk '" + type + "'", length + " bytes", (bytes.length - at - 12) + " bytes left");
            }
            if (first) {
                if (!type.equals("IHDR") || length != 13) {
                    throw error(at, "PNG", "an IHDR chunk of 13 bytes", "'" + type + "' of " + length);
                }
                checkSize(at + 8, u32((int) at + 8), u32((int) at + 12));
                first = false;
            }
            CRC32 crc = new CRC32();
            crc.update(bytes, (int) at + 4, (int) length + 4);
            long stored = u32((int) (at + 8 + length));
            if (crc.getValue() != stored) {
                throw error(at, "PNG chunk '" + type + "' checksum", Long.toHexString(crc.getValue()),
                        Long.toHexString(stored));
            }
            if (type.equals("IEND")) {
                return;
            }
            if (type.equals("eXIf") && orientation == ExifOrientation.UPRIGHT) {
                orientation = ExifOrientation.ofChunk(bytes, (int) at + 8, (int) (at + 8 + length));
            }
            at += 12 + length;
        }
    }

    /// Walks every segment and every scan up to the end-of-image marker.
    ///
    /// The marker is not searched for: an embedded thumbnail has one of its own, and would hide a cut file.
    private void checkJpeg() throws FormatException {
        int at = 2;
        boolean sized = false;
        while (at + 2 <= bytes.length) {
            if (u8(at) != 0xFF) {
                throw error(at, "JPEG", "a marker", String.format(Locale.ROOT, "byte %02X", u8(at)));
            }
            int marker = u8(at + 1);
            if (marker == 0xFF) {
                at++;
                continue;
            }
            if (marker == 0xD9) {
                if (scans == 0) {
                    throw error(at, "JPEG", "image data", "an end-of-image marker");
                }
                return;
            }
            if (at + 4 > bytes.length) {
                break;
            }
            int length = (u8(at + 2) << 8) | u8(at + 3);
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (length < (frame ? 8 : 2) || at + 2 + length > bytes.length) {
                throw error(at, "JPEG segment", "a length within the file", String.valueOf(length));
            }
            if (frame) {
                checkFrame(at);
                sized = true;
            }
            if (marker == 0xE1 && orientation == ExifOrientation.UPRIGHT) {
                orientation = ExifOrientation.ofSegment(bytes, at + 4, at + 2 + length);
            }
            at += 2 + length;
            if (marker == 0xDA) {
                if (!sized) {
                    throw error(at, "JPEG", "a frame header before the scan", "none");
                }
                if (++scans > MAX_SCANS || (long) scans * width * height > MAX_SCANNED) {
                    throw error(
                            at, "JPEG scans", "at most " + MAX_SCANS + ", of at most " + MAX_SCANNED / 1_000_000
                                    + " megapixels in all", scans + " of " + width + "x" + height + ", and more");
                }
                at = afterScan(at);
            }
        }
        throw error(bytes.length, "JPEG", scans > 0 ? "an end-of-image marker" : "image data", "the end of the file");
    }

    private void checkFrame(int at) throws FormatException {
        checkSize(at + 5, (u8(at + 7) << 8) | u8(at + 8), (u8(at + 5) << 8) | u8(at + 6));
        if (u8(at + 4) != 8) {
            throw error(at + 4, "JPEG", "8 bits a sample", String.valueOf(u8(at + 4)));
        }
        int components = u8(at + 9);
        if (components != 1 && components != 3) {
            String colours = components == 4 ? "4 (CMYK or YCCK)" : String.valueOf(components);
            throw error(at + 9, "JPEG colour components", "1 (grey) or 3 (colour)", colours);
        }
    }

    /// Offset of the marker that ends a scan: stuffed zeros and restart markers belong to the scan.
    private int afterScan(int from) {
        int at = from;
        while (at + 1 < bytes.length) {
            int next = u8(at + 1);
            if (u8(at) == 0xFF && next != 0 && !(next >= 0xD0 && next <= 0xD7)) {
                return at;
            }
            at++;
        }
        return bytes.length;
    }

    private void checkSize(long at, long columns, long rows) throws FormatException {
        String limit = "at most " + MAX_PIXELS / 1_000_000 + " megapixels";
        if (columns < 1 || rows < 1) {
            throw error(at, "image size", "at least 1x1", columns + "x" + rows);
        }
        if (columns > MAX_PIXELS || rows > MAX_PIXELS || columns * rows > MAX_PIXELS) {
            throw error(at, "image size", limit, columns + "x" + rows + ", more than 100 megapixels");
        }
        if (Math.max(columns, rows) > MAX_SIDE) {
            throw error(at, "image size", "at most " + MAX_SIDE + " pixels on a side", columns + "x" + rows);
        }
        width = (int) columns;
        height = (int) rows;
    }

    private int u8(int at) {
        return bytes[at] & 0xFF;
    }

    private long u32(int at) {
        return (long) u8(at) << 24 | u8(at + 1) << 16 | u8(at + 2) << 8 | u8(at + 3);
    }

    private FormatException error(long offset, String item, String expected, String actual) {
        return new FormatException(file, offset, item, expected, actual);
    }
}

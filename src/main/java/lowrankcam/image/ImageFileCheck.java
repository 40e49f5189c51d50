package lowrankcam.image;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import lowrankcam.format.FormatException;

/// Walks the structure of a PNG or JPEG file before it is decoded, so that a damaged or hostile file ends in one exact
/// error and no memory is spent on it.
final class ImageFileCheck {

    /// Larger pictures are refused.
    static final long MAX_PIXELS = 100_000_000;

    enum Kind {
        PNG,
        JPEG
    }

    private final Path file;
    private final byte[] bytes;

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
        throw error(0, "image file", "a PNG or JPEG signature", start());
    }

    private String start() {
        if (bytes.length == 0) {
            return "an empty file";
        }
        StringBuilder text = new StringBuilder("the bytes");
        for (int i = 0; i < Math.min(8, bytes.length); i++) {
            text.append(String.format(" %02X", u8(i)));
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
                throw error(at, "PNG chunk '" + type + "'", length + " bytes", (bytes.length - at - 12) + " bytes left");
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
            at += 12 + length;
        }
    }

    private void checkJpeg() throws FormatException {
        int at = 2;
        boolean sized = false;
        while (at + 4 <= bytes.length) {
            if (u8(at) != 0xFF) {
                throw error(at, "JPEG", "a marker", String.format("byte %02X", u8(at)));
            }
            int marker = u8(at + 1);
            if (marker == 0xFF) {
                at++;
                continue;
            }
            if (marker == 0xDA) {
                if (!sized) {
                    throw error(at, "JPEG", "a frame header before the scan", "none");
                }
                checkJpegEnd();
                return;
            }
            int length = (u8(at + 2) << 8) | u8(at + 3);
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (length < 2 || at + 2 + length > bytes.length || (frame && length < 8)) {
                throw error(at, "JPEG segment", "a length within the file", String.valueOf(length));
            }
            if (frame) {
                checkSize(at + 5, (u8(at + 7) << 8) | u8(at + 8), (u8(at + 5) << 8) | u8(at + 6));
                sized = true;
            }
            at += 2 + length;
        }
        throw error(bytes.length, "JPEG", "image data", "the end of the file");
    }

    private void checkJpegEnd() throws FormatException {
        for (int i = bytes.length - 2; i >= 2; i--) {
            if (u8(i) == 0xFF && u8(i + 1) == 0xD9) {
                return;
            }
        }
        throw error(bytes.length, "JPEG", "an end-of-image marker", "the end of the file");
    }

    private void checkSize(long at, long width, long height) throws FormatException {
        if (width < 1 || height < 1 || width * height > MAX_PIXELS || width > 0x7FFFFFFF || height > 0x7FFFFFFF) {
            throw error(at, "image size", "1 to " + MAX_PIXELS / 1_000_000 + " million pixels", width + "x" + height);
        }
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

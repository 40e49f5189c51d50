package lowrankcam.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// Makes small DICOM files, Explicit VR Little Endian with preamble, element by element.
public final class DicomBytes {

    private final Map<Integer, byte[]> elements = new TreeMap<>(Integer::compareUnsigned);
    private String syntax = TransferSyntax.EXPLICIT_LITTLE.uid();

    /// Grey pixels of 16 bits.
    public static DicomBytes grey(int rows, int columns, int stored, int... values) {
        ByteBuffer pixels = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            pixels.putShort((short) value);
        }
        return new DicomBytes()
                .put(Tag.SAMPLES_PER_PIXEL, 1).put(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2").put(Tag.ROWS, rows)
                .put(Tag.COLUMNS, columns).put(Tag.BITS_ALLOCATED, 16).put(Tag.BITS_STORED, stored)
                .put(Tag.HIGH_BIT, stored - 1).put(Tag.PIXEL_REPRESENTATION, 0).put(Tag.PIXEL_DATA, Vr.OW, pixels.array());
    }

    public DicomBytes syntax(TransferSyntax other) {
        syntax = other.uid();
        return this;
    }

    public DicomBytes put(Tag tag, String text) {
        return put(tag, tag.vr(), text.getBytes(StandardCharsets.UTF_8));
    }

    /// Numbers of 16 bits.
    public DicomBytes put(Tag tag, int... numbers) {
        ByteBuffer value = ByteBuffer.allocate(2 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : numbers) {
            value.putShort((short) number);
        }
        return put(tag, Vr.US, value.array());
    }

    /// A sequence of one item.
    public DicomBytes put(Tag tag, DicomBytes item) {
        return put(tag, Vr.SQ, item(item.body()));
    }

    public DicomBytes put(Tag tag, Vr vr, byte[] value) {
        byte[] even = value.length % 2 == 0 ? value : ByteBuffer.allocate(value.length + 1).put(value).put(vr.padding()).array();
        elements.put(tag.code(), element(tag.code(), vr, even));
        return this;
    }

    public DicomBytes without(Tag tag) {
        elements.remove(tag.code());
        return this;
    }

    /// The whole file.
    public byte[] file() {
        byte[] meta = element(Tag.TRANSFER_SYNTAX_UID.code(), Vr.UI, padded(syntax));
        byte[] body = body();
        return ByteBuffer.allocate(132 + meta.length + body.length).position(128)
                .put("DICM".getBytes(StandardCharsets.US_ASCII)).put(meta).put(body).array();
    }

    /// The elements alone.
    public byte[] body() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        elements.values().forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] padded(String uid) {
        return (uid.length() % 2 == 0 ? uid : uid + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] item(byte[] body) {
        return ByteBuffer.allocate(8 + body.length).order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0xFFFE).putShort((short) 0xE000).putInt(body.length).put(body).array();
    }

    static byte[] element(int tag, Vr vr, byte[] value) {
        ByteBuffer bytes = ByteBuffer.allocate(12 + value.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) (tag >>> 16)).putShort((short) tag).put(vr.name().getBytes(StandardCharsets.US_ASCII));
        if (vr.hasLongLength()) {
            bytes.putShort((short) 0).putInt(value.length);
        } else {
            bytes.putShort((short) value.length);
        }
        bytes.put(value);
        return java.util.Arrays.copyOf(bytes.array(), bytes.position());
    }
}

package lowrankcam.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/// Writes data sets with explicit representations, little-endian, every length stated (PS3.5, 7.1.2; PS3.10, 7.1).
final class DataSetWriter {

    private static final int PREAMBLE = 128;
    private static final int ITEM = 0xFFFEE000;
    private static final int MOST_SHORT = 0xFFFE;
    private static final String VERSION_NAME = "LOWRANK-CAM";

    private DataSetWriter() {}

    /// A whole file: preamble, file meta information, data set.
    static void writeFile(DataSet data, OutputStream out) throws IOException {
        out.write(new byte[PREAMBLE]);
        out.write("DICM".getBytes(StandardCharsets.US_ASCII));
        DataSet meta =
                new DataSet(null)
                        .put(Element.of(Tag.FILE_META_INFORMATION_VERSION, Vr.OB, (byte) 0, (byte) 1))
                        .put(Element.of(Tag.MEDIA_STORAGE_SOP_CLASS_UID, data.text(Tag.SOP_CLASS_UID)))
                        .put(Element.of(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID, data.text(Tag.SOP_INSTANCE_UID)))
                        .put(Element.of(Tag.TRANSFER_SYNTAX_UID, TransferSyntax.EXPLICIT_LITTLE.uid()))
                        .put(Element.of(Tag.IMPLEMENTATION_CLASS_UID, Uid.of("implementation", VERSION_NAME)))
                        .put(Element.of(Tag.IMPLEMENTATION_VERSION_NAME, VERSION_NAME));
        byte[] bytes = bytes(meta.elements());
        write(Elements.longs(Tag.FILE_META_INFORMATION_GROUP_LENGTH, bytes.length), out);
        out.write(bytes);
        write(data.elements(), out);
    }

    /// Elements by ascending tag.
    static void write(Collection<Element> elements, OutputStream out) throws IOException {
        for (Element element : elements) {
            write(element, out);
        }
    }

    private static void write(Element element, OutputStream out) throws IOException {
        if (element.vr() == Vr.SQ) {
            byte[] items = items(element);
            header(element, items.length, out);
            out.write(items);
            return;
        }
        ByteBuffer value = element.value();
        if (element.isEncapsulated() || value.order() != ByteOrder.LITTLE_ENDIAN && !element.vr().isText()) {
            throw new IllegalArgumentException(Tag.text(element.tag()) + " in another form than it is written in");
        }
        int padding = value.remaining() % 2;
        header(element, (long) value.remaining() + padding, out);
        WritableByteChannel channel = Channels.newChannel(out);
        while (value.hasRemaining()) {
            channel.write(value);
        }
        if (padding > 0) {
            out.write(element.vr().padding());
        }
    }

    private static void header(Element element, long length, OutputStream out) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort((short) (element.tag() >>> 16)).putShort((short) element.tag());
        header.put(element.vr().name().getBytes(StandardCharsets.US_ASCII));
        if (element.vr().hasLongLength()) {
            header.putShort((short) 0).putInt((int) length);
        } else if (length <= MOST_SHORT) {
            header.putShort((short) length);
        } else {
            throw new IllegalArgumentException(Tag.text(element.tag()) + " of " + length + " bytes");
        }
        out.write(header.array(), 0, header.position());
    }

    private static byte[] items(Element sequence) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (DataSet item : sequence.items()) {
            byte[] bytes = bytes(item.elements());
            ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            header.putShort((short) (ITEM >>> 16)).putShort((short) ITEM).putInt(bytes.length);
            out.writeBytes(header.array());
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(Collection<Element> elements) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(elements, out);
        return out.toByteArray();
    }
}

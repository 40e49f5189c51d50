package lowrankcam.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One element of a data set: a value, the items of a sequence, or the fragments of encapsulated pixels. The value is a view
/// of the bytes that it was read from; nobody modifies them.
public final class Element {

    private final int tag;
    private final Vr vr;
    private final ByteBuffer value;
    private final long offset;
    private final List<DataSet> items;
    private final List<ByteBuffer> fragments;

    /// @param value  in its byte order
    /// @param offset of the element in its file, or -1
    Element(int tag, Vr vr, ByteBuffer value, long offset) {
        this(tag, vr, value, offset, null, null);
    }

    private Element(
            int tag, Vr vr, ByteBuffer value, long offset, List<DataSet> items, List<ByteBuffer> fragments) {
        this.tag = tag;
        this.vr = vr;
        this.value = value;
        this.offset = offset;
        this.items = items;
        this.fragments = fragments;
    }

    static Element sequence(int tag, List<DataSet> items, long offset) {
        return new Element(tag, Vr.SQ, ByteBuffer.allocate(0), offset, items, null);
    }

    static Element encapsulated(int tag, List<ByteBuffer> fragments, long offset) {
        return new Element(tag, Vr.OB, ByteBuffer.allocate(0), offset, null, fragments);
    }

    /// A new element of bytes as a file would hold them, little-endian.
    public static Element of(Tag tag, Vr vr, byte... value) {
        return new Element(tag.code(), vr, ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN), -1);
    }

    /// A new element of text that every character set has.
    public static Element of(Tag tag, String text) {
        return of(tag, tag.vr(), text.getBytes(StandardCharsets.US_ASCII));
    }

    /// A new sequence.
    public static Element of(Tag tag, List<DataSet> items) {
        return sequence(tag.code(), List.copyOf(items), -1);
    }

    /// Group in the upper, element in the lower 16 bits.
    public int tag() {
        return tag;
    }

    public Vr vr() {
        return vr;
    }

    /// The value's bytes, in the byte order of their file; a view of its own at each call.
    public ByteBuffer value() {
        return value.duplicate().order(value.order());
    }

    public int length() {
        return value.remaining();
    }

    /// Where it stands in its file, or -1.
    long offset() {
        return offset;
    }

    /// Items of a sequence; none of other elements.
    public List<DataSet> items() {
        return items == null ? List.of() : items;
    }

    /// True if pixels are in fragments.
    public boolean isEncapsulated() {
        return fragments != null;
    }

    /// Fragments of encapsulated pixels, the offset table first.
    List<ByteBuffer> fragments() {
        return fragments == null ? List.of() : fragments;
    }

    /// The value as text of one byte a character, without the blanks and zeros around it.
    public String text() {
        String text = StandardCharsets.ISO_8859_1.decode(value()).toString();
        int from = 0;
        int to = text.length();
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        return text.substring(from, to);
    }
}

package lowrankcam.dicom;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.format.FormatException;

/// Reads the elements of a data set, every length checked against what is left, and nothing copied.
final class DataSetReader {

    /// Sequences within sequences; the deepest of the standard's are about ten.
    private static final int MOST_DEPTH = 32;

    /// Elements of a file, those of all items counted; each takes ten times the eight bytes that a file needs for it.
    private static final int MOST_ELEMENTS = 500_000;

    private static final int ITEM = 0xFFFEE000;
    private static final int ITEM_END = 0xFFFEE00D;
    private static final int SEQUENCE_END = 0xFFFEE0DD;
    private static final long UNDEFINED = 0xFFFFFFFFL;

    private final Path file;
    private final byte[] bytes;
    private final boolean placed;
    private int at;
    private int elements;

    /// Where a data set's bytes are from.
    enum Place {
        FILE,
        /// Unpacked first, so that places in them are none in the file.
        INFLATED
    }

    DataSetReader(Path file, byte[] bytes, Place place) {
        this.file = file;
        this.bytes = bytes;
        this.placed = place == Place.FILE;
    }

    /// The file's own elements, of group 2, which may have been left out.
    DataSet meta(int from) throws FormatException {
        DataSet meta = new DataSet(file);
        at = from;
        while (bytes.length - at >= 8 && bytes[at] == 2 && bytes[at + 1] == 0) {
            meta.put(element(Coding.of(bytes, at, Coding.EXPLICIT_LITTLE), bytes.length, 0));
        }
        return meta;
    }

    /// Where the next element begins.
    int position() {
        return at;
    }

    /// The elements from there to the end.
    DataSet read(int from, Coding coding) throws FormatException {
        at = from;
        DataSet set = new DataSet(file);
        while (at < bytes.length && !isPadding()) {
            addElement(set, coding, bytes.length, 0);
        }
        return set;
    }

    /// Zeros to the end, which some programs append.
    private boolean isPadding() {
        for (int i = at; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /// Passes over ends of items that nothing began.
    private void addElement(DataSet set, Coding coding, int end, int depth) throws FormatException {
        int tag = end - at < 8 ? 0 : tagAt(at, coding);
        if ((tag == ITEM_END || tag == SEQUENCE_END) && intAt(at + 4, coding) == 0) {
            at += 8;
        } else {
            set.put(element(coding, end, depth));
        }
    }

    private Element element(Coding coding, int end, int depth) throws FormatException {
        int start = at;
        need(8, end, "element");
        if (++elements > MOST_ELEMENTS) {
            throw error(start, "elements", "at most " + MOST_ELEMENTS, "more");
        }
        int tag = tagAt(at, coding);
        Vr vr = coding == Coding.IMPLICIT_LITTLE ? null : Vr.of(bytes[at + 4], bytes[at + 5]);
        if (vr == null && coding != Coding.IMPLICIT_LITTLE && isLetter(bytes[at + 4]) && isLetter(bytes[at + 5])) {
            throw error(start, Tag.text(tag), "a value representation of DICOM", "two other letters");
        }
        long length;
        if (vr == null) {
            // Also where only this element lacks it, as some programs write it.
            length = intAt(at + 4, coding);
            at += 8;
        } else if (vr.hasLongLength()) {
            need(12, end, Tag.text(tag));
            length = intAt(at + 8, coding);
            at += 12;
        } else {
            length = shortAt(at + 6, coding);
            at += 8;
        }
        Tag known = Tag.of(tag);
        Coding inner = coding;
        if (vr == Vr.UN) {
            // Written by a program that did not know it, in the form that it came in (PS3.5, 6.2.2).
            inner = length == UNDEFINED ? Coding.IMPLICIT_LITTLE : coding;
            vr = length == UNDEFINED ? Vr.SQ : known == null ? Vr.UN : known.vr();
            inner = vr == Vr.SQ ? Coding.IMPLICIT_LITTLE : inner;
        } else if (vr == null) {
            boolean pixels = known == Tag.PIXEL_DATA;
            vr = known != null ? known.vr() : length == UNDEFINED && !pixels ? Vr.SQ : Vr.UN;
        }
        if (vr == Vr.SQ) {
            return Element.sequence(tag, items(tag, inner, length, end, depth), place(start));
        }
        if (length == UNDEFINED) {
            if (known != Tag.PIXEL_DATA) {
                throw error(start, Tag.text(tag), "a length", "none, of an element that is no sequence");
            }
            return Element.encapsulated(tag, fragments(coding, end), place(start));
        }
        return new Element(tag, vr, value(tag, length, end, coding), place(start));
    }

    private ByteBuffer value(int tag, long length, int end, Coding coding) throws FormatException {
        if (length > end - at) {
            throw error(at, Tag.text(tag), length + " bytes", end - at + " bytes that are left");
        }
        ByteBuffer value = ByteBuffer.wrap(bytes, at, (int) length).slice().order(coding.order());
        at += (int) length;
        return value;
    }

    private List<DataSet> items(int tag, Coding coding, long length, int end, int depth) throws FormatException {
        if (depth >= MOST_DEPTH) {
            throw error(at, Tag.text(tag), "at most " + MOST_DEPTH + " sequences in each other", "more");
        }
        boolean delimited = length == UNDEFINED;
        if (!delimited && length > end - at) {
            throw error(at, Tag.text(tag), length + " bytes", end - at + " bytes that are left");
        }
        int last = delimited ? end : at + (int) length;
        List<DataSet> items = new ArrayList<>();
        while (delimited || at < last) {
            int found = header(tag, coding, last);
            if (found == SEQUENCE_END) {
                at += 8;
                if (delimited) {
                    break;
                }
                continue;
            }
            if (found != ITEM) {
                throw error(at, Tag.text(tag), "an item", "element " + Tag.text(found));
            }
            long itemLength = intAt(at + 4, coding);
            at += 8;
            items.add(item(tag, coding, itemLength, last, depth + 1));
        }
        return items;
    }

    private DataSet item(int tag, Coding coding, long length, int end, int depth) throws FormatException {
        if (++elements > MOST_ELEMENTS) {
            throw error(at, "elements", "at most " + MOST_ELEMENTS, "more");
        }
        boolean delimited = length == UNDEFINED;
        if (!delimited && length > end - at) {
            throw error(at, "item of " + Tag.text(tag), length + " bytes", end - at + " bytes that are left");
        }
        int last = delimited ? end : at + (int) length;
        DataSet set = new DataSet(file);
        while (delimited || at < last) {
            if (delimited && header(tag, coding, last) == ITEM_END) {
                at += 8;
                break;
            }
            addElement(set, coding, last, depth);
        }
        return set;
    }

    private List<ByteBuffer> fragments(Coding coding, int end) throws FormatException {
        int tag = Tag.PIXEL_DATA.code();
        List<ByteBuffer> fragments = new ArrayList<>();
        while (true) {
            int found = header(tag, coding, end);
            long length = intAt(at + 4, coding);
            if (found == SEQUENCE_END) {
                at += 8;
                return fragments;
            }
            if (found != ITEM) {
                throw error(at, Tag.text(tag), "a fragment", "element " + Tag.text(found));
            }
            if (++elements > MOST_ELEMENTS) {
                throw error(at, "elements", "at most " + MOST_ELEMENTS, "more");
            }
            at += 8;
            fragments.add(value(tag, length, end, coding));
        }
    }

    private int header(int tag, Coding coding, int end) throws FormatException {
        need(8, end, Tag.text(tag) + ", its next part");
        return tagAt(at, coding);
    }

    private void need(int length, int end, String item) throws FormatException {
        if (length > end - at) {
            throw error(at, item, length + " bytes", end - at + " bytes that are left");
        }
    }

    private static boolean isLetter(byte b) {
        return b >= 'A' && b <= 'Z';
    }

    private int tagAt(int offset, Coding coding) {
        return shortAt(offset, coding) << 16 | shortAt(offset + 2, coding);
    }

    private int shortAt(int offset, Coding coding) {
        int first = bytes[offset] & 0xFF;
        int second = bytes[offset + 1] & 0xFF;
        return coding == Coding.EXPLICIT_BIG ? first << 8 | second : second << 8 | first;
    }

    private long intAt(int offset, Coding coding) {
        long first = shortAt(offset, coding);
        long second = shortAt(offset + 2, coding);
        return coding == Coding.EXPLICIT_BIG ? first << 16 | second : second << 16 | first;
    }

    private long place(int offset) {
        return placed ? offset : FormatException.NO_OFFSET;
    }

    private FormatException error(int offset, String item, String expected, String actual) {
        return new FormatException(file, place(offset), item, expected, actual);
    }
}

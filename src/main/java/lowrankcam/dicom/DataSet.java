package lowrankcam.dicom;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import lowrankcam.format.FormatException;

/// Elements by their tag, in the order of tags. What is read from it is checked and named by its tag in errors, never by its
/// value.
public final class DataSet {

    private final Path file;
    private final TreeMap<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);

    /// An empty data set.
    ///
    /// @param file named in errors
    public DataSet(Path file) {
        this.file = file;
    }

    /// Adds an element, in place of one with the same tag.
    public DataSet put(Element element) {
        elements.put(element.tag(), element);
        return this;
    }

    /// All elements, by ascending tag.
    public Collection<Element> elements() {
        return Collections.unmodifiableCollection(elements.values());
    }

    /// An element, if it is there, be it empty.
    public Optional<Element> find(Tag tag) {
        return Optional.ofNullable(elements.get(tag.code()));
    }

    /// True if it is there with a value.
    public boolean has(Tag tag) {
        return find(tag).filter(e -> e.length() > 0 || !e.items().isEmpty() || e.isEncapsulated()).isPresent();
    }

    /// Text without blanks around it; empty if there is none.
    public String text(Tag tag) {
        return find(tag).map(Element::text).orElse("");
    }

    /// Items of a sequence; none if it is missing.
    public List<DataSet> items(Tag tag) {
        return find(tag).map(Element::items).orElse(List.of());
    }

    /// A whole number that must be there.
    ///
    /// @throws FormatException if it is missing, none, or out of range
    public int integer(Tag tag, int least, int most) throws FormatException {
        if (!has(tag)) {
            throw error(tag, "a number", "nothing");
        }
        double value = decimals(tag)[0];
        if (value != Math.rint(value) || value < least || value > most) {
            throw error(tag, "a whole number from " + least + " to " + most, Numbers.text(value));
        }
        return (int) value;
    }

    /// A whole number, or what stands for one that is missing.
    public int integer(Tag tag, int least, int most, int fallback) throws FormatException {
        return has(tag) ? integer(tag, least, most) : fallback;
    }

    /// All numbers of a value, be they written as text or in binary; none if it is missing.
    ///
    /// @throws FormatException if one is no finite number
    public double[] decimals(Tag tag) throws FormatException {
        Element element = has(tag) ? elements.get(tag.code()) : null;
        if (element == null) {
            return new double[0];
        }
        return element.vr().isText() ? fromText(tag, element) : fromBytes(tag, element);
    }

    private double[] fromText(Tag tag, Element element) throws FormatException {
        String text = element.text();
        String[] parts = text.isEmpty() ? new String[0] : text.split("\\\\", -1);
        double[] values = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i].strip();
            // Java would take `1d`, `NaN` and hexadecimal numbers too.
            if (part.length() > 64 || !part.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
                throw error(tag, "decimal numbers", "other text");
            }
            values[i] = Double.parseDouble(part);
            requireFinite(tag, values[i]);
        }
        if (values.length == 0) {
            throw error(tag, "a number", "nothing");
        }
        return values;
    }

    private double[] fromBytes(Tag tag, Element element) throws FormatException {
        ByteBuffer bytes = element.value();
        int size = switch (element.vr()) {
            case US, SS, OW -> 2;
            case UL, SL, FL, OF, OL -> 4;
            case FD, OD, SV, UV, OV -> 8;
            default -> throw error(tag, "numbers", "a value of representation " + element.vr());
        };
        double[] values = new double[bytes.remaining() / size];
        if (values.length == 0 || bytes.remaining() % size != 0) {
            throw error(tag, "numbers of " + size + " bytes", bytes.remaining() + " bytes");
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (element.vr()) {
                case SS -> bytes.getShort();
                case UL, OL -> bytes.getInt() & 0xFFFFFFFFL;
                case SL -> bytes.getInt();
                case FL, OF -> bytes.getFloat();
                case FD, OD -> bytes.getDouble();
                case SV, UV, OV -> bytes.getLong();
                default -> bytes.getShort() & 0xFFFF;
            };
            requireFinite(tag, values[i]);
        }
        return values;
    }

    private void requireFinite(Tag tag, double value) throws FormatException {
        if (!Double.isFinite(value)) {
            throw error(tag, "a finite number", String.valueOf(value));
        }
    }

    /// An error at an element, or of one that is missing.
    FormatException error(Tag tag, String expected, String actual) {
        long offset = find(tag).map(Element::offset).orElse(FormatException.NO_OFFSET);
        return new FormatException(file, offset, tag.toString(), expected, actual);
    }
}

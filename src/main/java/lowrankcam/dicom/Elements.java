package lowrankcam.dicom;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Elements with values of our own, as the standard wants them written.
final class Elements {

    private static final int DECIMAL_DIGITS = 8;
    private static final int MOST_DECIMAL = 16;

    private Elements() {}

    /// Whole numbers of 16 bits.
    static Element shorts(Tag tag, int... values) {
        ByteBuffer bytes = buffer(2 * values.length);
        Arrays.stream(values).forEach(value -> bytes.putShort((short) value));
        return Element.of(tag, Vr.US, bytes.array());
    }

    /// Whole numbers of 32 bits.
    static Element longs(Tag tag, int... values) {
        ByteBuffer bytes = buffer(4 * values.length);
        Arrays.stream(values).forEach(bytes::putInt);
        return Element.of(tag, Vr.UL, bytes.array());
    }

    static Element doubles(Tag tag, double value) {
        return Element.of(tag, Vr.FD, buffer(8).putDouble(value).array());
    }

    /// Numbers of 32 bits, as many as there are pixels.
    static Element floats(Tag tag, double[] values) {
        ByteBuffer bytes = buffer(4 * values.length);
        Arrays.stream(values).forEach(value -> bytes.putFloat((float) value));
        return Element.of(tag, Vr.OF, bytes.array());
    }

    /// The tag of another attribute.
    static Element pointer(Tag tag, Tag to) {
        ByteBuffer bytes = buffer(4).putShort((short) (to.code() >>> 16)).putShort((short) to.code());
        return Element.of(tag, Vr.AT, bytes.array());
    }

    /// Finite numbers as text of at most 16 characters.
    static Element decimals(Tag tag, double... values) {
        return Element.of(
                tag, Arrays.stream(values).mapToObj(Elements::decimal).collect(Collectors.joining("\\")));
    }

    private static String decimal(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(DECIMAL_DIGITS)).stripTrailingZeros();
        String plain = rounded.toPlainString();
        return plain.length() <= MOST_DECIMAL ? plain : rounded.toString();
    }

    /// Text of our own in letters that every character set has, cut to what the attribute takes: marks are left off, and what
    /// has no such letter is `?`. A backslash would begin another value.
    static Element text(Tag tag, int most, String text) {
        String plain =
                Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "").replace('\\', '/')
                        .replaceAll("[^ -~]", "?");
        return Element.of(tag, plain.length() <= most ? plain : plain.substring(0, most));
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}

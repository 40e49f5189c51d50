package lowrankcam.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import lowrankcam.format.FormatException;

/// A lookup table of a data set (PS3.3, C.11.1 and C.11.2): values below its first input give its first entry, values above
/// its last input its last.
final class Lut {

    private final int first;
    private final int bits;
    private final int[] entries;

    private Lut(int first, int bits, int[] entries) {
        this.first = first;
        this.bits = bits;
        this.entries = entries;
    }

    /// @param lowest input that can occur; the first input of the table is signed if it is
    static Lut of(DataSet data, Tag descriptor, Tag values, double lowest) throws FormatException {
        double[] numbers = data.decimals(descriptor);
        if (numbers.length != 3) {
            throw data.error(descriptor, "3 numbers", String.valueOf(numbers.length));
        }
        int count = numbers[0] == 0 ? 65536 : (int) numbers[0] & 0xFFFF;
        int first = (int) numbers[1];
        if (lowest < 0 && first > Short.MAX_VALUE) {
            first -= 65536;
        }
        int bits = (int) numbers[2];
        if (bits < 1 || bits > 16) {
            throw data.error(descriptor, "entries of 1 to 16 bits", String.valueOf(bits));
        }
        if (!data.has(values)) {
            throw data.error(values, count + " entries", "nothing");
        }
        ByteBuffer bytes = data.find(values).orElseThrow().value();
        boolean words = bytes.remaining() >= 2 * count;
        if (!words && (bits > 8 || bytes.remaining() < count)) {
            throw data.error(values, count + " entries of " + bits + " bits", bytes.remaining() + " bytes");
        }
        int exchange = bytes.order() == ByteOrder.BIG_ENDIAN ? 1 : 0;
        int[] entries = new int[count];
        for (int i = 0; i < count; i++) {
            int entry = words
                    ? bytes.getShort(2 * i) & 0xFFFF
                    : bytes.get(Math.min(i ^ exchange, bytes.remaining() - 1)) & 0xFF;
            entries[i] = Math.min(entry, (1 << bits) - 1);
        }
        return new Lut(first, bits, entries);
    }

    int entry(double input) {
        return entries[(int) Math.clamp(Math.rint(input) - first, 0, entries.length - 1)];
    }

    int highest() {
        return (1 << bits) - 1;
    }

    int bits() {
        return bits;
    }

    int size() {
        return entries.length;
    }
}

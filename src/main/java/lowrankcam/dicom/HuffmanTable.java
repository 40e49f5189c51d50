package lowrankcam.dicom;

import java.util.Arrays;

/// Codes of up to 16 bits (ITU T.81, annex C), found by the next 16 bits at once.
final class HuffmanTable {

    private static final int BITS = 16;
    private static final int FAST = 9;

    /// Of each beginning of nine bits the code's value and length, or 0.
    private final short[] fast = new short[1 << FAST];
    private final int[] values;

    /// By length: the largest code of it, filled up to 16 bits; and what its first code's place is ahead of it.
    private final int[] last = new int[BITS + 1];
    private final int[] ahead = new int[BITS + 1];

    private HuffmanTable(int[] values) {
        this.values = values;
    }

    /// @param lengths number of codes of 1 to 16 bits
    /// @param values  of the codes in ascending order
    /// @return null if there are more codes than bits allow
    static HuffmanTable of(int[] lengths, int[] values) {
        HuffmanTable table = new HuffmanTable(values);
        int code = 0;
        int place = 0;
        Arrays.fill(table.last, -1);
        for (int length = 1; length <= BITS; length++) {
            int count = lengths[length - 1];
            if (code + count > 1 << length) {
                return null;
            }
            table.ahead[length] = place - code;
            for (int i = 0; i < count; i++, code++, place++) {
                if (length <= FAST) {
                    int from = code << (FAST - length);
                    Arrays.fill(table.fast, from, from + (1 << (FAST - length)), (short) (values[place] << 5 | length));
                }
            }
            if (count > 0) {
                table.last[length] = (code << (BITS - length)) - 1;
            }
            code <<= 1;
        }
        return table;
    }

    /// The code that the next 16 bits begin with: its value in the upper bits, its length in the lower five; 0 if there is none.
    int find(int next) {
        int found = fast[next >> (BITS - FAST)];
        if (found != 0) {
            return found & 0xFFFF;
        }
        for (int length = FAST + 1; length <= BITS; length++) {
            if (next <= last[length]) {
                return values[(next >> (BITS - length)) + ahead[length]] << 5 | length;
            }
        }
        return 0;
    }
}

package lowrankcam.dicom;

import java.nio.ByteOrder;

/// How elements are written (PS3.5, 7.1): with their value representation or without, and in which byte order.
enum Coding {
    IMPLICIT_LITTLE(ByteOrder.LITTLE_ENDIAN),
    EXPLICIT_LITTLE(ByteOrder.LITTLE_ENDIAN),
    EXPLICIT_BIG(ByteOrder.BIG_ENDIAN);

    private final ByteOrder order;

    Coding(ByteOrder order) {
        this.order = order;
    }

    ByteOrder order() {
        return order;
    }

    /// What a data set that begins there is written in, by its first element: some files say another or none.
    ///
    /// @param stated what the file says, or null
    static Coding of(byte[] bytes, int at, Coding stated) {
        if (bytes.length - at < 8) {
            return stated == null ? IMPLICIT_LITTLE : stated;
        }
        if (stated != EXPLICIT_BIG && isVr(bytes, at)) {
            // The groups of a data set begin at 8, so a first byte of 0 is the upper one of a small group.
            return stated == null && bytes[at] == 0 ? EXPLICIT_BIG : EXPLICIT_LITTLE;
        }
        return stated == EXPLICIT_BIG ? EXPLICIT_BIG : IMPLICIT_LITTLE;
    }

    private static boolean isVr(byte[] bytes, int at) {
        return Vr.of(bytes[at + 4], bytes[at + 5]) != null;
    }
}

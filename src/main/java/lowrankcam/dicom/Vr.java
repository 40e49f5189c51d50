package lowrankcam.dicom;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Value representations (PS3.5, 6.2): what the bytes of an element are.
public enum Vr {
    AE(Kind.TEXT), AS(Kind.TEXT), AT(Kind.NUMBERS), CS(Kind.TEXT), DA(Kind.TEXT), DS(Kind.TEXT), DT(Kind.TEXT),
    FD(Kind.NUMBERS), FL(Kind.NUMBERS), IS(Kind.TEXT), LO(Kind.TEXT), LT(Kind.TEXT), OB(Kind.LONG_BYTES),
    OD(Kind.LONG_BYTES), OF(Kind.LONG_BYTES), OL(Kind.LONG_BYTES), OV(Kind.LONG_BYTES), OW(Kind.LONG_BYTES), PN(Kind.TEXT),
    SH(Kind.TEXT), SL(Kind.NUMBERS), SQ(Kind.SEQUENCE), SS(Kind.NUMBERS), ST(Kind.TEXT), SV(Kind.LONG_NUMBERS),
    TM(Kind.TEXT), UC(Kind.LONG_TEXT), UI(Kind.TEXT), UL(Kind.NUMBERS), UN(Kind.LONG_BYTES), UR(Kind.LONG_TEXT),
    US(Kind.NUMBERS), UT(Kind.LONG_TEXT), UV(Kind.LONG_NUMBERS);

    private static final Map<String, Vr> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Vr::name, Function.identity()));

    private final Kind kind;

    private enum Kind {
        TEXT,
        NUMBERS,
        SEQUENCE,
        LONG_TEXT,
        LONG_NUMBERS,
        LONG_BYTES
    }

    Vr(Kind kind) {
        this.kind = kind;
    }

    /// True if explicit coding gives it a length of 32 bits behind two bytes that are zero.
    public boolean hasLongLength() {
        return kind != Kind.TEXT && kind != Kind.NUMBERS;
    }

    public boolean isText() {
        return kind == Kind.TEXT || kind == Kind.LONG_TEXT;
    }

    /// What makes its value's length even: a blank after text, zero after a UID and after all else.
    public byte padding() {
        return (byte) (isText() && this != UI ? ' ' : 0);
    }

    /// By two letters; null if there is none.
    static Vr of(byte first, byte second) {
        return BY_NAME.get(String.valueOf((char) (first & 0xFF)) + (char) (second & 0xFF));
    }
}

package lowrankcam.dicom;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import lowrankcam.format.Sha256;

/// Unique identifiers that follow from content, so that the same content has the same one: `2.25.` and a UUID in decimal
/// (PS3.5, B.2), of version 8, the first 122 bits of a SHA-256.
public final class Uid {

    private static final String ROOT = "2.25.";
    private static final int MOST_LENGTH = 64;
    private static final BigInteger VERSION = BigInteger.valueOf(8).shiftLeft(76);
    private static final BigInteger VARIANT = BigInteger.TWO.shiftLeft(62);
    private static final BigInteger FREE =
            BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE)
                    .andNot(BigInteger.valueOf(15).shiftLeft(76))
                    .andNot(BigInteger.valueOf(3).shiftLeft(62));

    private Uid() {}

    /// Of texts, where one ends and the next begins included.
    public static String of(String... texts) {
        return ofHash(Sha256.of(String.join("\0", texts).getBytes(StandardCharsets.UTF_8)));
    }

    /// @param sha256 in hexadecimal
    static String ofHash(String sha256) {
        return ROOT + new BigInteger(sha256.substring(0, 32), 16).and(FREE).or(VERSION).or(VARIANT);
    }

    /// Whether others will take it: numbers with dots between, at most 64 characters. Zeros in front of a number, which the
    /// standard forbids and some programs write, are let through: a reference must repeat what is there.
    static boolean isValid(String text) {
        return text.length() <= MOST_LENGTH && text.matches("\\d+(\\.\\d+)+");
    }
}

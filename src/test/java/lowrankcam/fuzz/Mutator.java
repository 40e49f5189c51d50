package lowrankcam.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Damages bytes. What comes out follows from the random numbers alone.
final class Mutator {

    private static final int LARGEST = 1 << 17;

    private static final long[] NUMBERS = {
        0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000L, 0xFFFFFFFFL,
        0x100000000L, Long.MAX_VALUE, Long.MIN_VALUE, -1
    };

    private static final List<String> DIGITS =
            List.of(
                    "0", "-1", "1", "255", "65536", "2147483647", "2147483648", "4294967295", "9223372036854775807",
                    "99999999999999999999", "1e999", "-1e-999", "0.5", "1.", ".5", "00", "0x10", "1E2147483648", "NaN",
                    "Infinity", "-0", "9".repeat(1001));

    private static final List<String> COMMON =
            List.of(
                    "\"", "'", "{", "}", "[", "]", "(", ")", ",", ":", ";", "|", "&", "#", "\\", "/", "..", ".", "null", "true",
                    "{}", "[]", "\"\"", "\\u0000", "\u0000", "\uFEFF", "\uD7FF", "é", "\t", "\r\n", "\n", "\r", " ", "\u001B[31m");

    private final SplittableRandom random;
    private final List<String> words;

    Mutator(SplittableRandom random, List<String> words) {
        this.random = random;
        this.words = new ArrayList<>(COMMON);
        // The format's own words as often as the common ones.
        while (!words.isEmpty() && this.words.size() < 2 * COMMON.size()) {
            this.words.addAll(words);
        }
    }

    /// Mostly one damage, now and then a dozen.
    ///
    /// @param other bytes of the same kind, for splices
    byte[] damaged(byte[] bytes, byte[] other) {
        int times = random.nextInt(16) == 0 ? 12 : 1 + random.nextInt(3) / 2 + random.nextInt(4) / 3;
        byte[] result = bytes;
        for (int i = 0; i < times; i++) {
            result = once(result, other);
        }
        return result.length > LARGEST ? Arrays.copyOf(result, Math.max(bytes.length, LARGEST)) : result;
    }

    private byte[] once(byte[] bytes, byte[] other) {
        int at = place(bytes.length);
        int length = Math.min(bytes.length - at, length());
        return switch (random.nextInt(13)) {
            case 0, 11, 12 -> flipped(bytes);
            case 1 -> replaced(bytes, at, Math.min(1, length), new byte[] {(byte) random.nextInt(256)});
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> replaced(bytes, at, length, new byte[0]);
            case 4 -> replaced(bytes, at, 0, repeated(Arrays.copyOfRange(bytes, at, at + length)));
            case 5 -> spliced(bytes, at, other);
            case 6 -> replaced(bytes, at, 0, Arrays.copyOfRange(bytes, place(at), at));
            case 7, 8 -> numbered(bytes, at);
            case 9 -> replaced(bytes, at, 0, word());
            default -> reworded(bytes, at);
        };
    }

    /// Headers are short and matter most: a third of all places lie in the first 64 bytes.
    private int place(int length) {
        return random.nextInt(1 + (random.nextInt(3) == 0 ? Math.min(64, length) : length));
    }

    private int length() {
        return 1 << random.nextInt(9);
    }

    private byte[] flipped(byte[] bytes) {
        byte[] result = bytes.clone();
        for (int i = random.nextInt(1 + random.nextInt(8)); i >= 0 && result.length > 0; i--) {
            result[Math.min(place(result.length), result.length - 1)] ^= (byte) (1 << random.nextInt(8));
        }
        return result;
    }

    /// Twice to 32 times, or as often as fits.
    private byte[] repeated(byte[] block) {
        int most = block.length == 0 ? 0 : LARGEST / 2 / block.length;
        int times = random.nextInt(8) == 0 ? most : Math.min(most, 1 + random.nextInt(32));
        byte[] result = new byte[block.length * times];
        for (int i = 0; i < result.length; i++) {
            result[i] = block[i % block.length];
        }
        return result;
    }

    private byte[] spliced(byte[] bytes, int at, byte[] other) {
        int from = random.nextBoolean() ? Math.min(at, other.length) : place(other.length);
        return replaced(bytes, at, bytes.length - at, Arrays.copyOfRange(other, from, other.length));
    }

    /// The number at or behind a place becomes another: digits where there are some, else two, four or eight bytes.
    private byte[] numbered(byte[] bytes, int at) {
        int from = at;
        while (from < bytes.length && from < at + 32 && !isDigit(bytes[from])) {
            from++;
        }
        if (from < bytes.length && isDigit(bytes[from]) && random.nextInt(4) > 0) {
            int to = from;
            while (to < bytes.length && isDigit(bytes[to])) {
                to++;
            }
            return replaced(bytes, from, to - from, DIGITS.get(random.nextInt(DIGITS.size())).getBytes(StandardCharsets.UTF_8));
        }
        int size = 2 << random.nextInt(3);
        ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        ByteBuffer buffer = ByteBuffer.allocate(8).order(order).putLong(0, number);
        byte[] eight = buffer.array();
        int skip = order == ByteOrder.BIG_ENDIAN ? 8 - size : 0;
        return replaced(bytes, at, Math.min(size, bytes.length - at), Arrays.copyOfRange(eight, skip, skip + size));
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private byte[] word() {
        return words.get(random.nextInt(words.size())).getBytes(StandardCharsets.UTF_8);
    }

    /// The letters at or behind a place become a word.
    private byte[] reworded(byte[] bytes, int at) {
        int from = at;
        while (from < bytes.length && !Character.isLetter(bytes[from])) {
            from++;
        }
        int to = from;
        while (to < bytes.length && Character.isLetter(bytes[to])) {
            to++;
        }
        return replaced(bytes, from, to - from, word());
    }

    private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + by.length);
        out.write(bytes, 0, at);
        out.writeBytes(by);
        out.write(bytes, at + length, bytes.length - at - length);
        return out.toByteArray();
    }
}

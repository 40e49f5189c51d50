package lowrankcam.format;

import java.nio.charset.StandardCharsets;

/// Rules for names of files and folders that are made from other names.
public final class FileName {

    /// Bytes of UTF-8: most systems take 255, and what follows a name needs some of them.
    private static final int MOST_BYTES = 200;
    private static final int HASH_DIGITS = 16;

    private FileName() {}

    /// A name that stands for itself in its folder and nothing else: never `.` or `..`, not hidden, without separators and
    /// control characters, at most 200 bytes long.
    ///
    /// One that is too long is cut, and ends with a hash of all of it, so that names that differ behind the cut stay different.
    public static String safe(String name) {
        StringBuilder safe = new StringBuilder();
        name.codePoints().map(c -> isPlain(c) ? c : '_').forEach(safe::appendCodePoint);
        if (safe.isEmpty() || safe.charAt(0) == '.') {
            safe.replace(0, Math.min(1, safe.length()), "_");
        }
        String hash = "-" + Sha256.of(name.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_DIGITS);
        return bytes(safe) <= MOST_BYTES ? safe.toString() : cut(safe, MOST_BYTES - hash.length()) + hash;
    }

    /// Whether a name stands for a file of its folder, whoever wrote it down.
    public static boolean isPlain(String name) {
        return !name.isEmpty() && !name.equals(".") && !name.equals("..") && name.codePoints().allMatch(FileName::isPlain);
    }

    private static boolean isPlain(int character) {
        return character != '/' && character != '\\' && !Character.isISOControl(character);
    }

    private static int bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /// The longest beginning of at most that many bytes, of whole characters.
    private static String cut(CharSequence text, int most) {
        StringBuilder kept = new StringBuilder();
        int bytes = 0;
        for (int c : text.codePoints().toArray()) {
            bytes += bytes(Character.toString(c));
            if (bytes > most) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept.toString();
    }
}

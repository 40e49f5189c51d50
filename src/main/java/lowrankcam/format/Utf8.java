package lowrankcam.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Text files as UTF-8, strictly: a byte that belongs to no character is an error, not a replacement character.
public final class Utf8 {

    private Utf8() {}

    /// The text of a file.
    ///
    /// @param item what was to be read, `CSV file`
    /// @throws FormatException if it cannot be read, or with line and offset if it is not UTF-8
    public static String read(Path file, String item) throws FormatException {
        try {
            return decode(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw FileWords.unreadable(file, item, e);
        }
    }

    private static String decode(Path file, byte[] bytes) throws FormatException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (result.isError()) {
            int at = in.position();
            int line = 1;
            for (int i = 0; i < at; i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new FormatException(
                    file, at, "line " + line, "UTF-8", String.format(Locale.ROOT, "byte %02X", bytes[at] & 0xFF));
        }
        return out.flip().toString();
    }
}

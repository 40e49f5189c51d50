package lowrankcam.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// Bad input: which file, where in it, what was looked at, what was expected and what was found.
///
/// The message is one line, for example
/// `head.safetensors @ 0x1A40: tensor 'fc.weight' shape: expected [2, 2048], found [2, 1024]`; what it repeats of the file is
/// made [Printable], and shortened.
public final class FormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /// Offset of an error that belongs to no byte of the file.
    public static final long NO_OFFSET = -1;

    private final transient Path file;
    private final long offset;
    private final String item;
    private final String expected;
    private final String actual;

    /// @param file     the file that was read
    /// @param offset   byte offset in the file, or [#NO_OFFSET]
    /// @param item     what was looked at, for example `tensor 'fc.weight' shape`
    /// @param expected what a good file holds there
    /// @param actual   what this file holds there
    public FormatException(Path file, long offset, String item, String expected, String actual) {
        super(message(file, offset, item, expected, actual));
        this.file = file;
        this.offset = offset;
        this.item = item;
        this.expected = expected;
        this.actual = actual;
    }

    private static String message(
            Path file, long offset, String item, String expected, String actual) {
        String place = offset < 0 ? "" : " @ 0x" + Long.toHexString(offset).toUpperCase(Locale.ROOT);
        return Printable.line(String.valueOf(file)) + place + ": " + Printable.part(item) + ": expected "
                + Printable.line(expected) + ", found " + Printable.part(actual);
    }

    public Path file() {
        return file;
    }

    public long offset() {
        return offset;
    }

    public String item() {
        return item;
    }

    public String expected() {
        return expected;
    }

    public String actual() {
        return actual;
    }
}

package lowrankcam.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import lowrankcam.format.Printable;

/// Standard output or standard error: whatever is printed here is [Printable], and what is printed as a line is one line.
///
/// A carriage return passes only as the first character of a print, where [ProgressLine] has it to write over its line.
final class Printer extends PrintWriter {

    private final int longestLine;

    /// @param longestLine characters; a longer line is shortened in the middle
    Printer(Writer out, int longestLine) {
        super(out, true);
        this.longestLine = longestLine;
    }

    @Override
    public void write(int c) {
        write(String.valueOf((char) c));
    }

    @Override
    public void write(char[] text, int offset, int length) {
        write(new String(text, offset, length));
    }

    @Override
    public void write(String text, int offset, int length) {
        write(text.substring(offset, offset + length));
    }

    @Override
    public void write(String text) {
        String plain = Printable.text(text);
        if (plain.lastIndexOf('\r') > 0) {
            plain = plain.charAt(0) + plain.substring(1).replace("\r\n", "\n").replace("\r", "\\u000D");
        }
        super.write(plain, 0, plain.length());
    }

    /// As one print: what is put into a format does not become the first character of anything.
    @Override
    public PrintWriter format(Locale locale, String format, Object... args) {
        write(String.format(locale, format, args));
        return this;
    }

    @Override
    public void println(String line) {
        write(Printable.shortened(Printable.line(String.valueOf(line)), longestLine) + System.lineSeparator());
        flush();
    }
}

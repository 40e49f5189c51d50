package lowrankcam.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Comma-separated values as RFC 4180 has them: fields may be quoted, a quote inside is doubled, a quoted field
/// may hold commas and line breaks. A byte order mark and any kind of line end are accepted, empty lines are
/// passed over.
///
/// A text that a spreadsheet would take for a formula is written with an apostrophe in front, and read without it: one that
/// begins with `=`, `+`, `-`, `@`, a tab or a carriage return and is no number, or with apostrophes and then one of these.
///
/// Every field knows its line and column, both from 1, so that whoever reads it can say where a mistake stands.
public final class Csv {

    private final Path file;
    private final String text;
    private final char separator;
    private int at;
    private int line = 1;
    private int lineStart;

    /// @param line   line of its first character, from 1
    /// @param column column of its first character, from 1
    /// @param text   content without quotes, and without blanks around it if it was not quoted
    public record Field(int line, int column, String text) {}

    /// @param line   line on which it begins, from 1
    /// @param fields at least one
    public record Row(int line, List<Field> fields) {}

    private Csv(Path file, String text, char separator) {
        this.file = file;
        this.text = text;
        this.separator = separator;
    }

    /// Rows of a UTF-8 file.
    ///
    /// @throws FormatException if it cannot be read, with its line if a byte is not UTF-8, with line and column if a
    ///                         quote is out of place
    public static List<Row> read(Path file) throws FormatException {
        return parse(file, Utf8.read(file, "CSV file"));
    }

    /// Rows of a text.
    ///
    /// @param file named in errors
    public static List<Row> parse(Path file, String text) throws FormatException {
        return parse(file, text, ',');
    }

    /// Rows of a text whose fields are separated by something else than commas.
    ///
    /// @param file      named in errors
    /// @param separator `;` or a tab, say
    public static List<Row> parse(Path file, String text, char separator) throws FormatException {
        return new Csv(file, text.startsWith("\uFEFF") ? text.substring(1) : text, separator).rows();
    }

    /// A field as it is to be written: in quotes where it needs them, and harmless to a spreadsheet.
    public static String field(String text) {
        String shown = isFormula(text) && !isNumber(text) ? '\'' + text : text;
        boolean plain =
                shown.equals(shown.strip()) && shown.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
        return plain ? shown : '"' + shown.replace("\"", "\"\"") + '"';
    }

    private static String original(String shown) {
        return shown.startsWith("'") && isFormula(shown) ? shown.substring(1) : shown;
    }

    /// True if after any apostrophes there is what begins a formula.
    private static boolean isFormula(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == '\'') {
            at++;
        }
        return at < text.length() && "=+-@\t\r".indexOf(text.charAt(at)) >= 0;
    }

    /// A sign, digits, and perhaps a fraction and an exponent.
    private static boolean isNumber(String text) {
        int whole = digits(text, 1);
        int fraction = whole < text.length() && text.charAt(whole) == '.' ? digits(text, whole + 1) : whole;
        boolean exponent = fraction < text.length() && (text.charAt(fraction) | 0x20) == 'e';
        int sign = exponent && text.startsWith("-", fraction + 1) ? 2 : 1;
        int end = exponent ? digits(text, fraction + sign) : fraction;
        return "+-".indexOf(text.charAt(0)) >= 0 && whole > 1 && end == text.length() && isDigit(text.charAt(end - 1));
    }

    /// Where the digits end that begin at a place.
    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// A mistake at a field.
    public static FormatException error(Path file, Field field, String expected, String actual) {
        return new FormatException(
                file, FormatException.NO_OFFSET, "line " + field.line() + ", column " + field.column(), expected,
                actual);
    }

    private List<Row> rows() throws FormatException {
        List<Row> rows = new ArrayList<>();
        while (at < text.length()) {
            int first = line;
            List<Field> fields = new ArrayList<>();
            fields.add(field());
            while (at < text.length() && text.charAt(at) == separator) {
                at++;
                fields.add(field());
            }
            endLine();
            if (fields.size() > 1 || !fields.getFirst().text().isEmpty()) {
                rows.add(new Row(first, List.copyOf(fields)));
            }
        }
        return rows;
    }

    private Field field() throws FormatException {
        while (atBlank()) {
            at++;
        }
        int fromLine = line;
        int column = at - lineStart + 1;
        if (at < text.length() && text.charAt(at) == '"') {
            return new Field(fromLine, column, original(quoted(fromLine, column)));
        }
        int from = at;
        while (at < text.length() && !atEndOfField()) {
            if (text.charAt(at) == '"') {
                throw misplaced(line, at - lineStart + 1, "a field that begins with its quote", "a quote inside it");
            }
            at++;
        }
        return new Field(fromLine, column, original(text.substring(from, at).strip()));
    }

    private String quoted(int fromLine, int column) throws FormatException {
        StringBuilder content = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"' && at < text.length() && text.charAt(at) == '"') {
                at++;
            } else if (c == '"') {
                while (atBlank()) {
                    at++;
                }
                if (at < text.length() && !atEndOfField()) {
                    throw misplaced(
                            line, at - lineStart + 1, "a " + (separator == ',' ? "comma" : "separator")
                                    + " or the end of the line after a closing quote",
                            "'" + text.charAt(at) + "'");
                }
                return content.toString();
            } else if (c == '\n') {
                line++;
                lineStart = at;
            }
            content.append(c);
        }
        throw misplaced(fromLine, column, "a closing quote", "the end of the file");
    }

    private boolean atBlank() {
        char c = at < text.length() ? text.charAt(at) : separator;
        return c != separator && (c == ' ' || c == '\t');
    }

    private boolean atEndOfField() {
        char c = text.charAt(at);
        return c == separator || c == '\r' || c == '\n';
    }

    private void endLine() {
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        line++;
        lineStart = at;
    }

    private FormatException misplaced(int row, int column, String expected, String actual) {
        return error(file, new Field(row, column, ""), expected, actual);
    }
}

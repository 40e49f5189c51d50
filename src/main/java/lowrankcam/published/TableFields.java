package lowrankcam.published;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.format.Csv;
import lowrankcam.format.FormatException;

/// Splits the text of a table into rows of fields that know their places.
///
/// | form | known by |
/// |---|---|
/// | Markdown | the first pipe table of the text; whatever stands around it is passed over |
/// | LaTeX | rows of fields between `&`; `\pm` is read as ±, other commands, braces and dollar signs fall away |
/// | separated by tabs, or by semicolons with decimal commas | the first line has some, and no comma with semicolons |
/// | CSV | everything else |
///
/// In the last two, lines that begin with `#` are comments.
final class TableFields {

    private TableFields() {}

    /// What a comment line says, without its mark; empty for any other line.
    static String remark(String line) {
        String bare = line.strip();
        return bare.startsWith("#") ? bare.substring(1).strip() : "";
    }

    /// The header and the rows below it.
    ///
    /// @param file named in errors
    static List<Csv.Row> rows(Path file, String text) throws FormatException {
        List<String> lines = text.lines().toList();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i - 1).contains("|") && isRule(lines.get(i).strip())) {
                return pipes(lines, i - 1);
            }
        }
        if (lines.stream().anyMatch(TableFields::isLatexRow)) {
            return latex(lines);
        }
        return separated(file, lines);
    }

    /// True for what stands below the header of a pipe table: two or more cells of hyphens, with or without colons.
    private static boolean isRule(String line) {
        int from = line.startsWith("|") ? 1 : 0;
        int to = line.length() - (line.endsWith("|") && line.length() > 1 ? 1 : 0);
        List<Csv.Field> cells = split(line, from, to, '|', 1);
        return cells.size() > 1 && cells.stream().map(Csv.Field::text).allMatch(TableFields::isHyphens);
    }

    private static boolean isHyphens(String cell) {
        int from = cell.startsWith(":") ? 1 : 0;
        int to = cell.length() - (cell.endsWith(":") ? 1 : 0);
        return from < to && cell.substring(from, to).chars().allMatch(c -> c == '-');
    }

    /// True if there are two fields or more, and the end of a row behind them.
    private static boolean isLatexRow(String line) {
        int mark = line.indexOf('&', 1);
        while (mark > 0 && line.charAt(mark - 1) == '\\') {
            mark = line.indexOf('&', mark + 1);
        }
        return mark > 0 && line.indexOf("\\\\", mark + 1) > 0;
    }

    /// Rows of a pipe table; the rule below the header is left out.
    private static List<Csv.Row> pipes(List<String> lines, int header) {
        List<Csv.Row> rows = new ArrayList<>();
        for (int i = header; i < lines.size() && lines.get(i).contains("|"); i++) {
            if (i != header + 1) {
                String body = lines.get(i).stripTrailing();
                int from = body.length() - body.stripLeading().length();
                from += body.startsWith("|", from) ? 1 : 0;
                boolean closed = body.endsWith("|") && !body.endsWith("\\|") && body.length() > from;
                List<Csv.Field> fields = split(body, from, body.length() - (closed ? 1 : 0), '|', i + 1);
                rows.add(new Csv.Row(i + 1, fields.stream().map(TableFields::withoutEscapes).toList()));
            }
        }
        return rows;
    }

    /// What a Markdown writer escapes so that it stands for itself.
    private static Csv.Field withoutEscapes(Csv.Field field) {
        String text = field.text();
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean escape = text.charAt(i) == '\\' && i + 1 < text.length() && "\\`*_[]<>~".indexOf(text.charAt(i + 1)) >= 0;
            i += escape ? 1 : 0;
            plain.append(text.charAt(i));
        }
        String content = plain.toString().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        return new Csv.Field(field.line(), field.column(), content);
    }

    /// Every line with an `&`, up to its `\\`.
    private static List<Csv.Row> latex(List<String> lines) {
        List<Csv.Row> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (isLatexRow(lines.get(i))) {
                String line = lines.get(i);
                List<Csv.Field> fields = split(line, 0, line.lastIndexOf("\\\\"), '&', i + 1);
                rows.add(new Csv.Row(i + 1, fields.stream().map(TableFields::withoutMarks).toList()));
            }
        }
        return rows;
    }

    private static Csv.Field withoutMarks(Csv.Field field) {
        String text = field.text();
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int end = i + 1;
            while (c == '\\' && end < text.length() && isLetter(text.charAt(end))) {
                end++;
            }
            if (end > i + 1) {
                plain.append(text.substring(i + 1, end).equals("pm") ? "±" : "");
                i = end - 1;
            } else if ("{}$".indexOf(c) < 0 && !(c == '\\' && end < text.length() && "%&_#$".indexOf(text.charAt(end)) >= 0)) {
                plain.append(c);
            }
        }
        return new Csv.Field(field.line(), field.column(), plain.toString().strip());
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /// Fields between separators; one with a backslash before it belongs to its field.
    private static List<Csv.Field> split(String line, int start, int end, char separator, int number) {
        List<Csv.Field> fields = new ArrayList<>();
        int from = start;
        for (int at = start; at <= end; at++) {
            if (at == end || line.charAt(at) == separator && (at == 0 || line.charAt(at - 1) != '\\')) {
                String field = line.substring(from, at);
                int blanks = field.length() - field.stripLeading().length();
                String content = field.strip().replace("\\" + separator, String.valueOf(separator));
                fields.add(new Csv.Field(number, from + blanks + 1, content));
                from = at + 1;
            }
        }
        return fields;
    }

    private static List<Csv.Row> separated(Path file, List<String> lines) throws FormatException {
        // Comments become empty lines, so that line numbers stay right.
        List<String> content = lines.stream().map(line -> line.stripLeading().startsWith("#") ? "" : line).toList();
        String header = content.stream().filter(line -> !line.isBlank()).findFirst().orElse("");
        boolean semicolons = header.contains(";") && !header.contains(",");
        char separator = header.contains("\t") ? '\t' : semicolons ? ';' : ',';
        List<Csv.Row> rows = Csv.parse(file, String.join("\n", content) + "\n", separator);
        return semicolons ? rows.stream().map(TableFields::withDecimalPoints).toList() : rows;
    }

    private static Csv.Row withDecimalPoints(Csv.Row row) {
        return new Csv.Row(
                row.line(),
                row.fields().stream()
                        .map(f -> new Csv.Field(f.line(), f.column(), withDecimalPoints(f.text())))
                        .toList());
    }

    private static String withDecimalPoints(String text) {
        StringBuilder points = new StringBuilder(text);
        for (int i = 1; i < text.length() - 1; i++) {
            if (text.charAt(i) == ',' && isDigit(text.charAt(i - 1)) && isDigit(text.charAt(i + 1))) {
                points.setCharAt(i, '.');
            }
        }
        return points.toString();
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

package lowrankcam.metric;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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

    private static final Pattern RULE = Pattern.compile("\\|?\\s*:?-+:?\\s*(\\|\\s*:?-+:?\\s*)+\\|?");
    private static final Pattern LATEX_ROW = Pattern.compile(".*[^\\\\]&.*\\\\\\\\.*");
    private static final Pattern LATEX_PLUS_MINUS = Pattern.compile("\\\\pm(?![a-zA-Z])");
    private static final Pattern LATEX_MARKS = Pattern.compile("\\\\[a-zA-Z]+|\\\\(?=[%&_#$])|[{}$]");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("(?<=[0-9]),(?=[0-9])");

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
            if (RULE.matcher(lines.get(i).strip()).matches() && lines.get(i - 1).contains("|")) {
                return pipes(lines, i - 1);
            }
        }
        if (lines.stream().anyMatch(line -> LATEX_ROW.matcher(line).matches())) {
            return latex(lines);
        }
        return separated(file, lines);
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
                rows.add(new Csv.Row(i + 1, split(body, from, body.length() - (closed ? 1 : 0), '|', i + 1)));
            }
        }
        return rows;
    }

    /// Every line with an `&`, up to its `\\`.
    private static List<Csv.Row> latex(List<String> lines) {
        List<Csv.Row> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (LATEX_ROW.matcher(lines.get(i)).matches()) {
                String line = lines.get(i);
                List<Csv.Field> fields = split(line, 0, line.lastIndexOf("\\\\"), '&', i + 1);
                rows.add(new Csv.Row(i + 1, fields.stream().map(TableFields::withoutMarks).toList()));
            }
        }
        return rows;
    }

    private static Csv.Field withoutMarks(Csv.Field field) {
        String text = LATEX_PLUS_MINUS.matcher(field.text()).replaceAll("±");
        return new Csv.Field(field.line(), field.column(), LATEX_MARKS.matcher(text).replaceAll("").strip());
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
                        .map(f -> new Csv.Field(f.line(), f.column(), DECIMAL_COMMA.matcher(f.text()).replaceAll(".")))
                        .toList());
    }
}

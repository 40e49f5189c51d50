package lowrankcam.published;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lowrankcam.format.Csv;
import lowrankcam.format.FormatException;
import lowrankcam.format.UsageException;
import lowrankcam.format.Utf8;

/// Reads a table in the paper's form from any text that [TableFields] splits into fields: CSV, Markdown, LaTeX.
///
/// The header names the columns, in any order, among others: method, AD, AIn, CH, CX, ADCC, time. Numbers may be
/// bold, carry a percent sign or have an interval behind them, `75.3 (70.1 to 79.8)` or `75.3 ± 4.2`; an empty
/// field, `-`, `–`, `—` or `n/a` is a number that is not known. A line `# source: …` says where the table is from,
/// `# speed-up: A over B 4.73` states a claim.
public final class TableReader {

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(?:\\.([0-9]+))?(?:[Ee]([+-]?[0-9]{1,2}))?");
    private static final int LONGEST_NUMBER = 30;
    private static final int MOST_ROWS = 300;
    private static final Set<String> UNKNOWN = Set.of("", "-", "–", "—", "n/a", "na");
    private static final String OVER = " over ";
    private static final String CLAIM = "'FASTER over SLOWER 4.73'";

    private TableReader() {}

    /// The paper's Table 1.
    public static PublishedTable paper() throws IOException {
        try (InputStream in = TableReader.class.getResourceAsStream("table1.csv")) {
            return parse(Path.of("table1.csv"), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /// @throws FormatException with line and column if there is no such table in the file
    public static PublishedTable read(Path file) throws FormatException {
        return parse(file, Utf8.read(file, "table"));
    }

    /// @param file named in errors
    public static PublishedTable parse(Path file, String text) throws FormatException {
        List<PublishedTable.Claim> claims = new ArrayList<>();
        String source = file.toString();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String remark = TableFields.remark(lines.get(i));
            if (remark.startsWith("source:")) {
                source = remark.substring(7).strip();
            } else if (remark.startsWith("speed-up:")) {
                Csv.Field field = new Csv.Field(i + 1, 1, remark.substring(9).strip());
                claims.add(claimIn(field.text()).orElseThrow(
                        () -> Csv.error(file, field, "a speed-up " + CLAIM, "'" + field.text() + "'")));
            }
        }
        return table(file, source, TableFields.rows(file, text), claims);
    }

    /// A claim as it is written: `LowRank-CAM over Score-CAM 4.73`.
    ///
    /// @throws UsageException showing the form
    public static PublishedTable.Claim claim(String text) {
        return claimIn(text.strip()).orElseThrow(
                () -> new UsageException("speed-up: expected " + CLAIM + ", found '" + text.strip() + "'"));
    }

    private static Optional<PublishedTable.Claim> claimIn(String text) {
        String bare = text.endsWith("x") || text.endsWith("×") ? text.substring(0, text.length() - 1) : text;
        int over = bare.indexOf(OVER, 1);
        int number = bare.lastIndexOf(' ') + 1;
        if (over < 0 || number <= over + OVER.length() + 1 || !TableFields.isDigit((bare + ' ').charAt(number))) {
            return Optional.empty();
        }
        return number(bare.substring(number)).map(factor -> new PublishedTable.Claim(
                bare.substring(0, over), bare.substring(over + OVER.length(), number - 1), factor));
    }

    private static PublishedTable table(
            Path file, String source, List<Csv.Row> rows, List<PublishedTable.Claim> claims) throws FormatException {
        if (rows.isEmpty()) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "table", "a header with method, AD, AIn, CH, CX, ADCC, time",
                    "nothing");
        }
        if (rows.size() > MOST_ROWS) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "table", "at most " + MOST_ROWS + " rows", String.valueOf(rows.size()));
        }
        Map<TableColumn, Integer> columns = columns(file, rows.getFirst());
        List<PublishedTable.Row> result = new ArrayList<>();
        for (Csv.Row row : rows.subList(1, rows.size())) {
            result.add(row(file, row, columns, rows.getFirst().fields().size()));
        }
        if (result.isEmpty()) {
            throw Csv.error(file, rows.getFirst().fields().getFirst(), "rows below the header", "none");
        }
        return new PublishedTable(source, List.copyOf(result), List.copyOf(claims));
    }

    private static Map<TableColumn, Integer> columns(Path file, Csv.Row header) throws FormatException {
        Map<TableColumn, Integer> columns = new EnumMap<>(TableColumn.class);
        for (int i = 0; i < header.fields().size(); i++) {
            Csv.Field field = header.fields().get(i);
            Optional<TableColumn> column = TableColumn.of(field.text());
            if (column.isPresent() && columns.putIfAbsent(column.get(), i) != null) {
                throw Csv.error(file, field, "every column once", "'" + field.text() + "' again");
            }
        }
        if (!columns.containsKey(TableColumn.METHOD) || columns.size() < 2) {
            throw Csv.error(
                    file, header.fields().getFirst(), "a header with method and some of AD, AIn, CH, CX, ADCC, time",
                    String.join(", ", header.fields().stream().map(Csv.Field::text).toList()));
        }
        return columns;
    }

    private static PublishedTable.Row row(
            Path file, Csv.Row row, Map<TableColumn, Integer> columns, int width) throws FormatException {
        if (row.fields().size() != width) {
            throw Csv.error(
                    file, row.fields().getLast(), width + " fields as the header has", row.fields().size() + " fields");
        }
        Csv.Field name = row.fields().get(columns.get(TableColumn.METHOD));
        String method = without(name.text(), "*_`").strip();
        if (method.isEmpty()) {
            throw Csv.error(file, name, "the name of a method", "nothing");
        }
        Map<TableColumn, PublishedTable.Cell> cells = new EnumMap<>(TableColumn.class);
        for (Map.Entry<TableColumn, Integer> column : columns.entrySet()) {
            Csv.Field field = row.fields().get(column.getValue());
            String text = withoutInterval(without(field.text(), "*_`% \t\r\n\f\u000B"));
            if (column.getKey() == TableColumn.METHOD || UNKNOWN.contains(text.toLowerCase(Locale.ROOT))) {
                continue;
            }
            PublishedTable.Cell cell =
                    number(text).orElseThrow(
                            () -> Csv.error(
                                    file, field, "a number for " + column.getKey(), "'" + field.text() + "'"));
            cells.put(column.getKey(), cell);
        }
        return new PublishedTable.Row(method, row.line(), cells);
    }

    private static String without(String text, String marks) {
        StringBuilder left = new StringBuilder();
        text.chars().filter(c -> marks.indexOf(c) < 0).forEach(c -> left.append((char) c));
        return left.toString();
    }

    /// What stands before an interval, a deviation or the unit of a time.
    private static String withoutInterval(String text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean last = i == text.length() - 1;
            if (TableFields.isDigit(text.charAt(i - 1))
                    && (c == '±' || c == 's' && last || c == '(' && !last && text.endsWith(")"))) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    private static Optional<PublishedTable.Cell> number(String text) {
        Matcher matcher = NUMBER.matcher(text.length() > LONGEST_NUMBER ? "" : text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int decimals = matcher.group(1) == null ? 0 : matcher.group(1).length();
        int exponent = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return Optional.of(new PublishedTable.Cell(text, Double.parseDouble(text), decimals - exponent));
    }
}

package lowrankcam.report;

import java.nio.file.Path;
import java.util.List;
import lowrankcam.format.Printable;

/// Markdown text, table by table. What is given is Markdown: names and other texts from outside go through [#plain] first.
final class Markdown implements Document {

    /// What has a meaning wherever it stands, and what has one only at the beginning of a paragraph.
    private static final String MARKS = "\\`[]~";
    private static final String BEGINNINGS = "#>+-=";

    private final StringBuilder text = new StringBuilder();

    Markdown heading(int level, String words) {
        text.append(text.isEmpty() ? "" : "\n").append("#".repeat(level)).append(' ').append(words).append("\n\n");
        return this;
    }

    /// Not in Markdown: what came out is told in its first section.
    @Override
    public Markdown verdict(String marked) {
        return this;
    }

    @Override
    public Markdown heading(String words) {
        return heading(2, plain(words));
    }

    @Override
    public Markdown item(String words) {
        return paragraph("- " + plain(words));
    }

    @Override
    public Markdown code(String lines) {
        return paragraph("```\n" + lines + "\n```");
    }

    @Override
    public Markdown table(String caption, List<String> head, List<List<String>> rows) {
        return table(head, rows);
    }

    @Override
    public Markdown chart(Chart chart, String file) {
        return paragraph("![" + plain(chart.words()) + "](" + file + ")");
    }

    @Override
    public Markdown picture(Path folder, String file, String words) {
        return paragraph("![" + plain(words) + "](" + file + ")");
    }

    @Override
    public Markdown paragraph(String words) {
        text.append(words).append("\n\n");
        return this;
    }

    /// A text that stands for itself, on one line but for line feeds: no HTML, no emphasis, no links.
    static String plain(String words) {
        String text = Printable.text(words).replace('\r', ' ');
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char before = i == 0 ? '\n' : text.charAt(i - 1);
            char after = i + 1 == text.length() ? '\n' : text.charAt(i + 1);
            boolean marks =
                    MARKS.indexOf(c) >= 0
                            || c == '*' && !(before == ' ' && Character.isWhitespace(after))
                            || c == '_' && !(Character.isLetterOrDigit(before) && Character.isLetterOrDigit(after))
                            || BEGINNINGS.indexOf(c) >= 0 && i == 0 && !Character.isDigit(after);
            plain.append(marks ? "\\" : "").append(c == '<' ? "&lt;" : c == '&' ? "&amp;" : String.valueOf(c));
        }
        return plain.toString();
    }

    /// The same for every cell of rows.
    static List<List<String>> plain(List<List<String>> rows) {
        return rows.stream().map(row -> row.stream().map(Markdown::plain).toList()).toList();
    }

    /// A paragraph of plain words.
    @Override
    public Markdown words(String words) {
        return paragraph(plain(words).replace('\n', ' '));
    }

    Markdown table(List<String> head, List<List<String>> rows) {
        row(head);
        text.append("|---".repeat(head.size())).append("|\n");
        rows.forEach(this::row);
        text.append('\n');
        return this;
    }

    /// A line feed in a cell becomes a blank and brackets around what follows.
    private void row(List<String> cells) {
        for (String cell : cells) {
            int split = cell.indexOf('\n');
            String plain = split < 0 ? cell : cell.substring(0, split) + " (" + cell.substring(split + 1) + ")";
            text.append("| ").append(plain.replace("|", "\\|").replace("\n", " ")).append(' ');
        }
        text.append("|\n");
    }

    @Override
    public String toString() {
        return text.toString().stripTrailing() + "\n";
    }
}

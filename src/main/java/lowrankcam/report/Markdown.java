package lowrankcam.report;

import java.util.List;

/// Markdown text, table by table.
final class Markdown {

    private final StringBuilder text = new StringBuilder();

    Markdown heading(int level, String words) {
        text.append(text.isEmpty() ? "" : "\n").append("#".repeat(level)).append(' ').append(words).append("\n\n");
        return this;
    }

    Markdown paragraph(String words) {
        text.append(words).append("\n\n");
        return this;
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

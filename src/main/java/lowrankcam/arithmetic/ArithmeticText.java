package lowrankcam.arithmetic;

import java.util.List;

/// The arithmetic of a pixel as plain text.
public final class ArithmeticText {

    private ArithmeticText() {}

    /// @param full whether long lists are printed in full
    public static String of(PixelArithmetic whole, boolean full) {
        StringBuilder text = new StringBuilder();
        text.append(whole.image().path()).append(", pixel in row ").append(whole.place().row()).append(", column ")
                .append(whole.place().column()).append(" of ").append(whole.image().picture().height()).append('x')
                .append(whole.image().picture().width()).append('\n');
        for (Telling.Part part : Telling.of(whole, full)) {
            switch (part) {
                case Telling.Heading heading -> text.append('\n').append(heading.words()).append('\n');
                case Telling.Words words -> text.append("  ").append(words.words()).append('\n');
                case Telling.Numbers numbers -> table(text, numbers);
            }
        }
        return text.toString();
    }

    private static void table(StringBuilder text, Telling.Numbers numbers) {
        int[] widths = new int[numbers.head().size()];
        for (int c = 0; c < widths.length; c++) {
            widths[c] = numbers.head().get(c).length();
            for (List<String> row : numbers.rows()) {
                widths[c] = row.size() > 1 ? Math.max(widths[c], row.get(c).length()) : widths[c];
            }
        }
        line(text, numbers.head(), widths);
        numbers.rows().forEach(row -> line(text, row, widths));
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder("   ");
        for (int c = 0; c < cells.size(); c++) {
            line.append(' ').append(" ".repeat(Math.max(0, widths[c] - cells.get(c).length()))).append(cells.get(c));
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
